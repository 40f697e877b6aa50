// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { common } from '@hyperledger/fabric-protos';
import { checkMarket } from '@wattpass/launch/internal/verify/market/check-market.js';
import { readMarket } from '@wattpass/launch/internal/verify/market/read-market.js';
import { settledSlot, soundMarket } from './hand-made-market.js';

const address = 'a'.repeat(64);
const leag = {
  ...{ id: 'north', name: 'North', feesTo: address, gridTo: address, balancingTo: address, commonFundTo: address },
  ...{ mspId: 'OperatorMSP', since: '2026-11-20T00:00:00Z' },
};
const issuance = (kind: 'issue' | 'redeem', amount: string, id: string) => ({
  ...{ id: id.repeat(32), kind, issuer: 'OperatorMSP', by: 'c'.repeat(32), day: '2026-11-22', amount },
  ...{ at: '2026-11-22T08:00:00Z', coins: [], ruleVersion: 1 },
});

/** Gives items two a page, so that bookmarks have to be followed. */
function pageOf(items: readonly object[], { bookmark }: { bookmark?: string }) {
  const from = Number(bookmark === '' ? 0 : bookmark);
  const next = from + 2 < items.length ? String(from + 2) : '';
  return { items: items.slice(from, from + 2), bookmark: next };
}

/**
 * A ledger with the hand-made market on it, as its transactions answer.
 * @param heights what the peer says of its height, each time it is asked; the last one from then on.
 */
function readerOf(...heights: number[]) {
  const { slot, cleared, conclusion, orders, fills, readings, notices, outcomes } = settledSlot;
  const { participants, rules } = soundMarket;
  const supplies = { coins: '5000000', notes: '3600000', escrows: '400000' };
  let supplyReads = 0;
  const answers: Record<string, (input: never) => object> = {
    'market:leags': () => ({ leags: [leag] }),
    'market:slots': (input) => pageOf([slot], input),
    'market:slot': () => ({ slot, cleared, conclusion }),
    'market:orders': (input) => pageOf(orders, input),
    'market:fills': (input) => pageOf(fills, input),
    'market:readings': (input) => pageOf(readings, input),
    'market:notices': (input) => pageOf(notices, input),
    'market:outcomes': (input) => pageOf(outcomes, input),
    'trader:list': (input) => pageOf([], input),
    'reputation:list': (input) =>
      pageOf(
        participants.map(({ reputation }) => reputation),
        input,
      ),
    'reputation:get': ({ participant }: { participant: string }) => {
      const { reputation } = participants.find((each) => each.reputation.participant === participant)!;
      return {
        reputation,
        overall: 0,
        trust: { participant, ...reputation.trust, since: reputation.since, ruleVersion: 1 },
      };
    },
    'reputation:history': ({ participant }: { participant: string }) => ({
      changes: participants.find((each) => each.reputation.participant === participant)!.changes,
    }),
    'consortium:ruleParameters': () => ({ versions: rules }),
    'consortium:proposals': (input) => pageOf([], input),
    'wallet:issuances': (input) =>
      pageOf(
        [issuance('issue', '7000000', '1'), issuance('redeem', '1000000', '2'), issuance('issue', '3000000', '3')],
        input,
      ),
    'wallet:supply': ({ of }: { of: keyof typeof supplies }) => {
      supplyReads += 1;
      return { count: 1, sum: supplies[of], bookmark: '' };
    },
  };
  const reader = {
    evaluate: (name: string, input: object) => Promise.resolve(answers[name]!(input as never)),
    query: () => {
      const info = new common.BlockchainInfo();
      info.setHeight(heights.length > 1 ? heights.shift()! : heights[0]!);
      return Promise.resolve(info.serializeBinary());
    },
    close: () => undefined,
  };
  return { reader, supplyReads: () => supplyReads };
}

describe('reading the market from the ledger', () => {
  it('reads every page of everything that a recount needs', async () => {
    const { reader, supplyReads } = readerOf(9);
    const records = await readMarket(reader);
    assert.deepEqual(records, soundMarket);
    assert.deepEqual(checkMarket(records).problems, []);
    assert.equal(supplyReads(), 3);
  });

  it('says that the ledger moved on, and adds money up again until it stands still', async () => {
    // before and after the records, then around the money: it moves during the first count
    const { reader, supplyReads } = readerOf(9, 10, 10, 11, 11);
    const { quiet, money } = await readMarket(reader);
    assert.equal(quiet, false);
    assert.deepEqual(money, soundMarket.money);
    assert.equal(supplyReads(), 6);
  });
});
