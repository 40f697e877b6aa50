// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors, delegates } from '../../support/actors.js';
import { supplyOf } from '../../support/money.js';
import { refused } from '../../support/refused.js';
import {
  desk,
  inSeconds,
  leag,
  Market,
  ofSlot,
  orderOf,
  planOf,
  readingOf,
  signedFor,
  slotName,
  type Trader,
} from './market-fixture.js';

describe('a contested reading', function () {
  this.timeout(20_000);
  let market: Market;
  let buyer: Trader;
  let seller: Trader;
  let supply: bigint;
  const begin = async (rules: Parameters<typeof Market.open>[1] = {}) => {
    market = await Market.open(planOf(), rules);
    [buyer, seller] = (await market.traders(2)) as [Trader, Trader];
    await market.place([
      orderOf(buyer, { quantity: 8_000, limit: 250_000 }),
      orderOf(seller, { side: 'sell', quantity: 8_000, limit: 150_000 }),
    ]);
    await market.fund('balancing', 1_000_000);
    await market.step('close');
    await market.step('clear');
    await market.judge();
    supply = await supplyOf(market.runner);
  };
  beforeEach(() => begin());
  afterEach(async () => {
    assert.equal(await supplyOf(market.runner), supply, 'no money is lost or made');
  });
  const orderId = async ({ key }: Trader) => {
    const { items } = await market.runner.evaluate(actors.user, 'market:orders', ofSlot);
    return items.find(({ trader }) => trader === key.address)?.id ?? assert.fail();
  };
  const read = (soldWh: number) =>
    market.read([readingOf(buyer, 'import', 8_000), readingOf(seller, 'export', soldWh)]);
  const contest = async (trader = seller, by = trader.key, facts: object = {}) => {
    const consent = signedFor('market:raiseDispute', trader, await orderId(trader), by);
    const input = { ...ofSlot, trader: trader.key.address, reason: 'the meter was dead', consent, ...facts };
    return market.runner.submit(actors.logistics, 'market:raiseDispute', input);
  };
  const contestAsLeag = (by = actors.operator, { key } = seller) =>
    market.runner.submit(by, 'market:raiseDispute', { ...ofSlot, trader: key.address, reason: 'the seal is broken' });
  const rule = (role: keyof typeof delegates, meteredWh: number) =>
    market.runner.submit(delegates[role], 'market:ruleDispute', { ...ofSlot, trader: seller.key.address, meteredWh });
  const ruleAll = async (meteredWh: number) => {
    for (const role of ['producer', 'logistics', 'operator', 'recycler'] as const) {
      await rule(role, meteredWh);
    }
  };
  const changesOf = async ({ key }: Trader) => {
    const { changes } = await market.runner.evaluate(actors.user, 'reputation:history', { participant: key.address });
    return changes.map(({ reason, countedWh }) => [reason, countedWh]);
  };
  const outcomeOf = async ({ key }: Trader) => {
    const { items } = await market.runner.evaluate(actors.user, 'market:outcomes', ofSlot);
    return items.find(({ trader }) => trader === key.address) ?? assert.fail();
  };
  const price = 8 * 199_000; // the middle of 151,000 and 249,000, less the fee

  it('holds back its own order and no other, money and score', async () => {
    await read(0);
    const dispute = await contest();
    assert.deepEqual(await contest(), dispute);
    const { slot, open } = await market.settle();
    assert.deepEqual([slot.state, open, slot.finalAt], ['SETTLED', 1, undefined]);
    assert.deepEqual(await changesOf(buyer), [['delivered', 8_000]]);
    assert.deepEqual(await changesOf(seller), []);
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 - 8 * 210_000);
    const place = { purpose: 'order', ref: [leag, slotName, seller.key.address] };
    const { escrow } = await market.runner.evaluate(actors.user, 'wallet:escrow', place);
    assert.equal(escrow.amount, String(8 * 210_000 + price)); // 360,000 less 150,000, and what it earned
    assert.equal((await market.settle('settleRest')).open, 1);
  });

  it('moves money and score as two thirds of the members hold', async () => {
    await read(0);
    await contest();
    await market.settle();
    await rule('user', 0);
    await rule('user', 7_000);
    await rule('producer', 7_000);
    await rule('operator', 7_000);
    assert.equal((await market.settle('settleRest')).open, 1);
    await rule('station', 7_000);
    const { open, slot } = await market.settle('settleRest');
    assert.equal(open, 0);
    assert.ok(slot.finalAt);
    const { source, meteredWh, owed, final } = await outcomeOf(seller);
    assert.deepEqual([source, meteredWh, owed, final], ['ruling', 7_000, '360000', true]);
    assert.deepEqual(await changesOf(seller), [['shortfall', 1_000]]);
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 + price - 360_000);
    assert.equal(await market.holdings({ owner: desk.balancing }), 1_360_000);
    await refused('ILLEGAL_STATUS', rule('user', 1));
    await refused('NOT_FOUND', market.runner.evaluate(actors.user, 'reputation:get', { participant: 'ab'.repeat(32) }));
  });

  it('settles with the others where members rule before', async () => {
    await read(0);
    await contest();
    await ruleAll(8_000);
    assert.equal((await market.settle()).open, 0);
    assert.deepEqual(await changesOf(seller), [['delivered', 8_000]]);
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 + price);
  });

  it('stands when its time is over and members have not agreed', async () => {
    await read(3_000);
    const dispute = await contestAsLeag();
    assert.equal(Date.parse(dispute.until) - Date.parse(dispute.raisedAt), 7 * 86_400_000);
    await market.settle();
    await rule('user', 0);
    market.runner.seed(keys.dispute(leag, slotName, seller.key.address), { ...dispute, until: inSeconds(-1) });
    assert.equal((await market.settle('settleRest')).open, 0);
    const { source, meteredWh } = await outcomeOf(seller);
    assert.deepEqual([source, meteredWh], ['reading', 3_000]);
    assert.deepEqual(await changesOf(seller), [['shortfall', 5_000]]);
  });

  it('holds what a buyer would be due, out of what the LEAG locked', async () => {
    await market.read([readingOf(buyer, 'import', 0), readingOf(seller, 'export', 8_000)]);
    await contestAsLeag(actors.operator, buyer);
    assert.equal((await market.settle()).open, 1);
    assert.equal(await market.holdings({ owner: desk.balancing }), 0);
    const input = { ...ofSlot, trader: buyer.key.address, meteredWh: 8_000 };
    for (const role of ['producer', 'logistics', 'user', 'recycler'] as const) {
      await market.runner.submit(delegates[role], 'market:ruleDispute', input);
    }
    assert.equal((await market.settle('settleRest')).open, 0);
    assert.equal(await market.holdings({ owner: desk.balancing }), 1_000_000);
    assert.deepEqual(await changesOf(buyer), [['delivered', 8_000]]);
  });

  it('is contested by its trader or its LEAG, and by nobody else', async () => {
    await read(0);
    await refused('SIGNATURE_INVALID', contest(seller, buyer.key));
    const other = contest(seller, seller.key, { trader: buyer.key.address });
    assert.equal((await refused('RULE_VIOLATION', other)).data['rule'], 'ownReading');
    await refused('FORBIDDEN', contestAsLeag(actors.station));
    await refused('FORBIDDEN', contestAsLeag(actors.user));
    const cancel = { consent: signedFor('market:cancelOrders', seller, await orderId(seller)) };
    assert.equal((await refused('RULE_VIOLATION', contest(seller, seller.key, cancel))).data['rule'], 'payloadFor');
  });

  it('is one that stands, of an order that is not settled for good', async () => {
    await refused('NOT_FOUND', contest());
    await refused('NOT_FOUND', rule('user', 1));
    await read(8_000);
    await market.settle();
    await refused('ILLEGAL_STATUS', contest());
  });

  it('is ruled by delegates alone, in whole Wh', async () => {
    await read(0);
    await contest();
    const ruling = { ...ofSlot, trader: seller.key.address, meteredWh: 1 };
    await refused('FORBIDDEN', market.runner.submit(actors.user, 'market:ruleDispute', ruling));
    await refused('INVALID_INPUT', rule('user', 0.5));
    await refused('INVALID_INPUT', rule('user', -1));
    await rule('user', 1);
    const { disputes, rulings } = await market.runner.evaluate(actors.user, 'market:disputes', ofSlot);
    assert.deepEqual([disputes.length, rulings.map(({ mspId }) => mspId)], [1, ['UserMSP']]);
  });

  it('and a settlement that meet: the later one fails at commit', async () => {
    await read(0);
    const consent = signedFor('market:raiseDispute', seller, await orderId(seller));
    const input = { ...ofSlot, trader: seller.key.address, reason: 'the meter was dead', consent };
    const settling = await market.runner.endorse(actors.user, 'market:settle', ofSlot);
    const raising = await market.runner.endorse(actors.user, 'market:raiseDispute', input);
    raising.commit();
    assert.throws(settling.commit, /MVCC_READ_CONFLICT/);
    const next = await market.runner.endorse(actors.user, 'market:raiseDispute', {
      ...input,
      trader: seller.key.address,
    });
    assert.deepEqual(next.output, raising.output);
  });

  it('can be looked at for as long as members voted, before anything is settled', async () => {
    await begin({ reviewSeconds: 900 });
    await read(8_000);
    assert.equal((await refused('RULE_VIOLATION', market.settle())).data['rule'], 'reviewing');
    const { items } = await market.runner.evaluate(actors.user, 'market:readings', ofSlot);
    for (const reading of items) {
      market.runner.seed(keys.reading(leag, slotName, reading.trader), { ...reading, at: inSeconds(-901) });
    }
    assert.equal((await market.settle()).open, 0);
  });

  it('that came late can be looked at as well', async () => {
    await begin({ reviewSeconds: 900 });
    await market.shift({ readBy: inSeconds(-1) });
    await market.settle();
    await market.read([readingOf(seller, 'export', 0)]);
    assert.equal((await market.settle('settleRest')).open, 2);
    await contest();
    await ruleAll(8_000);
    const { items } = await market.runner.evaluate(actors.user, 'market:readings', ofSlot);
    for (const reading of items) {
      market.runner.seed(keys.reading(leag, slotName, reading.trader), { ...reading, at: inSeconds(-901) });
    }
    assert.equal((await market.settle('settleRest')).open, 1); // the buyer's reading may still come
    assert.deepEqual(await changesOf(seller), [['delivered', 8_000]]);
  });
});
