// SPDX-License-Identifier: Apache-2.0
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { canonicalJson, type KeySignature, type PrivateKeyJwk, type WalletKey } from '@wattpass/gateway-api/client';

/** The order of the group of P-256. */
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/**
 * A key of a device on P-256, held by OpenSSL: it signs hundreds of orders and readings a slot. It leaves its device only to
 * be kept where nobody else reads it.
 */
export class SigningKey implements WalletKey {
  /** SHA-256 of the public key, in hex. */
  readonly address: string;
  /** DER SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
  readonly #privateKey: KeyObject;

  /** @param kept A key that was kept; a fresh one without. */
  constructor(kept?: PrivateKeyJwk) {
    this.#privateKey =
      kept === undefined
        ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey
        : createPrivateKey({ key: { ...kept }, format: 'jwk' });
    const der = createPublicKey(this.#privateKey).export({ type: 'spki', format: 'der' });
    this.publicKey = der.toString('base64');
    this.address = createHash('sha256').update(der).digest('hex');
  }

  /** The signature over the canonical JSON of a statement: r and s in hex, s in the lower half. */
  signature(statement: object): string {
    const bytes = Buffer.from(canonicalJson(statement), 'utf8');
    const hex = sign('sha256', bytes, { key: this.#privateKey, dsaEncoding: 'ieee-p1363' }).toString('hex');
    const s = BigInt(`0x${hex.slice(64)}`);
    return s > ORDER / 2n ? hex.slice(0, 64) + (ORDER - s).toString(16).padStart(64, '0') : hex;
  }

  /** The same, with the key that made it. */
  signed(payload: object): KeySignature {
    return { publicKey: this.publicKey, signature: this.signature(payload) };
  }

  /** See {@link WalletKey}. */
  sign(payload: object): Promise<KeySignature> {
    return Promise.resolve(this.signed(payload));
  }

  /** The private key, to be kept where only its owner reads it. */
  keep(): PrivateKeyJwk {
    return this.#privateKey.export({ format: 'jwk' });
  }

  /** See {@link WalletKey}. */
  toJwk(): Promise<PrivateKeyJwk> {
    return Promise.resolve(this.keep());
  }
}
