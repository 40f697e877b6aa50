// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { actors } from '../../support/actors.js';
import { supplyOf } from '../../support/money.js';
import { desk, Market, ofSlot, orderOf, readingOf, slotName, type Trader } from './market-fixture.js';

describe('a slot from its first order to its settlement', function () {
  this.timeout(20_000);
  let market: Market;
  let buyer: Trader;
  let seller: Trader;
  let dreamer: Trader;
  let supply: bigint;
  beforeEach(async () => {
    market = await Market.open();
    [buyer, seller, dreamer] = (await market.traders(3)) as [Trader, Trader, Trader];
    await market.place([
      orderOf(buyer, { quantity: 10_000, limit: 250_000 }),
      orderOf(seller, { side: 'sell', quantity: 8_000, limit: 150_000 }),
      orderOf(dreamer, { quantity: 5_000, limit: 120_000 }),
    ]);
    await market.fund('balancing', 1_000_000);
    supply = await supplyOf(market.runner);
  });
  afterEach(async () => {
    assert.equal(await supplyOf(market.runner), supply, 'no money is lost or made');
  });
  const settled = async (readings: readonly ReturnType<typeof readingOf>[]) => {
    await market.step('close');
    await market.step('clear');
    await market.judge();
    await market.read(readings);
    return market.settle();
  };
  const reputation = async ({ key }: Trader) =>
    market.runner.evaluate(actors.user, 'reputation:get', { participant: key.address });

  it('clears at the marginal buyer’s value, which is filled in part', async () => {
    await market.step('close');
    const { cleared, slot } = await market.step('clear');
    assert.equal(slot.state, 'CLEARED');
    // the buyer is worth 249,000 and has 2,000 Wh left
    assert.deepEqual(
      { price: cleared?.result.price, volumeWh: cleared?.result.volumeWh, orders: cleared?.result.orders },
      { price: 249_000, volumeWh: 8_000, orders: 3 },
    );
    assert.equal(cleared?.result.paid, '2000000'); // 8 kWh at 250,000 all in
    assert.equal(cleared.result.received, '1984000'); // 8 kWh at 248,000
    assert.equal(cleared.result.fees, '16000');
    const { items } = await market.runner.evaluate(actors.user, 'market:fills', ofSlot);
    assert.deepEqual(
      items.map(({ trader, fill }) => [trader, fill]).sort(),
      [
        [buyer.key.address, 8_000],
        [seller.key.address, 8_000],
      ].sort(),
    );
  });

  it('gives back at once what orders locked that nobody met', async () => {
    await market.step('close');
    await market.step('clear');
    assert.equal(await market.holdings({ trader: dreamer.key }), 100_000_000);
    assert.equal(await market.holdings({ trader: buyer.key }), 97_500_000);
    await market.judge(false);
    await market.step('void');
    assert.equal(await market.holdings({ trader: buyer.key }), 100_000_000);
  });

  it('moves the money when all is delivered, and both gain reputation', async () => {
    const { slot, open } = await settled([readingOf(buyer, 'import', 8_000), readingOf(seller, 'export', 8_000)]);
    assert.equal(slot.state, 'SETTLED');
    assert.equal(open, 0);
    assert.equal(await market.holdings({ trader: buyer.key }), 98_000_000);
    assert.equal(await market.holdings({ trader: seller.key }), 101_984_000);
    assert.equal(await market.holdings({ trader: dreamer.key }), 100_000_000);
    assert.equal(await market.holdings({ owner: desk.fees }), 16_000);
    assert.equal(await market.holdings({ owner: desk.balancing }), 1_000_000);
    for (const trader of [buyer, seller]) {
      const { reputation: after } = await reputation(trader);
      assert.deepEqual(
        after.changes.map(({ reason, slot: ref }) => [reason, ref?.slot]),
        [['delivered', slotName]],
      );
      assert.ok(after[trader === buyer ? 'buyer' : 'seller'].score > 500_000);
    }
  });

  it('makes a seller that is short pay for what is missing, and lowers its score', async () => {
    await settled([readingOf(buyer, 'import', 8_000), readingOf(seller, 'export', 3_000)]);
    // 5 kWh missing at 360,000: 1,800,000 of the 1,984,000 it earned
    assert.equal(await market.holdings({ trader: seller.key }), 100_184_000);
    assert.equal(await market.holdings({ owner: desk.balancing }), 2_800_000);
    const { reputation: after } = await reputation(seller);
    assert.deepEqual(
      after.changes.map(({ reason, countedWh }) => [reason, countedWh]),
      [['shortfall', 5_000]],
    );
    assert.ok(after.seller.score < 500_000);
  });

  it('takes from the seller’s deposit what its earnings do not cover', async () => {
    await settled([readingOf(buyer, 'import', 8_000), readingOf(seller, 'export', 0)]);
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 + 1_984_000 - 2_880_000);
  });

  it('pays a buyer for what it left, and a seller for a surplus of a tenth', async () => {
    await settled([readingOf(buyer, 'import', 5_000), readingOf(seller, 'export', 9_500)]);
    // 3 kWh and 0.8 kWh at 50,000
    assert.equal(await market.holdings({ trader: buyer.key }), 98_150_000);
    assert.equal(await market.holdings({ trader: seller.key }), 102_024_000);
    assert.equal(await market.holdings({ owner: desk.balancing }), 810_000);
  });

  it('answers every step that is asked for again with the first result', async () => {
    const closed = await market.step('close');
    assert.deepEqual(await market.step('close', actors.producer), closed);
    const cleared = await market.step('clear');
    assert.deepEqual(await market.step('clear', actors.producer), cleared);
    await market.judge();
    const readings = [readingOf(buyer, 'import', 8_000), readingOf(seller, 'export', 8_000)];
    await market.read(readings);
    await market.read(readings);
    const settledOnce = await market.settle();
    assert.deepEqual(await market.settle('settle', actors.producer), settledOnce);
  });
});
