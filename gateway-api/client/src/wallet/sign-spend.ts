// SPDX-License-Identifier: Apache-2.0
import type { RequestOf } from '../client.js';
import type { WalletKey } from './wallet-key.js';

/** Which ledger payloads are for; a wallet takes it from a gateway that it trusts, or compares several. */
export interface LedgerIdentity {
  readonly network: string;
  readonly channel: string;
  readonly chaincode: string;
}

/** A coin with the key that spends it. */
export interface OwnCoin {
  readonly id: string;
  readonly amount: string;
  readonly key: WalletKey;
}

/** A payment as a gateway takes it. */
export type SignedSpend = RequestOf<'transfer'>['body'];

/** Where a payment sends money. */
export type SpendOutput = SignedSpend['payload']['outputs'][number];

/** What makes a payment. */
export interface SpendTerms {
  readonly ledger: LedgerIdentity;
  /** The transaction that is to take it, such as `wallet:transfer`. */
  readonly fn: string;
  readonly coins: readonly OwnCoin[];
  readonly outputs: readonly SpendOutput[];
  /** For the relay, micro-currency; 0 unless given. */
  readonly relayFee?: string;
  /** Of a redemption: how much, and the salted hash of what was agreed with the issuer. */
  readonly redeemed?: string;
  readonly payoutHash?: string;
  /** How long it holds; five minutes unless given. */
  readonly notAfter?: Date;
}

const FIVE_MINUTES = 300_000;

/** The beginning that all payloads share, also those of orders and withdrawals, which a pseudonym's key signs. */
export function payloadHeader<F extends string>(
  ledger: LedgerIdentity,
  fn: F,
  notAfter = new Date(Date.now() + FIVE_MINUTES),
): { v: 1; network: string; channel: string; chaincode: string; fn: F; notAfter: string } {
  const { network, channel, chaincode } = ledger;
  return { v: 1, network, channel, chaincode, fn, notAfter: notAfter.toISOString() };
}

/** A payment, signed by the keys of all its coins. Whoever relays it can change nothing about it. */
export async function signSpend(terms: SpendTerms): Promise<SignedSpend> {
  const { ledger, fn, coins, outputs, relayFee = '0', redeemed, payoutHash, notAfter } = terms;
  const payload: SignedSpend['payload'] = {
    ...payloadHeader(ledger, fn, notAfter),
    inputs: coins.map(({ id, key }) => ({ owner: key.address, id })).sort(byOwnerAndId),
    outputs: [...outputs],
    relayFee,
    ...(redeemed === undefined ? {} : { redeemed }),
    ...(payoutHash === undefined ? {} : { payoutHash }),
  };
  const keys = new Map(coins.map(({ key }) => [key.address, key]));
  return { payload, signatures: await Promise.all([...keys.values()].map((key) => key.sign(payload))) };
}

/**
 * The fewest coins that pay an amount, the largest first, and what they give back.
 * @throws RangeError where all of them are not enough
 */
export function chooseCoins(coins: readonly OwnCoin[], amount: bigint): { chosen: OwnCoin[]; change: bigint } {
  const chosen: OwnCoin[] = [];
  let sum = 0n;
  for (const coin of [...coins].sort((left, right) => compare(BigInt(right.amount), BigInt(left.amount)))) {
    if (sum >= amount) {
      break;
    }
    chosen.push(coin);
    sum += BigInt(coin.amount);
  }
  if (sum < amount) {
    throw new RangeError(`the coins hold ${sum} of ${amount}`);
  }
  return { chosen, change: sum - amount };
}

function byOwnerAndId(left: { owner: string; id: string }, right: { owner: string; id: string }): number {
  return compare(left.owner, right.owner) || compare(left.id, right.id);
}

function compare<T extends bigint | string>(left: T, right: T): number {
  return left < right ? -1 : Number(left > right);
}
