// SPDX-License-Identifier: Apache-2.0
import { defaultRuleParameters, type Reputation, type ScoreChange } from '@wattpass/chaincode/domain';
import { clearSlot } from '@wattpass/chaincode/domain/market/clear-slot.js';
import { defaultMarketParameters } from '@wattpass/chaincode/domain/market/market-parameters.js';
import type { Order } from '@wattpass/chaincode/domain/market/order.js';
import type { Outcome } from '@wattpass/chaincode/domain/market/outcome.js';
import type { FillLine } from '@wattpass/chaincode/domain/market/slot-result.js';
import type { Slot } from '@wattpass/chaincode/domain/market/slot.js';
import type {
  MarketRecords,
  ParticipantRecords,
  SlotRecords,
} from '@wattpass/launch/internal/verify/market/market-records.js';

/*
 * One slot, worked out by hand. A buyer takes 2,000 Wh at no more than 250,000 micro per kWh all in, a seller gives 2,000 Wh
 * at no less than 150,000; both fees are 1,000. The buyer's value is 249,000, the seller's cost 151,000, the price between
 * them 200,000: the buyer pays 2 * 201,000, the seller gets 2 * 199,000, the LEAG 4,000.
 * The seller delivers 1,000 Wh: 1 kWh missing at 360,000. Its score loses
 * 200,000 * 1,000 / 11,000 * (0.2 + 0.8 / 3) = 8,484.84, rounded up (d = 14 days, tau = 7). The buyer gains
 * 50,000 * 2,000 / 12,000 = 8,333.33, rounded down.
 */
export const buyer = 'b'.repeat(64);
export const seller = '5'.repeat(64);
export const [buyOrder, sellOrder] = ['1'.repeat(64), '2'.repeat(64)];
const home = 'd'.repeat(64);
const [enrolledAt, now, settledAt] = ['2026-11-20T00:00:00Z', '2026-11-22T09:00:00Z', '2026-11-22T09:05:00Z'];
const deliveryEnd = '2026-11-23T13:00:00Z';
const endSeconds = Date.UTC(2026, 10, 23, 13) / 1000;
const ofSlot = { leag: 'north', slot: '2026-11-23T12:00:00Z' };

export const slot: Slot = {
  ...ofSlot,
  deliveryEnd,
  floor: 100_000,
  ceiling: 300_000,
  importPrice: 360_000,
  exportPrice: 50_000,
  buyFee: 1_000,
  sellFee: 1_000,
  mechanism: { kind: 'uniform', kappa: 500_000 },
  sealed: false,
  closeFrom: now,
  closeBy: now,
  clearBy: now,
  deliverFrom: now,
  readBy: now,
  state: 'SETTLED',
  ruleVersion: 1,
  rules: defaultMarketParameters,
  plannedAt: now,
  openedAt: now,
  closedAt: now,
  clearedAt: now,
  settledAt,
};

const order = (facts: Pick<Order, 'id' | 'trader' | 'side' | 'limit' | 'locked'>): Order => ({
  ...ofSlot,
  quantity: 2_000,
  grid: false,
  sequence: 0,
  refundTo: home,
  state: 'live',
  placedAt: now,
  ...facts,
});

const orders = [
  order({ id: buyOrder, trader: buyer, side: 'buy', limit: 250_000, locked: '500000' }),
  order({ id: sellOrder, trader: seller, side: 'sell', limit: 150_000, locked: '420000' }),
];

const fills: FillLine[] = [
  { trader: buyer, orderId: buyOrder, side: 'buy', fill: 2_000, grid: 0, amount: '402000' },
  { trader: seller, orderId: sellOrder, side: 'sell', fill: 2_000, grid: 0, amount: '398000' },
];

const outcome = (facts: Pick<Outcome, 'trader' | 'orderId' | 'side' | 'meteredWh' | 'amount' | 'owed'>): Outcome => ({
  contractedWh: 2_000,
  source: 'reading',
  due: '0',
  final: true,
  scored: true,
  settledAt,
  ...facts,
});

const outcomes = [
  outcome({ trader: buyer, orderId: buyOrder, side: 'buy', meteredWh: 2_000, amount: '402000', owed: '0' }),
  outcome({ trader: seller, orderId: sellOrder, side: 'sell', meteredWh: 1_000, amount: '398000', owed: '360000' }),
];

const reading = (trader: string, orderId: string, register: 'import' | 'export', end: number) => {
  return { ...ofSlot, trader, orderId, meter: `meter-${trader.slice(0, 4)}`, register, start: 7_000, end, at: now };
};

const fresh = { score: 500_000, successWh: 0, successes: 0, failureWh: 0, failures: 0, gainDay: 0, gainToday: 0 };

const change = (facts: Pick<ScoreChange, 'reason' | 'role' | 'orderId' | 'meteredWh' | 'countedWh' | 'after'>) => ({
  ruleVersion: 1,
  slot: ofSlot,
  at: deliveryEnd,
  contractedWh: 2_000,
  before: 500_000,
  ...facts,
});

const standing = {
  tokens: 1,
  tokenProgress: 0,
  probation: { successes: 0, counterparties: [] },
  credit: { week: '', by: {} },
  trust: { sellerBarred: false, buyerBarred: false, slotLimitWh: 5_000 },
  since: enrolledAt,
};

export const gained = change({
  ...{ reason: 'delivered', role: 'buyer', orderId: buyOrder, meteredWh: 2_000, countedWh: 2_000, after: 508_333 },
} as const);
export const lost = change({
  ...{ reason: 'shortfall', role: 'seller', orderId: sellOrder, meteredWh: 1_000, countedWh: 1_000, after: 491_515 },
} as const);

const buyerAfter: Reputation = {
  ...standing,
  participant: buyer,
  seller: fresh,
  buyer: {
    ...{ score: 508_333, successWh: 2_000, successes: 1, failureWh: 0, failures: 0 },
    gainDay: endSeconds / 86_400 - (13 * 3600) / 86_400,
    gainToday: 8_333,
  },
  tokenProgress: 1,
  probation: { successes: 1, counterparties: [seller.slice(0, 16)] },
  credit: { week: '2026-W48', by: { [seller.slice(0, 16)]: 2_000 } },
  changes: [gained],
};

const sellerAfter: Reputation = {
  ...standing,
  participant: seller,
  seller: { ...fresh, score: 491_515, failureWh: 1_000, failures: 1, lastDrop: endSeconds },
  buyer: fresh,
  changes: [lost],
};

export const participants: readonly ParticipantRecords[] = [
  { reputation: buyerAfter, changes: [gained], rotated: false },
  { reputation: sellerAfter, changes: [lost], rotated: false },
];

const { result, resultHash } = clearSlot(slot, orders, 0n);

export const settledSlot: SlotRecords = {
  slot,
  cleared: { result, resultHash, clearedAt: now },
  conclusion: 'attested',
  orders,
  fills,
  readings: [reading(buyer, buyOrder, 'import', 9_000), reading(seller, sellOrder, 'export', 8_000)],
  notices: [],
  outcomes,
  settledBefore: true,
};

/** A market of the one slot, in which everything holds. */
export const soundMarket: MarketRecords = {
  rules: [{ version: 1, parameters: defaultRuleParameters, effectiveFrom: enrolledAt }],
  slots: [settledSlot],
  participants,
  restorations: [],
  money: { issued: 10_000_000n, redeemed: 1_000_000n, coins: 5_000_000n, notes: 3_600_000n, escrows: 400_000n },
  quiet: true,
};
