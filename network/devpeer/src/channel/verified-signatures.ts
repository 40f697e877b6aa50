// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '../ledger/hashes.js';
import type { Identity } from '../msp/identity.js';

const REMEMBERED = 4096;

/**
 * Verifies signatures and remembers those that hold: all peers and the orderer live in one process here, and each of
 * them meets the same signatures. Whether the signer may still act is decided anew each time, elsewhere.
 */
export class VerifiedSignatures {
  private readonly known = new Set<string>();

  /** Whether `signature` is the identity's over the concatenation of `parts`. */
  verify(identity: Identity, parts: readonly Uint8Array[], signature: Uint8Array): boolean {
    const fingerprint = fingerprintOf(identity.certificate.raw, parts, signature);
    if (this.known.has(fingerprint)) return true;
    const [first = new Uint8Array(0)] = parts;
    const message = parts.length === 1 ? first : Buffer.concat(parts);
    if (!identity.verify(message, signature)) return false;
    this.remember(fingerprint);
    return true;
  }

  /** Notes a signature that has just been made with the key of a certificate, given as DER. */
  made(certificate: Uint8Array, parts: readonly Uint8Array[], signature: Uint8Array): void {
    this.remember(fingerprintOf(certificate, parts, signature));
  }

  private remember(fingerprint: string): void {
    this.known.add(fingerprint);
    if (this.known.size <= REMEMBERED) return;
    const [oldest] = this.known;
    if (oldest !== undefined) this.known.delete(oldest);
  }
}

/** The signature comes first and with its length, so that no other division of the bytes gives the same hash. */
function fingerprintOf(certificate: Uint8Array, parts: readonly Uint8Array[], signature: Uint8Array): string {
  const lengths = Buffer.from(`${signature.length} ${certificate.length} `);
  return sha256(lengths, signature, certificate, ...parts).toString('latin1');
}
