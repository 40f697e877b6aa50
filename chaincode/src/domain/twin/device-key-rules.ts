// SPDX-License-Identifier: Apache-2.0

import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Actor } from '../actor.js';
import { DomainError } from '../errors.js';
import type { BatteryStatus } from '../battery/status.js';
import { isHolder, requireHolder } from './holder-rules.js';
import type { DeviceKey } from './device-key.js';

/** What an operator asks for who enrols a device. */
export type DeviceKeyRequest = Pick<DeviceKey, 'batteryId' | 'deviceId' | 'model' | 'publicKey'>;

/** What a canonical SubjectPublicKeyInfo of P-256 begins with (RFC 5480), up to the uncompressed point's two coordinates. */
const P256_PREFIX = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
/** The bytes of one coordinate. */
const COORDINATE = 32;

/**
 * Reads a device's public key: a DER SubjectPublicKeyInfo on the curve P-256, in the one encoding that node:crypto
 * itself writes, so that no two texts stand for one key.
 * @throws DomainError INVALID_INPUT
 */
export function parsePublicKey(publicKey: string): KeyObject {
  const der = Buffer.from(publicKey, 'base64');
  const isCanonical =
    der.length === P256_PREFIX.length + 2 * COORDINATE &&
    der.subarray(0, P256_PREFIX.length).equals(P256_PREFIX) &&
    der.toString('base64') === publicKey;
  const key = isCanonical ? pointOf(der) : undefined;
  if (key !== undefined) {
    return key;
  }
  if (isCanonical || !isP256(der)) {
    throw new DomainError('INVALID_INPUT', '/publicKey: must be the SubjectPublicKeyInfo of a P-256 key', {
      issues: [{ pointer: '/publicKey', rule: 'DER SubjectPublicKeyInfo of a P-256 key, base64' }],
    });
  }
  throw new DomainError('INVALID_INPUT', '/publicKey: must be in its canonical encoding', {
    issues: [{ pointer: '/publicKey', rule: 'canonical DER and base64, nothing after it' }],
  });
}

/** The key of a canonical encoding, by its coordinates: OpenSSL takes twice as long over DER. Undefined off the curve. */
function pointOf(der: Buffer): KeyObject | undefined {
  const coordinate = (from: number): string => der.subarray(from, from + COORDINATE).toString('base64url');
  const x = coordinate(P256_PREFIX.length);
  const y = coordinate(P256_PREFIX.length + COORDINATE);
  return keyOf({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
}

function isP256(der: Buffer): boolean {
  const key = keyOf({ key: der, format: 'der', type: 'spki' });
  return key?.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

function keyOf(input: Parameters<typeof createPublicKey>[0]): KeyObject | undefined {
  try {
    return createPublicKey(input);
  } catch {
    return undefined; // what is no key at all is refused like a key on another curve
  }
}

/**
 * Enrols a device under the operator that holds the battery.
 * @param enrolled all keys of the battery, those of this very request included.
 * @returns the key on record where this is a repeat, otherwise the new one.
 * @throws DomainError FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS (another key under the id), ILLEGAL_STATUS (revoked),
 * CONFLICT (another device is active).
 */
export function enrol(
  request: DeviceKeyRequest,
  enrolled: readonly DeviceKey[],
  status: BatteryStatus,
  actor: Actor,
  now: string,
): DeviceKey {
  const existing = enrolled.find(({ deviceId }) => deviceId === request.deviceId);
  if (existing !== undefined) {
    checkSameKey(existing, request, actor);
    return existing;
  }
  requireHolder(status, actor);
  parsePublicKey(request.publicKey);
  const active = enrolled.find((key) => key.status === 'active');
  if (active !== undefined) {
    throw new DomainError('CONFLICT', `device ${active.deviceId} is active on ${request.batteryId}; revoke it first`, {
      id: request.batteryId,
      deviceId: active.deviceId,
      operator: active.operator,
    });
  }
  return { ...request, operator: actor.mspId, status: 'active', enrolledAt: now };
}

function checkSameKey(existing: DeviceKey, request: DeviceKeyRequest, actor: Actor): void {
  const { deviceId, model, publicKey, operator, status } = existing;
  if (publicKey !== request.publicKey || model !== request.model || operator !== actor.mspId) {
    throw new DomainError('ALREADY_EXISTS', `another key is enrolled as device ${deviceId}`, { deviceId, operator });
  }
  if (status !== 'active') {
    throw new DomainError('ILLEGAL_STATUS', `device ${deviceId} is revoked for ever; enrol it under a new id`, {
      deviceId,
      status,
      legal: [],
    });
  }
}

/**
 * Revokes a device: by the operator that enrolled it, or by one that holds the battery now, so that a new owner can
 * enrol its own. A repeat changes nothing.
 * @throws DomainError FORBIDDEN
 */
export function revoke(key: DeviceKey, status: BatteryStatus, actor: Actor, now: string): DeviceKey {
  if (key.operator !== actor.mspId && !isHolder(status, actor)) {
    throw new DomainError('FORBIDDEN', `device ${key.deviceId} is enrolled under ${key.operator}`, {
      deviceId: key.deviceId,
      operator: key.operator,
    });
  }
  return key.status === 'revoked' ? key : { ...key, status: 'revoked', revokedAt: now };
}
