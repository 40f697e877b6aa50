// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import { setTimeout as pause } from 'node:timers/promises';
import { transactions, type z } from '@wattpass/chaincode/domain';
import type { Slot } from '@wattpass/chaincode/domain/market/slot.js';
import type { LedgerReader } from '../../chain/ledger-reader.js';
import type { MarketRecords, MoneyRecords, ParticipantRecords, Restoration, SlotRecords } from './market-records.js';

type Catalogue = typeof transactions;
type Name = keyof Catalogue;
type OutputOf<N extends Name> = z.infer<Catalogue[N]['output']>;

/** The longest pages that the transactions give. */
const SHORT_PAGE = 100;
const LONG_PAGE = 5000;

/** How often money is added up again because the ledger moved on meanwhile. */
const MONEY_ATTEMPTS = 60;
const BETWEEN_ATTEMPTS_MS = 100;

/** The ledger would not stand still for as long as it takes to add up its money. */
export class UnquietLedgerError extends Error {
  readonly code = 'LEDGER_UNQUIET';
}

/**
 * Reads everything that a recount of the market needs, record by record, at one peer and past all gateways.
 * @throws UnquietLedgerError where money moves faster than it can be added up.
 */
export async function readMarket(reader: LedgerReader): Promise<MarketRecords> {
  const before = await heightOf(reader);
  const { leags } = await ask(reader, 'market:leags', {});
  const known = new Map<string, Slot[]>();
  for (const { id } of leags) {
    known.set(id, await pages(reader, 'market:slots', { leag: id }, LONG_PAGE));
  }
  const participants = await participantsOf(
    reader,
    leags.map(({ id }) => id),
  );
  const slots: SlotRecords[] = [];
  for (const slot of [...known.values()].flat()) {
    slots.push(await slotRecords(reader, slot));
  }
  const { versions } = await ask(reader, 'consortium:ruleParameters', {});
  const restorations = await restorationsOf(reader);
  const quiet = (await heightOf(reader)) === before;
  return { rules: versions, slots, participants, restorations, money: await moneyOf(reader), quiet };
}

async function slotRecords(reader: LedgerReader, known: Slot): Promise<SlotRecords> {
  const place = { leag: known.leag, slot: known.slot };
  const of = <N extends PagedOfSlot>(name: N): Promise<ItemOf<N>[]> => pages(reader, name, place, LONG_PAGE);
  const { slot, cleared, conclusion } = await ask(reader, 'market:slot', place);
  return {
    ...{ slot, cleared, conclusion },
    orders: await of('market:orders'),
    fills: await of('market:fills'),
    readings: await of('market:readings'),
    notices: await of('market:notices'),
    outcomes: await of('market:outcomes'),
    settledBefore: known.state === 'SETTLED',
  };
}

async function participantsOf(reader: LedgerReader, leags: readonly string[]): Promise<ParticipantRecords[]> {
  const rotated = new Set<string>();
  for (const leag of leags) {
    const traders = await pages(reader, 'trader:list', { leag }, SHORT_PAGE);
    traders.filter(({ origin }) => origin === 'rotated').forEach(({ pseudonym }) => rotated.add(pseudonym));
  }
  const participants: ParticipantRecords[] = [];
  for (const { participant } of await pages(reader, 'reputation:list', {}, SHORT_PAGE)) {
    participants.push(await participantOf(reader, participant, rotated.has(participant)));
  }
  return participants;
}

/** A reputation and its changes that belong together, however often it changes meanwhile. */
async function participantOf(reader: LedgerReader, participant: string, rotated: boolean): Promise<ParticipantRecords> {
  for (;;) {
    const { reputation } = await ask(reader, 'reputation:get', { participant });
    const { changes } = await ask(reader, 'reputation:history', { participant });
    const last = reputation.changes.at(-1);
    const shown = changes.at(-1);
    if (last?.orderId === shown?.orderId && last?.at === shown?.at) {
      return { reputation, changes, rotated };
    }
  }
}

async function restorationsOf(reader: LedgerReader): Promise<Restoration[]> {
  const proposals = await pages(reader, 'consortium:proposals', {}, SHORT_PAGE);
  return proposals.flatMap(({ id, change, status, decidedAt }) =>
    change.kind === 'restoreReputation' && status === 'executed' && decidedAt !== undefined
      ? [{ participant: change.participant, proposalId: id, at: decidedAt }]
      : [],
  );
}

/** Adds up all money between two blocks. */
async function moneyOf(reader: LedgerReader): Promise<MoneyRecords> {
  for (let attempt = 0; attempt < MONEY_ATTEMPTS; attempt += 1) {
    const before = await heightOf(reader);
    const money = {
      ...(await issuedAndRedeemed(reader)),
      coins: await supplyIn(reader, 'coins'),
      notes: await supplyIn(reader, 'notes'),
      escrows: await supplyIn(reader, 'escrows'),
    };
    if ((await heightOf(reader)) === before) {
      return money;
    }
    await pause(BETWEEN_ATTEMPTS_MS);
  }
  throw new UnquietLedgerError(
    'the ledger does not stand still while its money is added up: try again when less happens',
  );
}

async function issuedAndRedeemed(reader: LedgerReader): Promise<Pick<MoneyRecords, 'issued' | 'redeemed'>> {
  const issuances = await pages(reader, 'wallet:issuances', {}, SHORT_PAGE);
  const sum = (kind: 'issue' | 'redeem'): bigint =>
    issuances.filter((each) => each.kind === kind).reduce((total, { amount }) => total + BigInt(amount), 0n);
  return { issued: sum('issue'), redeemed: sum('redeem') };
}

async function supplyIn(reader: LedgerReader, of: 'coins' | 'notes' | 'escrows'): Promise<bigint> {
  let [total, bookmark] = [0n, ''];
  do {
    const page = await ask(reader, 'wallet:supply', { of, limit: LONG_PAGE, bookmark });
    total += BigInt(page.sum);
    bookmark = page.bookmark;
  } while (bookmark !== '');
  return total;
}

async function heightOf(reader: LedgerReader): Promise<number> {
  return common.BlockchainInfo.deserializeBinary(await reader.query('GetChainInfo')).getHeight();
}

type Paged = { [N in Name]: OutputOf<N> extends { items: unknown[]; bookmark: string } ? N : never }[Name];
type PagedOfSlot = Paged &
  ('market:orders' | 'market:fills' | 'market:readings' | 'market:notices' | 'market:outcomes');
type ItemOf<N extends Paged> = OutputOf<N> extends { items: (infer I)[] } ? I : never;

async function pages<N extends Paged>(
  reader: LedgerReader,
  name: N,
  input: object,
  limit: number,
): Promise<ItemOf<N>[]> {
  const items: ItemOf<N>[] = [];
  let bookmark = '';
  do {
    const page = (await ask(reader, name, { ...input, limit, bookmark })) as { items: ItemOf<N>[]; bookmark: string };
    items.push(...page.items);
    bookmark = page.bookmark;
  } while (bookmark !== '');
  return items;
}

async function ask<N extends Name>(reader: LedgerReader, name: N, input: object): Promise<OutputOf<N>> {
  return transactions[name].output.parse(await reader.evaluate(name, input)) as OutputOf<N>;
}
