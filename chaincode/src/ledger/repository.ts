// SPDX-License-Identifier: Apache-2.0

import type { z } from 'zod';
import { canonicalJson, type Json } from '../domain/canonical-json.js';
import type { Collection } from '../domain/collections.js';
import { DomainError } from '../domain/errors.js';
import type { Entry, Key, Ledger } from './ledger.js';

/** The bytes under which a record stands on the ledger: its canonical JSON. */
export function encodeRecord(record: object): Uint8Array {
  return Buffer.from(canonicalJson(record as Json), 'utf8');
}

/** Reads a record, checking it against its schema. @throws DomainError INTERNAL where the ledger holds something else. */
export function decodeRecord<T>(schema: z.ZodType<T>, bytes: Uint8Array): T {
  const parsed = schema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  if (!parsed.success) {
    throw new DomainError('INTERNAL', `a stored record does not fit its schema: ${parsed.error.message}`);
  }
  return parsed.data;
}

/** The record under `key`, or undefined. */
export async function find<T>(ledger: Ledger, schema: z.ZodType<T>, key: Key): Promise<T | undefined> {
  const bytes = await ledger.get(key);
  return bytes === undefined ? undefined : decodeRecord(schema, bytes);
}

/** The records under `keys`, in their order, undefined where there is none; read together where the peer can. */
export function findAll<T>(
  ledger: Ledger,
  schema: z.ZodType<T>,
  keys: readonly Key[],
): Promise<readonly (T | undefined)[]> {
  return Promise.all(keys.map((key) => find(ledger, schema, key)));
}

/**
 * Asks for records before a loop that reads them one by one: together they take one message with the peer where it offers that,
 * and what is read again is answered from here.
 */
export async function readAhead(ledger: Ledger, keys: readonly Key[]): Promise<void> {
  await Promise.all(keys.map((key) => ledger.get(key)));
}

/** The record under `key`. @throws DomainError NOT_FOUND naming the kind of record and its id. */
export async function load<T>(ledger: Ledger, schema: z.ZodType<T>, key: Key): Promise<T> {
  const record = await find(ledger, schema, key);
  if (record === undefined) {
    throw notFound(key);
  }
  return record;
}

/** Writes a record under `key`. */
export async function save(ledger: Ledger, key: Key, record: object): Promise<void> {
  await ledger.put(key, encodeRecord(record));
}

/** Every record whose key begins with `prefix`, in the order of the keys. */
export async function listAll<T>(ledger: Ledger, schema: z.ZodType<T>, prefix: Key): Promise<T[]> {
  return collect(schema, ledger.range(prefix));
}

/** A page of the records whose keys begin with `prefix`; in evaluates only. */
export async function listPage<T>(
  ledger: Ledger,
  schema: z.ZodType<T>,
  prefix: Key,
  page: { readonly limit: number; readonly bookmark: string },
): Promise<{ items: T[]; bookmark: string }> {
  const { entries, bookmark } = await ledger.page(prefix, page.limit, page.bookmark);
  return { items: entries.map((entry) => decodeRecord(schema, entry.value)), bookmark };
}

/** The private record under `key`, or undefined. */
export async function findPrivate<T>(
  ledger: Ledger,
  schema: z.ZodType<T>,
  collection: Collection,
  key: Key,
): Promise<T | undefined> {
  const bytes = await ledger.getPrivate(collection, key);
  return bytes === undefined ? undefined : decodeRecord(schema, bytes);
}

/** The private record under `key`. @throws DomainError NOT_FOUND naming the kind of record and its id. */
export async function loadPrivate<T>(
  ledger: Ledger,
  schema: z.ZodType<T>,
  collection: Collection,
  key: Key,
): Promise<T> {
  const record = await findPrivate(ledger, schema, collection, key);
  if (record === undefined) {
    throw notFound(key);
  }
  return record;
}

/** Every private record whose key begins with `prefix`, in the order of the keys. */
export async function listPrivate<T>(
  ledger: Ledger,
  schema: z.ZodType<T>,
  collection: Collection,
  prefix: Key,
): Promise<T[]> {
  return collect(schema, ledger.privateRange(collection, prefix));
}

async function collect<T>(schema: z.ZodType<T>, entries: AsyncIterable<Entry>): Promise<T[]> {
  const records: T[] = [];
  for await (const entry of entries) {
    records.push(decodeRecord(schema, entry.value));
  }
  return records;
}

function notFound(key: Key): DomainError {
  const [kind, ...parts] = key;
  return new DomainError('NOT_FOUND', `there is no ${kind} ${parts.join('/')}`, { record: kind, id: parts });
}
