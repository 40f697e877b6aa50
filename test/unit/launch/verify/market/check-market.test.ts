// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { MarketRule } from '@wattpass/launch/internal/verify/market/broken-rule.js';
import { checkMarket } from '@wattpass/launch/internal/verify/market/check-market.js';
import type { MarketRecords, SlotRecords } from '@wattpass/launch/internal/verify/market/market-records.js';
import { tradeOf } from '@wattpass/launch/internal/verify/market/slot-trade.js';
import {
  marketTamperNames,
  marketTampers,
  NothingToTamperError,
  tamperWithMarket,
} from '@wattpass/launch/internal/verify/market/tamper-market.js';
import {
  buyer,
  gained,
  lost,
  participants,
  seller,
  sellOrder,
  settledSlot,
  slot,
  soundMarket,
} from './hand-made-market.js';

const brokenIn = (records: MarketRecords): MarketRule[] => [
  ...new Set(checkMarket(records).problems.map(({ rule }) => rule)),
];

const withSlot = (facts: Partial<SlotRecords>): MarketRecords => ({
  ...soundMarket,
  slots: [{ ...settledSlot, ...facts }],
});

/** The market with one participant's records changed. */
const withParticipant = (index: 0 | 1, facts: Partial<(typeof participants)[number]>): MarketRecords => ({
  ...soundMarket,
  participants: participants.map((each, place) => (place === index ? { ...each, ...facts } : each)),
});

describe('the recount of the market', () => {
  it('finds nothing in a market worked out by hand', () => {
    assert.deepEqual(checkMarket(soundMarket).problems, []);
  });

  it('tells the way of each participant through its scores, over both roles', () => {
    const { paths } = checkMarket(soundMarket);
    const { start, end, lowest, everBarred } = paths.get(seller)!;
    // (500,000 + 491,515) / 2, rounded down, once it has sold
    assert.deepEqual(
      { start, end, lowest, everBarred },
      { start: 500_000, end: 495_757, lowest: 495_757, everBarred: false },
    );
    assert.equal(paths.get(buyer)!.end, 508_333);
  });

  it('adds a slot up from its lines', () => {
    assert.ok(settledSlot.cleared);
    assert.deepEqual(tradeOf({ ...settledSlot, cleared: settledSlot.cleared }), {
      ...{ boughtWh: 2_000, soldWh: 2_000, gridWh: 0 },
      ...{ paid: 402_000n, received: 398_000n, fees: 4_000n },
    });
  });

  for (const what of marketTamperNames) {
    it(`finds that ${what} was changed`, () => {
      const broken = brokenIn(tamperWithMarket(soundMarket, what));
      assert.ok(
        marketTampers[what].some((rule) => broken.includes(rule)),
        `broken: ${broken.join(', ')}`,
      );
    });
  }

  it('has nothing to change where nothing was traded', () => {
    const empty = { ...soundMarket, slots: [], participants: [] };
    assert.throws(() => tamperWithMarket(empty, 'energy'), NothingToTamperError);
    assert.throws(() => tamperWithMarket(empty, 'score'), NothingToTamperError);
  });

  const [bought, sold] = settledSlot.fills as [(typeof settledSlot.fills)[0], (typeof settledSlot.fills)[0]];
  const { cleared } = settledSlot;
  const result = cleared!.result;
  const cases: readonly (readonly [string, MarketRecords, MarketRule])[] = [
    ['a seller that gives 1 Wh less than is bought', withSlot({ fills: [bought, { ...sold, fill: 1_999 }] }), 'energy'],
    ['a micro that a seller lacks', withSlot({ fills: [bought, { ...sold, amount: '397999' }] }), 'money'],
    ['a fee that nobody paid', withSlot({ cleared: { ...cleared!, result: { ...result, fees: '4001' } } }), 'money'],
    ['a result whose hash is another', withSlot({ cleared: { ...cleared!, resultHash: 'f'.repeat(64) } }), 'clearing'],
    ['a price above the ceiling', withSlot({ slot: { ...slot, ceiling: 199_999 } }), 'bounds'],
    ['a price below the floor', withSlot({ slot: { ...slot, floor: 200_001 } }), 'bounds'],
    [
      'a seller paid less than its limit',
      withSlot({ orders: settledSlot.orders.map((each) => ({ ...each, limit: 200_000 })) }),
      'limit',
    ],
    [
      'a line of a cancelled order',
      withSlot({ orders: settledSlot.orders.map((each) => ({ ...each, state: 'cancelled' as const })) }),
      'clearing',
    ],
    ['a settlement that was voted down', withSlot({ conclusion: 'rejected' }), 'attested'],
    ['a void slot without a reason', withSlot({ slot: { ...slot, state: 'VOID' }, outcomes: [] }), 'ended'],
    [
      'a void slot with outcomes',
      withSlot({ slot: { ...slot, state: 'VOID', voided: { at: slot.plannedAt, reason: 'late' } } }),
      'settlement',
    ],
    ['an order that came to nothing', withSlot({ outcomes: settledSlot.outcomes.slice(1) }), 'settlement'],
    ['an outcome of nobody', withSlot({ fills: [] }), 'settlement'],
    ['a reading that vanished', withSlot({ readings: [] }), 'settlement'],
    [
      'money out of nothing',
      { ...soundMarket, money: { ...soundMarket.money, notes: soundMarket.money.notes + 1n } },
      'supply',
    ],
    [
      'a notice that was passed over',
      withSlot({ notices: [{ trader: seller, orderId: sellOrder, at: slot.plannedAt }] }),
      'score',
    ],
    ['an outcome that never counted', withParticipant(1, { changes: [] }), 'score'],
    ['an outcome that counted twice', withParticipant(0, { changes: [gained, gained] }), 'score'],
    ['a change for another reason', withParticipant(1, { changes: [{ ...lost, reason: 'excused' }] }), 'score'],
    ['a change for a slot that nobody knows', { ...soundMarket, slots: [] }, 'reason'],
    [
      'a restoration without a vote',
      withParticipant(1, {
        changes: [
          lost,
          { reason: 'restored', role: 'seller', ruleVersion: 1, at: slot.plannedAt, before: 1, after: 2 },
        ],
      }),
      'reason',
    ],
  ];
  for (const [name, records, rule] of cases) {
    it(`finds ${name}`, () => {
      const broken = brokenIn(records);
      assert.ok(broken.includes(rule), `broken: ${broken.join(', ')}`);
    });
  }

  it('passes over what a ledger that moved on had not shown yet', () => {
    const later = { ...withParticipant(0, { changes: [] }), quiet: false };
    const unseen = { ...later, slots: [{ ...settledSlot, settledBefore: false }] };
    const sentences = checkMarket(unseen).problems.filter(({ detail }) => detail.includes('never counted'));
    assert.deepEqual(sentences, []);
  });
});
