// SPDX-License-Identifier: Apache-2.0

import { verify, type KeyObject } from 'node:crypto';
import type { Actor } from '../actor.js';
import { DomainError } from '../errors.js';
import type { Anchor, NewAnchor } from './anchor.js';
import { parsePublicKey } from './device-key-rules.js';
import type { DeviceKey } from './device-key.js';
import { deviceStatement } from './device-statement.js';

/** A device with its key read once for the many chunks it signed. */
export interface Device {
  readonly enrolled: DeviceKey;
  readonly key: KeyObject;
}

/** The device of an enrolment, ready to check signatures. */
export function deviceOf(enrolled: DeviceKey): Device {
  return { enrolled, key: parsePublicKey(enrolled.publicKey) };
}

/**
 * Anchors a chunk that the device signed.
 * @throws DomainError FORBIDDEN to all but the device's operator, ILLEGAL_STATUS where the device is revoked,
 * RULE_VIOLATION (`deviceSignature`) where the signature is not the device's over this chunk.
 */
export function anchor(request: NewAnchor, { enrolled, key }: Device, actor: Actor, now: string): Anchor {
  requireOperator(enrolled, actor);
  if (enrolled.status !== 'active') {
    throw new DomainError('ILLEGAL_STATUS', `device ${enrolled.deviceId} is revoked`, {
      deviceId: enrolled.deviceId,
      status: enrolled.status,
      legal: ['active'],
    });
  }
  const statement = Buffer.from(deviceStatement(request), 'utf8');
  if (!verify('sha256', statement, key, Buffer.from(request.signature, 'base64'))) {
    throw new DomainError('RULE_VIOLATION', `device ${enrolled.deviceId} did not sign this chunk`, {
      rule: 'deviceSignature',
      deviceId: enrolled.deviceId,
      chunk: request.chunk,
    });
  }
  return { ...request, operator: actor.mspId, anchoredAt: now };
}

/**
 * Tells a repeat from another root for the same chunk. The signature may differ, as ECDSA draws a new number each time.
 * @throws DomainError FORBIDDEN, ALREADY_EXISTS
 */
export function checkSameAnchor(existing: Anchor, request: NewAnchor, actor: Actor): void {
  if (existing.operator !== actor.mspId) {
    throw new DomainError('FORBIDDEN', `chunk ${existing.chunk} was anchored by ${existing.operator}`, {
      operator: existing.operator,
    });
  }
  const { root, count, deviceId } = existing;
  if (root !== request.root || count !== request.count || deviceId !== request.deviceId) {
    throw new DomainError('ALREADY_EXISTS', `chunk ${existing.chunk} is anchored with another root`, {
      id: existing.batteryId,
      chunk: existing.chunk,
      root,
      count,
    });
  }
}

function requireOperator(enrolled: DeviceKey, actor: Actor): void {
  if (enrolled.operator !== actor.mspId) {
    throw new DomainError('FORBIDDEN', `device ${enrolled.deviceId} is enrolled under ${enrolled.operator}`, {
      deviceId: enrolled.deviceId,
      operator: enrolled.operator,
    });
  }
}
