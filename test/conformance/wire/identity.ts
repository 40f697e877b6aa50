// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import {
  addYears,
  openCertificateAuthority,
  subjectPublicKeyInfo,
  type CertificateAuthority,
} from '@wattpass/devpeer/internal/msp/certificate-authority';
import { decodeSignature, encodeSignature } from '@wattpass/devpeer/internal/msp/signature';
import { Extension, KeyUsageFlags, KeyUsagesExtension } from '@wattpass/devpeer/internal/msp/x509';

/** Order of the group of NIST P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** Where Fabric CA puts attributes. */
const ATTRIBUTES_OID = '1.2.3.4.5.6.7.8.1';
/** Fabric judges a chain at the start of its leaf, so a leaf must not start before its root, which is just as new. */
const BACKDATE_MS = 60_000;

/** Somebody who signs. */
export interface Identity {
  readonly mspId: string;
  readonly certPem: string;
  readonly key: KeyObject;
  /** SerializedIdentity bytes, as headers carry them. */
  readonly creator: Uint8Array;
}

/** What a certificate of a test says. */
export interface PersonSpec {
  readonly name: string;
  /** NodeOU units; `client` by default. */
  readonly units?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** Signs with whichever of the two valid values of s is asked for; Fabric takes the low one only. */
export function signWith(key: KeyObject, message: Uint8Array, half: 'low' | 'high' = 'low'): Buffer {
  const signature = decodeSignature(sign('sha256', message, key));
  if (signature === undefined) {
    throw new Error('OpenSSL gave no DER signature');
  }
  const { r, s } = signature;
  const isHigh = s > ORDER / 2n;
  return encodeSignature(r, isHigh === (half === 'high') ? s : ORDER - s);
}

/** The identity that a certificate and its key make in an MSP. */
export function identityOf(mspId: string, certPem: string, key: KeyObject): Identity {
  const serialized = new msp.SerializedIdentity();
  serialized.setMspid(mspId);
  serialized.setIdBytes(Buffer.from(certPem));
  return { mspId, certPem, key, creator: serialized.serializeBinary() };
}

/** Certifies people with an organisation's own root, so that certificates can be as odd as a test needs them. */
export class Registry {
  private constructor(
    private readonly mspId: string,
    private readonly authority: CertificateAuthority,
  ) {}

  /** Opens the root whose `ca-cert.pem` and `ca-key.pem` are in `dir`, or makes one there. */
  static async open(dir: string, mspId: string): Promise<Registry> {
    return new Registry(mspId, await openCertificateAuthority(dir, 'ca', [{ CN: [`ca of ${mspId}`] }]));
  }

  /** Certifies somebody with a new key. */
  async certify(person: PersonSpec): Promise<Identity> {
    const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { certPem } = await this.authority.issue({
      subject: [...(person.units ?? ['client']).map((unit) => ({ OU: [unit] })), { CN: [person.name] }],
      publicKey: subjectPublicKeyInfo(key),
      extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true), ...attributeExtension(person)],
      notBefore: person.notBefore ?? new Date(Date.now() - BACKDATE_MS),
      notAfter: person.notAfter ?? addYears(new Date(), 1),
    });
    return identityOf(this.mspId, certPem, key);
  }

  /** Certifies somebody whose certificate ran out a second ago. */
  certifyExpired(): Promise<Identity> {
    return this.certify({ name: 'expired', notAfter: new Date(Date.now() - 1000) });
  }
}

function attributeExtension({ attributes }: PersonSpec): Extension[] {
  if (attributes === undefined) return [];
  return [new Extension(ATTRIBUTES_OID, false, Buffer.from(JSON.stringify({ attrs: attributes })))];
}
