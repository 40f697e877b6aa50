// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from './canonical-json.js';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };
/** The order of the group of P-256. */
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** A signature with the key that made it, as payloads carry it. */
export interface KeySignature {
  readonly publicKey: string;
  readonly signature: string;
}

/** What a private key of P-256 is kept as: a JSON Web Key. */
export interface PrivateKeyJwk {
  readonly kty?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly d?: string;
}

/** A key of a wallet or of a trading pseudonym. It stays with its owner: no gateway ever sees it. */
export interface WalletKey {
  /** SHA-256 of the public key, in hex: where coins are sent, or the pseudonym itself. */
  readonly address: string;
  /** DER SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
  /** Signs the canonical JSON of a payload: r and s in hex, s in the lower half. */
  sign(payload: object): Promise<KeySignature>;
  /** The private key, to be kept where only its owner reads it. */
  toJwk(): Promise<PrivateKeyJwk>;
}

/** A fresh key; a wallet makes one for every coin that it is to receive. */
export async function newWalletKey(): Promise<WalletKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  return walletKeyOf(privateKey, publicKey);
}

/** A key that was kept. @throws DOMException for what is no private key of P-256 */
export async function walletKeyFromJwk({
  kty = 'EC',
  crv = 'P-256',
  x = '',
  y = '',
  d = '',
}: PrivateKeyJwk): Promise<WalletKey> {
  const open = { kty, crv, x, y };
  const privateKey = await crypto.subtle.importKey('jwk', { ...open, d }, ALGORITHM, true, ['sign']);
  return walletKeyOf(privateKey, await crypto.subtle.importKey('jwk', open, ALGORITHM, true, ['verify']));
}

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

async function walletKeyOf(privateKey: Key, publicKey: Key): Promise<WalletKey> {
  const der = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
  const text = btoa(String.fromCharCode(...der));
  return {
    address: hexOf(await crypto.subtle.digest('SHA-256', der)),
    publicKey: text,
    sign: async (payload) => {
      const bytes = new TextEncoder().encode(canonicalJson(payload));
      return { publicKey: text, signature: withLowS(hexOf(await crypto.subtle.sign(SIGNING, privateKey, bytes))) };
    },
    toJwk: async () => {
      const { kty, crv, x, y, d } = (await crypto.subtle.exportKey('jwk', privateKey)) as Record<string, string>;
      return { kty, crv, x, y, d } as PrivateKeyJwk;
    },
  };
}

/** WebCrypto gives r and s one after the other; the ledger takes the lower of the two values that s can have. */
function withLowS(signature: string): string {
  const s = BigInt(`0x${signature.slice(64)}`);
  return s > ORDER / 2n ? signature.slice(0, 64) + (ORDER - s).toString(16).padStart(64, '0') : signature;
}

function hexOf(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
