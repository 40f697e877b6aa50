// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '@wattpass/chaincode/domain';
import type { Revealed } from '@wattpass/chaincode/domain/market/sealed-order.js';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { composeKey } from '../../support/committed-state.js';
import { supplyOf } from '../../support/money.js';
import { refused } from '../../support/refused.js';
import { header, signedBy } from '../../support/wallet-keys.js';
import { desk, inSeconds, Market, ofSlot, orderOf, planOf, signedFor, type Trader } from './market-fixture.js';

describe('sealed orders', function () {
  this.timeout(20_000);
  let market: Market;
  let buyer: Trader;
  let seller: Trader;
  let bought: Revealed;
  let sold: Revealed;
  let supply: bigint;
  const shownBy = ({ key }: Trader, facts: Partial<Revealed>): Revealed => ({
    ...ofSlot,
    trader: key.address,
    side: 'buy',
    quantity: 8_000,
    limit: 250_000,
    grid: false,
    salt: randomBytes(32).toString('hex'),
    ...facts,
  });
  const commitOf = (trader: Trader, shown: Revealed, facts: { tierWh?: 5_000 | 10_000 | 20_000 } = {}) => {
    const payload = {
      ...header('market:commitOrders'),
      ...ofSlot,
      trader: trader.key.address,
      commitment: createHash('sha256').update(canonicalJson(shown)).digest('hex'),
      tierWh: 10_000 as const,
      sequence: 0,
      notes: [trader.note],
      ...facts,
    };
    return { payload, signature: signedBy(trader.key, payload) };
  };
  const commit = (...orders: ReturnType<typeof commitOf>[]) =>
    market.runner.submit(actors.user, 'market:commitOrders', { ...ofSlot, orders });
  const reveal = (...items: Revealed[]) =>
    market.runner.submit(actors.station, 'market:revealOrders', { ...ofSlot, items });

  beforeEach(async () => {
    market = await Market.open(planOf({ sealed: true }));
    [buyer, seller] = (await market.traders(2)) as [Trader, Trader];
    bought = shownBy(buyer, {});
    sold = shownBy(seller, { side: 'sell', limit: 150_000 });
    await market.fund('balancing', 1_000_000);
    supply = await supplyOf(market.runner);
  });
  afterEach(async () => {
    assert.equal(await supplyOf(market.runner), supply, 'no money is lost or made');
  });

  it('lock the same for both sides, and free what the tier locked alone when they are shown', async () => {
    const orders = [commitOf(buyer, bought), commitOf(seller, sold)];
    await commit(...orders);
    const read = market.runner.lastLedger?.touched ?? [];
    assert.ok(read.includes(composeKey(keys.trader(buyer.key.address))));
    assert.ok(!read.includes(composeKey(keys.trust(buyer.key.address))), 'it hangs on the side, which is sealed');
    await commit(...orders);
    for (const { key } of [buyer, seller]) {
      assert.equal(await market.holdings({ trader: key }), 96_400_000); // 10 kWh at 360,000
    }
    await market.step('close');
    await reveal(bought);
    assert.equal((await refused('RULE_VIOLATION', market.step('clear'))).data['rule'], 'revealing');
    await reveal(bought, sold);
    await reveal(bought, sold);
    assert.equal(await market.holdings({ trader: buyer.key }), 98_000_000);
    assert.equal(await market.holdings({ trader: seller.key }), 98_320_000); // 8 kWh at 360,000 less 150,000
    const { cleared } = await market.step('clear'); // all are shown, so nothing is to be waited for
    assert.equal(cleared?.result.volumeWh, 8_000);
  });

  it('cost a tenth of what they locked where they are never shown', async () => {
    await commit(commitOf(buyer, bought), commitOf(seller, sold));
    await market.step('close');
    await reveal(bought);
    await market.shift({ closedAt: inSeconds(-121) });
    assert.equal((await refused('RULE_VIOLATION', reveal(sold))).data['rule'], 'revealOver');
    const { cleared } = await market.step('clear');
    assert.equal(cleared?.result.orders, 1);
    assert.equal(await market.holdings({ trader: seller.key }), 99_640_000);
    assert.equal(await market.holdings({ owner: desk.common }), 360_000);
  });

  it('are shown as they were committed to, inside their tier, and not before the gate has closed', async () => {
    const large = shownBy(seller, { side: 'sell', quantity: 5_001 });
    await commit(commitOf(buyer, bought), commitOf(seller, large, { tierWh: 5_000 }));
    await refused('ILLEGAL_STATUS', reveal(bought));
    await market.step('close');
    await refused('COMMITMENT_MISMATCH', reveal({ ...bought, limit: 250_001 }));
    assert.equal((await refused('RULE_VIOLATION', reveal(large))).data['rule'], 'withinTier');
    const unknown = { ...bought, trader: 'ab'.repeat(32) };
    await refused('NOT_FOUND', reveal(unknown));
  });

  it('can be taken back before the gate closes, for nothing', async () => {
    const { ids } = await commit(commitOf(buyer, bought));
    await refused('CONFLICT', commit(commitOf(buyer, { ...bought, limit: 1 })));
    const items = [signedFor('market:cancelOrders', buyer, ids[0]!)];
    await market.runner.submit(actors.user, 'market:cancelOrders', { ...ofSlot, items });
    assert.equal(await market.holdings({ trader: buyer.key }), 100_000_000);
    await market.step('close');
    await refused('ILLEGAL_STATUS', reveal(bought));
  });

  it('are the only ones of their slot', async () => {
    assert.equal((await refused('RULE_VIOLATION', market.place([orderOf(buyer, {})]))).data['rule'], 'sealedSlot');
    market = await Market.open();
    [buyer] = (await market.traders(1)) as [Trader];
    const error = await refused('RULE_VIOLATION', commit(commitOf(buyer, shownBy(buyer, {}))));
    assert.equal(error.data['rule'], 'sealedSlot');
    supply = await supplyOf(market.runner);
  });

  it('go back in full from a slot that is void', async () => {
    await commit(commitOf(buyer, bought));
    await market.step('close');
    await market.shift({ clearBy: inSeconds(-1) });
    await market.step('void');
    assert.equal(await market.holdings({ trader: buyer.key }), 100_000_000);
  });
});
