// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { amountText, sumOf } from '../../domain/wallet/amount.js';
import { Coin, type CoinRef } from '../../domain/wallet/coin.js';
import { requireOpenEscrow } from '../../domain/wallet/escrow-rules.js';
import { Escrow } from '../../domain/wallet/escrow.js';
import { Issuance } from '../../domain/wallet/issuance.js';
import { Issuer } from '../../domain/wallet/issuer.js';
import { LedgerIdentity } from '../../domain/wallet/ledger-identity.js';
import { Note, Withdrawal } from '../../domain/wallet/note.js';
import { disputeIdOf } from '../../domain/wallet/ruling-rules.js';
import { Ruling } from '../../domain/wallet/ruling.js';
import type { CoinFate } from '../../domain/wallet/transactions.js';
import { keys } from '../../ledger/keys.js';
import type { Key, Ledger } from '../../ledger/ledger.js';
import { decodeRecord, find, listAll, listPage, load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';

/** What every kind of money on the ledger has. */
const Money = z.object({ amount: z.string() });

const ranges = { coins: keys.coins(), notes: keys.notes(), escrows: keys.escrows() } as const;

/** Which ledger this is, and who issues its money. */
export const ledgerIdentity: Handler<'wallet:ledgerIdentity'> = async ({ ledger }) => ({
  ledger: await load(ledger, LedgerIdentity, keys.ledgerIdentity()),
  issuers: await listAll(ledger, Issuer, keys.issuers()),
});

/** What became of coins, by their histories. */
export const coins: Handler<'wallet:coins'> = async ({ ledger }, { coins: asked }) => {
  const fates: CoinFate[] = [];
  for (const each of asked) {
    fates.push(await fateOf(ledger, each));
  }
  return { coins: fates };
};

/** The coins of addresses and the deposits of pseudonyms. */
export const statement: Handler<'wallet:statement'> = async ({ ledger }, { owners, traders }) => {
  const own = await inAll(owners, (owner) => listAll(ledger, Coin, keys.coinsOf(owner)));
  const notes = await inAll(traders, (trader) => listAll(ledger, Note, keys.notesOf(trader)));
  const withdrawals = await inAll(traders, (trader) => listAll(ledger, Withdrawal, keys.withdrawalsOf(trader)));
  const total = amountText(sumOf([...own, ...notes].map(({ amount }) => amount)));
  return { coins: own, notes, withdrawals, total };
};

/** One escrow with what the members hold of its dispute. */
export const escrow: Handler<'wallet:escrow'> = async ({ ledger }, place) => {
  const found = requireOpenEscrow(await find(ledger, Escrow, keys.escrow(place.purpose, ...place.ref)), place);
  return { escrow: found, rulings: await listAll(ledger, Ruling, keys.rulings(disputeIdOf(found))) };
};

/** What was issued and redeemed, a page at a time. */
export const issuances: Handler<'wallet:issuances'> = ({ ledger }, page) =>
  listPage(ledger, Issuance, keys.issuances(), page);

/** A page of the supply. Nothing keeps a total: who wants to know adds up all there is. */
export const supply: Handler<'wallet:supply'> = async ({ ledger }, { of, limit, bookmark }) => {
  const page = await ledger.page(ranges[of], limit, bookmark);
  const amounts = page.entries.map(({ value }) => decodeRecord(Money, value).amount);
  return { count: amounts.length, sum: sumOf(amounts).toString(), bookmark: page.bookmark };
};

async function fateOf(ledger: Ledger, coin: CoinRef): Promise<CoinFate> {
  const key: Key = keys.coin(coin.owner, coin.id);
  const [made, spent] = await ledger.history(key);
  if (made?.value === undefined) {
    return { ...coin, status: 'unknown' };
  }
  const { amount } = decodeRecord(Coin, made.value);
  const beginning = { amount, madeAt: made.at.toISOString(), madeIn: made.txId };
  return spent === undefined
    ? { ...coin, status: 'live', ...beginning }
    : { ...coin, status: 'spent', ...beginning, spentAt: spent.at.toISOString(), spentIn: spent.txId };
}

async function inAll<T>(ids: readonly string[], read: (id: string) => Promise<T[]>): Promise<T[]> {
  const found: T[] = [];
  for (const id of new Set(ids)) {
    found.push(...(await read(id)));
  }
  return found;
}
