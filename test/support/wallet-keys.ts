// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { canonicalJson, type Json, type SignedSpend, type SpendPayload } from '@wattpass/chaincode/domain';

/** The order of the group of P-256. */
export const GROUP_ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** A key of a wallet or pseudonym; `address` is worked out here, apart from the contracts. */
export interface WalletKey {
  readonly address: string;
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

/** A fresh key. */
export function walletKey(): WalletKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    address: createHash('sha256').update(der).digest('hex'),
    publicKey: der.toString('base64'),
    privateKey,
  };
}

/** Signs a payload as wallets do: r and s in hex, s in the lower half. */
export function signedBy(key: WalletKey, payload: unknown): { publicKey: string; signature: string } {
  const bytes = Buffer.from(canonicalJson(payload as Json), 'utf8');
  const signature = sign('sha256', bytes, { key: key.privateKey, dsaEncoding: 'ieee-p1363' }).toString('hex');
  const s = BigInt(`0x${signature.slice(64)}`);
  return { publicKey: key.publicKey, signature: s > GROUP_ORDER / 2n ? withOtherS(signature) : signature };
}

/** The other signature that verifies over the same bytes, which anybody can make. */
export function withOtherS(signature: string): string {
  const s = GROUP_ORDER - BigInt(`0x${signature.slice(64)}`);
  return signature.slice(0, 64) + s.toString(16).padStart(64, '0');
}

/** Which ledger the tests' payloads are for. */
export const testLedger = { network: 'ab'.repeat(32), channel: 'wattpass', chaincode: 'wattpass' };

/** What every payload begins with; it holds for an hour. */
export function header<F extends string>(fn: F) {
  return { v: 1 as const, ...testLedger, fn, notAfter: new Date(Date.now() + 3_600_000).toISOString() };
}

/** A coin and the key that spends it. */
export interface OwnCoin {
  readonly id: string;
  readonly amount: string;
  readonly key: WalletKey;
}

/** A spend of `coins`, signed by all their keys. */
export function spendOf(
  fn: string,
  coins: readonly OwnCoin[],
  outputs: SpendPayload['outputs'],
  changes: Partial<SpendPayload> = {},
): SignedSpend {
  const inputs = coins
    .map(({ id, key }) => ({ id, owner: key.address }))
    .sort((a, b) => (`${a.owner}${a.id}` < `${b.owner}${b.id}` ? -1 : 1));
  const payload: SpendPayload = { ...header(fn), inputs, outputs: [...outputs], relayFee: '0', ...changes };
  const keys = new Map(coins.map(({ key }) => [key.address, key]));
  return { payload, signatures: [...keys.values()].map((key) => signedBy(key, payload)) };
}
