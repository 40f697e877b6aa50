// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Change, InputOf } from '@wattpass/chaincode/domain';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { requireNoOpenOrders } from '@wattpass/chaincode/contracts/trader/open-orders.js';
import { actors, delegates } from '../../support/actors.js';
import { step as orderless } from '../../support/contract-step.js';
import { mint, supplyOf } from '../../support/money.js';
import { refused } from '../../support/refused.js';
import { spendOf, walletKey, type OwnCoin } from '../../support/wallet-keys.js';
import { inSeconds, Market, orderOf, planOf, readingOf, slotName, type Trader } from './market-fixture.js';

type Plan = InputOf<'market:planSlots'>['slots'][number];

const owner = walletKey();
const desk = { fees: walletKey(), grid: walletKey(), balancing: walletKey(), common: walletKey() };
const line = {
  id: 'north-south',
  from: 'south',
  to: 'north',
  capacityWh: 5_000,
  reverseCapacityWh: 0,
  fee: 2_000,
  owner: owner.address,
};

describe('a region of two LEAGs and a line', function () {
  this.timeout(20_000);
  let market: Market;
  let buyer: Trader;
  let seller: Trader;
  let supply: bigint;
  const at = (leag: string) => ({ leag, slot: slotName });
  const step = (name: 'close' | 'clear' | 'void' | 'settle', leag: string) =>
    market.runner.submit(actors.recycler, `market:${name}`, at(leag));
  const planned = async (leag: string, facts: Partial<Plan>) => {
    await market.runner.submit(actors.operator, 'market:planSlots', { leag, slots: [planOf(facts)] });
    await market.runner.submit(actors.operator, 'market:openSlots', { leag, slots: [slotName] });
  };
  const begin = async (southern: Partial<Plan> = {}) => {
    market = await Market.open(planOf({ region: 'west' }));
    const { leags } = await market.runner.evaluate(actors.user, 'market:leags', {});
    const to = {
      feesTo: desk.fees.address,
      gridTo: desk.grid.address,
      balancingTo: desk.balancing.address,
      commonFundTo: desk.common.address,
    };
    for (const id of ['south', 'west']) {
      market.runner.seed(keys.leag(id), { ...leags[0], ...to, id, name: id });
    }
    await vote();
    await planned('south', { region: 'west', ...southern });
    await planned('west', { mechanism: { kind: 'regional', lines: [line] } });
    [buyer, seller] = (await market.traders(2)) as [Trader, Trader];
    await moveSouth(seller);
    await market.place([orderOf(buyer, { quantity: 10_000, limit: 250_000 })]);
    const order = orderOf(seller, { leag: 'south', side: 'sell', quantity: 8_000, limit: 150_000 });
    await market.runner.submit(actors.user, 'market:placeOrders', { ...at('south'), orders: [order] });
    await fund();
    supply = await supplyOf(market.runner);
  };
  const vote = async () => {
    const change: Change = { kind: 'setLine', line };
    const { runner } = market;
    const { id: proposalId } = await runner.submit(delegates.producer, 'consortium:propose', {
      key: 'set-line',
      change,
    });
    for (const delegate of [delegates.producer, delegates.operator, delegates.user, delegates.station]) {
      await runner.submit(delegate, 'consortium:vote', { proposalId, approve: true });
    }
    await runner.submit(delegates.producer, 'consortium:execute', { proposalId });
  };
  const moveSouth = async ({ key, meterId }: Trader) => {
    const { runner } = market;
    const trader = await runner.evaluate(actors.user, 'trader:get', { pseudonym: key.address });
    runner.seed(keys.trader(key.address), { ...trader, leag: 'south' });
    const { meters } = await runner.evaluate(actors.user, 'market:meters', { ids: [meterId] });
    runner.seed(keys.meter(meterId), { ...meters[0], leag: 'south' });
  };
  const fund = async () => {
    const [coin] = (await mint(market.runner, ['1000000'])) as [OwnCoin];
    const refundTo = { kind: 'coin' as const, owner: desk.balancing.address };
    const ref = ['west', slotName];
    const output = { kind: 'escrow' as const, purpose: 'balancing', ref, refundTo, amount: '1000000' };
    const spend = spendOf('market:fundSlot', [coin], [output]);
    await market.runner.submit(actors.operator, 'market:fundSlot', { ...at('west'), spend });
  };
  const clearLocally = async () => {
    for (const leag of ['north', 'south']) {
      await step('close', leag);
      await step('clear', leag);
    }
    await step('close', 'west');
  };
  const judge = async () => {
    for (const role of ['producer', 'logistics', 'user', 'station', 'recycler'] as const) {
      await market.runner.submit(delegates[role], 'committee:judge', { slot: at('west'), approve: true });
    }
    await market.runner.submit(actors.user, 'committee:advance', { slot: at('west') });
  };
  const held = ({ key }: Trader) => market.holdings({ trader: key });
  beforeEach(() => begin());
  afterEach(async () => {
    assert.equal(await supplyOf(market.runner), supply, 'no money is lost or made');
  });

  it('trades what both left, as far as the line carries, each at the price of its LEAG', async () => {
    await clearLocally();
    assert.equal(await held(buyer), 97_500_000, 'it stays locked for the region');
    const { cleared } = await step('clear', 'west');
    const { result } = cleared ?? assert.fail();
    assert.deepEqual([result.volumeWh, result.price, result.orders, result.lines], [5_000, null, 2, 2]);
    // 249,000 in the north, 151,000 in the south: the line is full, so both marginal orders set their prices
    assert.deepEqual(
      [result.paid, result.received, result.surplus, result.fees],
      ['1250000', '750000', '490000', '10000'],
    );
    assert.deepEqual(result.wheeling, [{ line: line.id, carriedWh: 5_000, to: owner.address, amount: '10000' }]);
    await judge();
    const readings = [
      readingOf(buyer, 'import', 5_000, { leag: 'west' }),
      readingOf(seller, 'export', 5_000, { leag: 'west' }),
    ];
    await market.runner.submit(actors.user, 'market:recordReadings', { ...at('west'), items: readings });
    const { slot } = await step('settle', 'west');
    assert.equal(slot.state, 'SETTLED');
    assert.equal(await held(buyer), 98_750_000);
    assert.equal(await held(seller), 100_750_000);
    assert.equal(await market.holdings({ owner }), 10_000);
    assert.equal(await market.holdings({ owner: desk.common }), 480_000);
    assert.equal(await market.holdings({ owner: desk.fees }), 10_000);
    for (const [{ key }, role] of [
      [buyer, 'buyer'],
      [seller, 'seller'],
    ] as const) {
      const { reputation } = await market.runner.evaluate(actors.user, 'reputation:get', { participant: key.address });
      assert.ok(reputation[role].score > 500_000);
    }
  });

  it('waits for the clearing of each LEAG, or is skipped when its time is over: all money goes back', async () => {
    await step('close', 'north');
    await step('clear', 'north');
    await step('close', 'west');
    const error = await refused('RULE_VIOLATION', step('clear', 'west'));
    assert.deepEqual([error.data['rule'], error.data['leag']], ['leagsOpen', 'south']);
    const { slot } = await market.runner.evaluate(actors.user, 'market:slot', at('west'));
    market.runner.seed(keys.slot('west', slotName), { ...slot, clearBy: inSeconds(-1) });
    assert.equal((await step('void', 'west')).slot.state, 'VOID');
    assert.equal(await held(buyer), 100_000_000);
    await step('close', 'south');
    await step('clear', 'south');
    assert.equal(await held(seller), 100_000_000, 'nothing waits for a region that was skipped');
  });

  it('keeps no money waiting before it opens', async () => {
    const { slot } = await market.runner.evaluate(actors.user, 'market:slot', at('west'));
    market.runner.seed(keys.slot('west', slotName), { ...slot, state: 'PLANNED' });
    await step('close', 'north');
    await step('clear', 'north');
    assert.equal(await held(buyer), 100_000_000);
  });

  it('leaves a LEAG alone whose grid has other prices', async () => {
    await begin({ floor: 90_000 });
    await clearLocally();
    assert.equal(await held(seller), 100_000_000);
    const { cleared } = await step('clear', 'west');
    assert.deepEqual([cleared?.result.orders, cleared?.result.lines], [1, 0]);
    assert.equal(await held(buyer), 100_000_000);
  });

  it('keeps its traders from taking another name until it is settled', async () => {
    const rotate = () =>
      orderless(market.runner, (ledger) => requireNoOpenOrders(ledger, 'south', [seller.key.address]));
    await clearLocally();
    const local = await market.runner.evaluate(actors.user, 'market:slot', at('south'));
    market.runner.seed(keys.slot('south', slotName), { ...local.slot, state: 'SETTLED', finalAt: inSeconds(0) });
    assert.equal((await refused('CONFLICT', rotate())).data['rule'], 'noOpenOrder');
    await step('clear', 'west');
    await refused('CONFLICT', rotate());
    const { slot } = await market.runner.evaluate(actors.user, 'market:slot', at('west'));
    market.runner.seed(keys.slot('west', slotName), { ...slot, state: 'SETTLED', finalAt: inSeconds(0) });
    await rotate();
  });

  it('gives everything back where the result is refused', async () => {
    await clearLocally();
    await step('clear', 'west');
    const { slot } = await market.runner.evaluate(actors.user, 'market:slot', at('west'));
    market.runner.seed(keys.slot('west', slotName), { ...slot, deliverFrom: inSeconds(-1) });
    await step('void', 'west');
    assert.deepEqual([await held(buyer), await held(seller)], [100_000_000, 100_000_000]);
  });

  it('is planned over lines as the members voted them', async () => {
    const plan = (lines: (typeof line)[]) =>
      market.runner.submit(actors.operator, 'market:planSlots', {
        leag: 'west',
        slots: [
          planOf({
            slot: '2026-11-22T13:00:00Z',
            deliveryEnd: '2026-11-22T14:00:00Z',
            mechanism: { kind: 'regional', lines },
          }),
        ],
      });
    assert.equal((await refused('RULE_VIOLATION', plan([{ ...line, fee: 1 }]))).data['rule'], 'registeredLine');
    assert.equal((await refused('RULE_VIOLATION', plan([line, line]))).data['rule'], 'lines');
    await refused('NOT_FOUND', plan([{ ...line, id: 'unknown' }]));
    await plan([line]);
  });
});
