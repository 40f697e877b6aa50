// SPDX-License-Identifier: Apache-2.0
import type { MarketRule } from './broken-rule.js';
import type { MarketRecords, ParticipantRecords, SlotRecords } from './market-records.js';

/** What can be changed in the records that were read, to see the recount fail, and the rules that one of must break. */
export const marketTampers = {
  energy: ['energy'],
  payment: ['money'],
  limit: ['limit'],
  ceiling: ['bounds'],
  order: ['clearing'],
  attestation: ['attested'],
  reading: ['settlement'],
  supply: ['supply'],
  reason: ['reason'],
  score: ['score'],
} as const satisfies Record<string, readonly MarketRule[]>;

/** One of {@link marketTampers}. */
export type MarketTamper = keyof typeof marketTampers;

/** The names of {@link marketTampers}. */
export const marketTamperNames = Object.keys(marketTampers) as MarketTamper[];

/** There is nothing on the ledger that could be changed so. */
export class NothingToTamperError extends Error {
  readonly code = 'NOTHING_TO_TAMPER';
}

/**
 * The records with one of them changed by the least that can be.
 * @throws NothingToTamperError on a ledger where nothing was traded yet.
 */
export function tamperWithMarket(records: MarketRecords, what: MarketTamper): MarketRecords {
  switch (what) {
    case 'supply':
      return { ...records, money: { ...records.money, issued: records.money.issued + 1n } };
    case 'reason':
    case 'score':
      return { ...records, participants: changeOne(records.participants, (each) => otherChange(each, what)) };
    default:
      return { ...records, slots: changeOne(records.slots, (each) => otherSlot(each, what)) };
  }
}

/** Changes the first item that `change` makes something else of. */
function changeOne<T>(items: readonly T[], change: (item: T) => T | undefined): T[] {
  for (const [index, item] of items.entries()) {
    const changed = change(item);
    if (changed !== undefined) {
      return items.toSpliced(index, 1, changed);
    }
  }
  throw new NothingToTamperError('there is nothing to change yet: no slot with a trade has been settled');
}

function otherChange(records: ParticipantRecords, what: 'reason' | 'score'): ParticipantRecords | undefined {
  const change = records.changes.find(({ reason }) => reason !== 'restored');
  if (change === undefined || records.rotated) {
    return undefined;
  }
  const { slot, ...rest } = change;
  const other = what === 'reason' || slot === undefined ? rest : { ...rest, slot, after: rest.after ^ 1 };
  return { ...records, changes: records.changes.map((each) => (each === change ? other : each)) };
}

type SlotTamper = Exclude<MarketTamper, 'supply' | 'reason' | 'score'>;
type Line = SlotRecords['fills'][number];

const slotTampers: Readonly<Record<SlotTamper, (records: SlotRecords, line: Line) => SlotRecords>> = {
  energy: (records, line) => withLine(records, line, { fill: line.fill + 1 }),
  payment: (records, line) => withLine(records, line, { amount: String(BigInt(line.amount) + 1n) }),
  limit: (records, { orderId }) => {
    return { ...records, orders: records.orders.map((each) => (each.id === orderId ? { ...each, limit: 0 } : each)) };
  },
  ceiling: (records) => ({ ...records, slot: { ...records.slot, ceiling: records.slot.floor } }),
  order: (records, { orderId }) => ({ ...records, orders: records.orders.filter(({ id }) => id !== orderId) }),
  attestation: (records) => ({ ...records, conclusion: undefined }),
  reading: (records) => {
    const trader = records.outcomes.find(({ source }) => source === 'reading')?.trader;
    const readings = records.readings.map((each) => (each.trader === trader ? { ...each, end: each.end + 1 } : each));
    return { ...records, readings };
  },
};

/** The slot changed, if it is one that was settled with a bought line. */
function otherSlot(records: SlotRecords, what: SlotTamper): SlotRecords | undefined {
  const line = records.fills.find(({ side }) => side === 'buy');
  const isFit = records.slot.state === 'SETTLED' && records.outcomes.some(({ source }) => source === 'reading');
  return line === undefined || !isFit ? undefined : slotTampers[what](records, line);
}

function withLine(records: SlotRecords, line: Line, other: Partial<Line>): SlotRecords {
  return { ...records, fills: records.fills.map((each) => (each === line ? { ...line, ...other } : each)) };
}
