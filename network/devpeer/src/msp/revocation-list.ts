// SPDX-License-Identifier: Apache-2.0
import { verify, type KeyObject, type webcrypto } from 'node:crypto';
import * as x509 from './x509.js';

/** The label of RFC 7468; the library writes another, which OpenSSL and Go do not read. */
const PEM_LABEL = 'X509 CRL';
const LIFETIME_MS = 10 * 365 * 86_400_000;

/** One revoked certificate with its reason (RFC 5280, 5.3.1). */
export interface Revocation {
  /** Serial number, hexadecimal in lower case. */
  readonly serial: string;
  readonly revokedAt: Date;
  readonly reason: x509.X509CrlReason;
}

/** What a revocation list is signed from. */
export interface CrlSpec {
  readonly issuer: x509.Name;
  readonly keyIdExtension: x509.AuthorityKeyIdentifierExtension;
  readonly signingKey: webcrypto.CryptoKey;
  readonly revocations: readonly Revocation[];
}

/** Signs a revocation list and returns it in PEM. */
export async function createCrl(spec: CrlSpec): Promise<string> {
  const now = new Date();
  const crl = await x509.X509CrlGenerator.create({
    issuer: spec.issuer,
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + LIFETIME_MS),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    signingKey: spec.signingKey,
    extensions: [spec.keyIdExtension],
    entries: spec.revocations.map((entry) => ({
      serialNumber: entry.serial,
      revocationDate: entry.revokedAt,
      reason: entry.reason,
    })),
  });
  return `${x509.PemConverter.encode(crl.rawData, PEM_LABEL)}\n`;
}

function parse(pem: string): x509.X509Crl {
  return new x509.X509Crl(x509.PemConverter.decodeFirst(pem));
}

/** The entries of a PEM revocation list. */
export function readRevocations(pem: string): Revocation[] {
  return parse(pem).entries.map((entry) => ({
    serial: entry.serialNumber.toLowerCase(),
    revokedAt: entry.revocationDate,
    reason: entry.reason ?? x509.X509CrlReason.unspecified,
  }));
}

/** End of the DER element that starts at `offset`. */
function elementEnd(der: Uint8Array, offset: number): number {
  const first = der[offset + 1] ?? 0;
  if (first < 0x80) {
    return offset + 2 + first;
  }
  const lengthBytes = first & 0x7f;
  const length = der.subarray(offset + 2, offset + 2 + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  return offset + 2 + lengthBytes + length;
}

/** Whether the holder of `publicKey` signed the list: its first inner element (TBSCertList) is what is signed. */
export function isCrlSignedBy(pem: string, publicKey: KeyObject): boolean {
  const parsed = parse(pem);
  const der = new Uint8Array(parsed.rawData);
  const lengthByte = der[1] ?? 0;
  const start = lengthByte < 0x80 ? 2 : 2 + (lengthByte & 0x7f);
  const signed = der.subarray(start, elementEnd(der, start));
  return verify('sha256', signed, publicKey, new Uint8Array(parsed.signature));
}

/** A serial number in the form serials are compared in: lower case without leading zeros. */
export function normalizeSerial(serial: string): string {
  return serial
    .toLowerCase()
    .replace(/[^0-9a-f]/g, '')
    .replace(/^0+/, '');
}
