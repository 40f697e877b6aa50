// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, randomBytes, webcrypto, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { openPrivateKey, readIfPresent, writeWhole } from './key-file.js';
import * as x509 from './x509.js';
import { createCrl, readRevocations, type Revocation } from './revocation-list.js';

const SIGNING_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' };
const CA_YEARS = 15;
/** Certificates start a little in the past, so that clocks which differ a little accept them. */
const BACKDATE_MS = 5 * 60_000;

/** What a certificate is asked for. */
export interface CertificateSpec {
  readonly subject: x509.JsonName;
  /** DER SubjectPublicKeyInfo of the holder's key. */
  readonly publicKey: Uint8Array;
  readonly extensions?: readonly x509.Extension[];
  readonly notBefore?: Date;
  /** Never later than the authority's own end. */
  readonly notAfter: Date;
}

/** A certificate as issued; serial number and key identifier in lower-case hexadecimal. */
export interface IssuedCertificate {
  readonly certPem: string;
  readonly serial: string;
  readonly authorityKeyId: string;
  readonly notAfter: Date;
}

/** A self-signed root that issues certificates and keeps their revocation list. */
export interface CertificateAuthority {
  readonly certPem: string;
  readonly certFile: string;
  /** Lower-case hexadecimal SHA-1 key identifier, as in the certificates it issues. */
  readonly keyId: string;
  issue(spec: CertificateSpec): Promise<IssuedCertificate>;
  /** Adds certificates to the revocation list and signs it anew. */
  revoke(revocations: readonly Revocation[]): Promise<void>;
  readonly revocations: readonly Revocation[];
  /** The signed list in PEM; undefined while nothing has been revoked. */
  readonly crlPem: string | undefined;
}

/** `date` moved by whole calendar years. */
export function addYears(date: Date, years: number): Date {
  const moved = new Date(date);
  moved.setUTCFullYear(moved.getUTCFullYear() + years);
  return moved;
}

/** A new random 159-bit positive serial number in hexadecimal (RFC 5280, 4.1.2.2). */
function randomSerial(): string {
  const bytes = randomBytes(20);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

/** DER SubjectPublicKeyInfo of a key. */
export function subjectPublicKeyInfo(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ type: 'spki', format: 'der' });
}

async function importSigningKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', pkcs8, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
}

async function createRoot(subject: x509.JsonName, key: KeyObject, now: Date): Promise<string> {
  const publicKey = subjectPublicKeyInfo(key);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject,
    issuer: subject,
    notBefore: new Date(now.getTime() - BACKDATE_MS),
    notAfter: addYears(now, CA_YEARS),
    signingAlgorithm: SIGNING_ALGORITHM,
    publicKey,
    signingKey: await importSigningKey(key),
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/**
 * Loads the authority kept in `dir` under `name` (`<name>-cert.pem`, `<name>-key.pem`, `<name>-crl.pem`), or makes it
 * there with the given subject.
 */
export async function openCertificateAuthority(
  dir: string,
  name: string,
  subject: x509.JsonName,
): Promise<CertificateAuthority> {
  const key = await openPrivateKey(join(dir, `${name}-key.pem`));
  const certFile = join(dir, `${name}-cert.pem`);
  const crlFile = join(dir, `${name}-crl.pem`);
  let certPem = await readIfPresent(certFile);
  if (certPem === undefined) {
    certPem = await createRoot(subject, key, new Date());
    await writeWhole(certFile, certPem, 0o644);
  }
  return authority(certPem, certFile, crlFile, key, await readIfPresent(crlFile));
}

async function authority(
  certPem: string,
  certFile: string,
  crlFile: string,
  key: KeyObject,
  storedCrl: string | undefined,
): Promise<CertificateAuthority> {
  const root = new x509.X509Certificate(certPem);
  const signingKey = await importSigningKey(key);
  const keyIdExtension = await x509.AuthorityKeyIdentifierExtension.create(root.publicKey);
  const keyId = keyIdExtension.keyId?.toLowerCase() ?? '';
  let crlPem = storedCrl;
  let revoking = Promise.resolve();
  let revocations = crlPem === undefined ? [] : readRevocations(crlPem);

  return {
    certPem,
    certFile,
    keyId,
    get revocations() {
      return revocations;
    },
    get crlPem() {
      return crlPem;
    },
    async issue(spec) {
      const serial = randomSerial();
      const notAfter = spec.notAfter > root.notAfter ? root.notAfter : spec.notAfter;
      const certificate = await x509.X509CertificateGenerator.create({
        serialNumber: serial,
        subject: spec.subject,
        issuer: root.subjectName,
        notBefore: spec.notBefore ?? new Date(Date.now() - BACKDATE_MS),
        notAfter,
        signingAlgorithm: SIGNING_ALGORITHM,
        publicKey: spec.publicKey,
        signingKey,
        extensions: [
          ...(spec.extensions ?? []),
          new x509.BasicConstraintsExtension(false, undefined, true),
          await x509.SubjectKeyIdentifierExtension.create(spec.publicKey),
          keyIdExtension,
        ],
      });
      return { certPem: `${certificate.toString('pem')}\n`, serial, authorityKeyId: keyId, notAfter };
    },
    revoke(added) {
      // One list after the other, or two at once would lose the entries of one.
      revoking = revoking
        .catch(() => undefined)
        .then(async () => {
          const all = [...revocations, ...added];
          const pem = await createCrl({ issuer: root.subjectName, keyIdExtension, signingKey, revocations: all });
          await writeWhole(crlFile, pem, 0o644);
          revocations = all;
          crlPem = pem;
        });
      return revoking;
    },
  };
}
