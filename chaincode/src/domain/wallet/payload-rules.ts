// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import { sha256Hex } from '../digest.js';
import { DomainError } from '../errors.js';
import { compareInstants } from '../instant.js';
import type { LedgerIdentity } from './ledger-identity.js';
import type { PayloadHeader } from './payload.js';
import { requireSignature, type KeySignature } from './signature.js';

/** What a payload is judged against. */
export interface PayloadContext {
  readonly identity: LedgerIdentity;
  /** The transaction's time. */
  readonly now: string;
}

/** The text of a payload, whose UTF-8 is signed. */
export function payloadText(payload: PayloadHeader): string {
  return canonicalJson(payload);
}

/** The id of a payload: SHA-256 of its text. Orders carry it, and one that stands already is not taken again. */
export function payloadId(payload: PayloadHeader): string {
  return sha256Hex(payloadText(payload));
}

/**
 * Checks what a payload is for, and until when.
 * @throws DomainError RULE_VIOLATION (`payloadFor`) naming the field, PAYLOAD_EXPIRED
 */
export function requirePayload(payload: PayloadHeader, fn: string, { identity, now }: PayloadContext): void {
  const expected = { ...identity, fn };
  for (const field of ['network', 'channel', 'chaincode', 'fn'] as const) {
    if (payload[field] !== expected[field]) {
      throw new DomainError('RULE_VIOLATION', `/payload/${field}: the payload is for ${payload[field]}`, {
        rule: 'payloadFor',
        pointer: `/payload/${field}`,
        expected: expected[field],
      });
    }
  }
  if (compareInstants(now, payload.notAfter) > 0) {
    throw new DomainError('PAYLOAD_EXPIRED', `the payload held until ${payload.notAfter}`, {
      notAfter: payload.notAfter,
      now,
    });
  }
}

/**
 * Checks a payload of one key, such as an order or a withdrawal of a pseudonym.
 * @throws DomainError as {@link requirePayload} and {@link requireSignature}
 */
export function requireSigned(
  payload: PayloadHeader,
  signature: KeySignature,
  owner: string,
  fn: string,
  context: PayloadContext,
): void {
  requirePayload(payload, fn, context);
  requireSignature(payloadText(payload), signature, owner);
}
