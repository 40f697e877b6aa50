// SPDX-License-Identifier: Apache-2.0

import { sha256 } from '@noble/hashes/sha2.js';
import { requireKnownFields } from './known-fields.js';
import { TelemetryError } from './telemetry-error.js';

/** What a battery did while a chunk was recorded. */
export const chunkKinds = ['discharge', 'charge', 'rest', 'mixed'] as const;

/** One of {@link chunkKinds}. */
export type ChunkKind = (typeof chunkKinds)[number];

/** What a chunk is about. Every leaf of its tree binds all of it. */
export interface ChunkHeader {
  /** The battery's key on the ledger: 1 to 128 printable ASCII characters without spaces. */
  readonly batteryId: string;
  /** Place among the battery's chunks, from 0. */
  readonly chunk: number;
  /** The battery's charge-discharge cycle, as its management system counts it. */
  readonly cycle: number;
  /** Instant of time 0, RFC 3339 in UTC: `2026-01-31T08:00:00Z`, milliseconds allowed. */
  readonly startedAt: string;
  readonly kind?: ChunkKind;
}

const BATTERY_ID = /^[\x21-\x7e]{1,128}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;
const DOMAIN = 'wattpass/telemetry/header/1';
const MAX_COUNTER = 4_294_967_295;

/**
 * Reads a header out of unknown JSON.
 * @throws TelemetryError naming the field and its rule.
 */
export function parseHeader(value: unknown): ChunkHeader {
  const fields = requireKnownFields(value, '/header', ['batteryId', 'chunk', 'cycle', 'startedAt'], ['kind']);
  const header = {
    batteryId: requireText(fields['batteryId'], 'batteryId', BATTERY_ID, '1 to 128 printable ASCII characters'),
    chunk: requireCounter(fields['chunk'], 'chunk'),
    cycle: requireCounter(fields['cycle'], 'cycle'),
    startedAt: requireInstant(fields['startedAt']),
  };
  return fields['kind'] === undefined ? header : { ...header, kind: requireKind(fields['kind']) };
}

/**
 * The canonical bytes of a header: a domain tag, the battery's id, the two counters as 32-bit big-endian integers, the
 * start as milliseconds since 1970 in a 64-bit big-endian integer, and the kind (empty if absent). Texts are preceded by
 * their length in one byte, so no two headers share their bytes.
 */
export function encodeHeader(header: ChunkHeader): Uint8Array {
  const { batteryId, chunk, cycle, startedAt, kind } = parseHeader(header);
  const texts = [DOMAIN, batteryId, kind ?? ''].map((text) => new TextEncoder().encode(text));
  const bytes = new Uint8Array(texts.reduce((length, text) => length + 1 + text.length, 16));
  let offset = 0;
  for (const text of texts) {
    bytes[offset] = text.length;
    bytes.set(text, offset + 1);
    offset += 1 + text.length;
  }
  const view = new DataView(bytes.buffer, offset);
  view.setUint32(0, chunk);
  view.setUint32(4, cycle);
  view.setBigInt64(8, BigInt(Date.parse(startedAt)));
  return bytes;
}

/** SHA-256 of {@link encodeHeader}: 32 bytes. */
export function headerDigest(header: ChunkHeader): Uint8Array {
  return sha256(encodeHeader(header));
}

function requireText(value: unknown, field: string, pattern: RegExp, rule: string): string {
  if (typeof value !== 'string') {
    throw new TelemetryError('WRONG_TYPE', `/header/${field}`, rule);
  }
  if (!pattern.test(value)) {
    throw new TelemetryError('WRONG_FORMAT', `/header/${field}`, rule);
  }
  return value;
}

function requireInstant(value: unknown): string {
  const rule = 'an RFC 3339 instant in UTC such as 2026-01-31T08:00:00Z';
  const text = requireText(value, 'startedAt', INSTANT, rule);
  const parsed = Date.parse(text);
  // Date.parse takes 30 February for 2 March; the round trip shows it.
  if (Number.isNaN(parsed) || new Date(parsed).toISOString().slice(0, 19) !== text.slice(0, 19)) {
    throw new TelemetryError('WRONG_FORMAT', '/header/startedAt', rule);
  }
  return text;
}

function requireCounter(value: unknown, field: string): number {
  const rule = `an integer from 0 to ${MAX_COUNTER}`;
  if (typeof value !== 'number') {
    throw new TelemetryError('WRONG_TYPE', `/header/${field}`, rule);
  }
  if (!Number.isSafeInteger(value)) {
    throw new TelemetryError('NOT_AN_INTEGER', `/header/${field}`, rule);
  }
  if (value < 0 || value > MAX_COUNTER) {
    throw new TelemetryError('OUT_OF_RANGE', `/header/${field}`, rule);
  }
  return value;
}

function requireKind(value: unknown): ChunkKind {
  const kind = chunkKinds.find((known) => known === value);
  if (kind === undefined) {
    throw new TelemetryError('WRONG_FORMAT', '/header/kind', `one of ${chunkKinds.join(', ')}`);
  }
  return kind;
}
