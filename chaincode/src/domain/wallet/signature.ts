// SPDX-License-Identifier: Apache-2.0

import { verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '../errors.js';
import { parsePublicKey } from '../twin/device-key-rules.js';
import { PublicKey } from '../twin/device-key.js';
import { addressOf } from './address.js';

/** The order n of the group of P-256 (SEC 2, 2.4.2). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * An ECDSA signature over P-256 with SHA-256: r and s, 32 bytes each, big-endian, one after the other, in lower-case hex
 * (the form of IEEE P1363 and of WebCrypto). DER is refused: it has no fixed length and more than one reading.
 */
export const Signature = z.string().regex(/^[0-9a-f]{128}$/, 'r and s of 32 bytes each, 128 lower-case hex digits');

/** A signature with the key that made it. */
export const KeySignature = z.strictObject({ publicKey: PublicKey, signature: Signature });

/** See {@link KeySignature}. */
export type KeySignature = z.infer<typeof KeySignature>;

/**
 * Checks that `signed` is by the key behind `owner` over the UTF-8 of `text`, in the one form there is of it: of the two
 * values of s that verify, only the lower counts, or anybody could change a signature without the key.
 * @throws DomainError SIGNATURE_INVALID, whose `data.rule` is keyOfOwner, lowS or verifies; INVALID_INPUT for no key
 */
export function requireSignature(text: string, { publicKey, signature }: KeySignature, owner: string): void {
  if (addressOf(publicKey) !== owner) {
    throw invalid('keyOfOwner', owner, `the key does not hash to ${owner}`);
  }
  requireKeySignature(text, signature, parsePublicKey(publicKey), owner);
}

/** As {@link requireSignature}, with a key that is known otherwise. @throws DomainError SIGNATURE_INVALID */
export function requireKeySignature(text: string, signature: string, key: KeyObject, owner: string): void {
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw invalid('curve', owner, 'the key is not on the curve P-256');
  }
  const s = BigInt(`0x${signature.slice(64)}`);
  if (s > ORDER / 2n) {
    throw invalid('lowS', owner, 's is above half of the order of the group; send the order minus s');
  }
  const bytes = Buffer.from(signature, 'hex');
  if (!verify('sha256', Buffer.from(text, 'utf8'), { key, dsaEncoding: 'ieee-p1363' }, bytes)) {
    throw invalid('verifies', owner, `the signature is not by the key of ${owner} over this payload`);
  }
}

function invalid(rule: string, owner: string, detail: string): DomainError {
  return new DomainError('SIGNATURE_INVALID', detail, { rule, owner });
}
