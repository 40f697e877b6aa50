// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { SlotPlan } from '@wattpass/chaincode/domain/market/slot.js';
import { Trust } from '@wattpass/chaincode/domain/reputation/reputation.js';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { composeKey } from '../../support/committed-state.js';
import { supplyOf } from '../../support/money.js';
import { refused } from '../../support/refused.js';
import { spendOf, walletKey, withOtherS } from '../../support/wallet-keys.js';
import {
  inSeconds,
  leag,
  Market,
  ofSlot,
  orderOf,
  planOf,
  signedFor,
  slotName,
  type Trader,
} from './market-fixture.js';

describe('market:placeOrders', function () {
  this.timeout(20_000);
  let market: Market;
  let buyer: Trader;
  let seller: Trader;
  beforeEach(async () => {
    market = await Market.open();
    [buyer, seller] = (await market.traders(2)) as [Trader, Trader];
  });
  const listed = async () => (await market.runner.evaluate(actors.user, 'market:orders', ofSlot)).items;
  const locked = async (trader: Trader) => {
    const place = { purpose: 'order', ref: [leag, slotName, trader.key.address] };
    const { escrow } = await market.runner.evaluate(actors.user, 'wallet:escrow', place);
    return escrow.amount;
  };

  it('locks the worst that can come of an order, and no more', async () => {
    await market.place([
      orderOf(buyer, { quantity: 9_999, limit: 999_999 }),
      orderOf(seller, { side: 'sell', quantity: 9_999, limit: 50_000 }),
    ]);
    assert.equal(await locked(buyer), '2999700'); // at the ceiling
    assert.equal(await locked(seller), '2599740'); // at 360,000 less the floor
    assert.equal(await market.holdings({ trader: buyer.key }), 97_000_300);
    assert.equal(await supplyOf(market.runner), 200_000_000n);
  });

  it('takes a batch again without placing anything twice', async () => {
    const orders = [orderOf(buyer, {}), orderOf(seller, { side: 'sell' })];
    const first = await market.place(orders);
    assert.deepEqual(await market.place(orders, actors.station), first);
    const read = market.runner.lastLedger?.touched ?? [];
    const money = [composeKey(keys.note(buyer.key.address, buyer.note)), composeKey(keys.trust(buyer.key.address))];
    assert.ok(read.includes(composeKey(keys.order(leag, slotName, buyer.key.address))));
    assert.ok(!money.some((key) => read.includes(key)), 'a repeat reads what stands, so that nothing else can fail it');
    assert.equal((await listed()).length, 2);
  });

  it('names the order that spoils a batch, and places none', async () => {
    const orders = [orderOf(buyer, {}), orderOf(seller, { side: 'sell', limit: 300_001 })];
    const error = await refused('RULE_VIOLATION', market.place(orders));
    assert.equal(error.data['rule'], 'limitInReach');
    assert.equal(error.data['pointer'], '/orders/1');
    assert.deepEqual(await listed(), []);
  });

  it('takes one order of a pseudonym and slot', async () => {
    await market.place([orderOf(buyer, {})]);
    await refused('CONFLICT', market.place([orderOf(buyer, { limit: 260_000 })]));
    await refused('INVALID_INPUT', market.place([orderOf(seller, {}), orderOf(seller, { limit: 1 })]));
  });

  const forged = [
    ['another key', () => orderOf(buyer, {}, seller.key), 'SIGNATURE_INVALID'],
    [
      'a payload changed on the way',
      () => ({ ...orderOf(buyer, {}), payload: orderOf(buyer, { limit: 299_000 }).payload }),
      'SIGNATURE_INVALID',
    ],
    [
      'the other signature that verifies',
      () => {
        const { payload, signature } = orderOf(buyer, {});
        return { payload, signature: { ...signature, signature: withOtherS(signature.signature) } };
      },
      'SIGNATURE_INVALID',
    ],
    ['an expired payload', () => orderOf(buyer, { notAfter: inSeconds(-1) }), 'PAYLOAD_EXPIRED'],
    ['a payload for another ledger', () => orderOf(buyer, { channel: 'other' }), 'RULE_VIOLATION'],
    ['a payload for another slot', () => orderOf(buyer, { slot: '2026-11-22T13:00:00Z' }), 'RULE_VIOLATION'],
    ['a payload for another transaction', () => orderOf(buyer, { fn: 'market:cancelOrders' }), 'RULE_VIOLATION'],
    ['a negative quantity', () => orderOf(buyer, { quantity: -500 }), 'INVALID_INPUT'],
    [
      'a quantity that is no integer',
      () => {
        const { payload, signature } = orderOf(buyer, {});
        return { payload: { ...payload, quantity: 500.5 }, signature };
      },
      'INVALID_INPUT',
    ],
    ['less than half a kWh', () => orderOf(buyer, { quantity: 499 }), 'RULE_VIOLATION'],
    ['no energy', () => orderOf(buyer, { quantity: 0 }), 'INVALID_INPUT'],
    ['a price out of range', () => orderOf(buyer, { limit: 1_000_000_001 }), 'INVALID_INPUT'],
    ['a limit that meets nobody', () => orderOf(buyer, { limit: 99_999 }), 'RULE_VIOLATION'],
    ['a deposit that is not there', () => orderOf(buyer, { notes: ['ab'.repeat(32)] }), 'COIN_NOT_LIVE'],
    ["another's deposit", () => orderOf(buyer, { notes: [seller.note] }), 'COIN_NOT_LIVE'],
  ] as const;
  for (const [what, order, code] of forged) {
    it(`refuses ${what}`, async () => {
      await refused(code, market.place([order()]));
      assert.deepEqual(await listed(), []);
    });
  }

  it('refuses more than the deposits hold', async () => {
    const [poor] = (await market.traders(1, 1_000)) as [Trader];
    const error = await refused('RULE_VIOLATION', market.place([orderOf(poor, {})]));
    assert.equal(error.data['rule'], 'deposit');
  });

  it('refuses who is not enrolled, who is barred in this role, and more than a newcomer’s share', async () => {
    const stranger = { ...buyer, key: walletKey() };
    await refused('NOT_FOUND', market.place([orderOf(stranger, {})]));
    const trust = Trust.parse(
      JSON.parse(
        Buffer.from(market.runner.state.get(composeKey(keys.trust(buyer.key.address)))!.value).toString('utf8'),
      ),
    );
    market.runner.seed(keys.trust(buyer.key.address), { ...trust, sellerBarred: true });
    const barred = await refused('RULE_VIOLATION', market.place([orderOf(buyer, { side: 'sell' })]));
    assert.equal(barred.data['rule'], 'barred');
    const large = await refused('RULE_VIOLATION', market.place([orderOf(buyer, { quantity: 20_001 })]));
    assert.equal(large.data['rule'], 'slotLimit');
    await market.place([orderOf(buyer, {})]);
  });

  it('refuses a pseudonym of another LEAG, and one that is retired', async () => {
    const certified = { pseudonym: buyer.key.address, origin: 'fresh', since: '2026-01-01' };
    for (const facts of [
      { leag: 'south', status: 'active' },
      { leag, status: 'retired' },
    ]) {
      market.runner.seed(keys.trader(buyer.key.address), { ...certified, ...facts });
      assert.equal((await refused('RULE_VIOLATION', market.place([orderOf(buyer, {})]))).data['rule'], 'certified');
    }
  });

  it('fails at commit where the gate closed meanwhile, and no late order fails a closure', async () => {
    const late = await market.runner.endorse(actors.user, 'market:placeOrders', {
      ...ofSlot,
      orders: [orderOf(buyer, {})],
    });
    const close = await market.runner.endorse(actors.station, 'market:close', ofSlot);
    await market.place([orderOf(seller, { side: 'sell' })]);
    close.commit();
    assert.throws(late.commit, /MVCC_READ_CONFLICT/);
    await refused('ILLEGAL_STATUS', market.place([orderOf(buyer, {})]));
  });

  it('lets batches of different traders commit side by side', async () => {
    const batches = [orderOf(buyer, {}), orderOf(seller, { side: 'sell' })].map((order) =>
      market.runner.endorse(actors.user, 'market:placeOrders', { ...ofSlot, orders: [order] }),
    );
    for (const { commit } of await Promise.all(batches)) {
      commit();
    }
    assert.equal((await listed()).length, 2);
  });

  it('takes no order before the slot opens, at its deadline, or for a slot nobody planned', async () => {
    await market.shift({ closeBy: inSeconds(-1) });
    assert.equal((await refused('RULE_VIOLATION', market.place([orderOf(buyer, {})]))).data['rule'], 'gateClosed');
    await market.shift({ state: 'PLANNED' });
    await refused('ILLEGAL_STATUS', market.place([orderOf(buyer, {})]));
    const unknown = { leag, slot: '2030-01-01T00:00:00Z' };
    const orders = [orderOf(buyer, unknown)];
    await refused('NOT_FOUND', market.runner.submit(actors.user, 'market:placeOrders', { ...unknown, orders }));
  });

  it('refuses a timestamp more than 30 seconds off', async () => {
    market.runner.clockAhead = 31_000;
    await refused('CLOCK_SKEW', market.place([orderOf(buyer, {})]));
    market.runner.clockAhead = 29_000;
    await market.place([orderOf(buyer, {})]);
  });
});

describe('market:cancelOrders', function () {
  this.timeout(20_000);
  let market: Market;
  let buyer: Trader;
  let id: string;
  beforeEach(async () => {
    market = await Market.open();
    [buyer] = (await market.traders(1)) as [Trader];
    [id] = (await market.place([orderOf(buyer, {})])).ids as [string];
  });
  const cancel = (item = signedFor('market:cancelOrders', buyer, id)) =>
    market.runner.submit(actors.logistics, 'market:cancelOrders', { ...ofSlot, items: [item] });

  it('gives everything back, once', async () => {
    await cancel();
    await cancel();
    assert.equal(await market.holdings({ trader: buyer.key }), 100_000_000);
  });

  it('lets a new order follow, but never the cancelled one again', async () => {
    const first = orderOf(buyer, {});
    await cancel();
    await refused('ALREADY_EXISTS', market.place([first]));
    const traders = [buyer.key.address];
    const { notes } = await market.runner.evaluate(actors.user, 'wallet:statement', { owners: [], traders });
    await market.place([orderOf(buyer, { sequence: 1, notes: notes.map(({ id: note }) => note) })]);
  });

  it('is for its pseudonym alone, and for orders that there are', async () => {
    await refused('SIGNATURE_INVALID', cancel(signedFor('market:cancelOrders', buyer, id, walletKey())));
    await refused('NOT_FOUND', cancel(signedFor('market:cancelOrders', buyer, 'ab'.repeat(32))));
  });

  it('ends with the gate', async () => {
    await market.step('close');
    await refused('ILLEGAL_STATUS', cancel());
  });
});

describe('market:planSlots', function () {
  this.timeout(20_000);
  let market: Market;
  beforeEach(async () => {
    market = await Market.open();
  });
  const next = '2026-11-22T13:00:00Z';
  const plan = (facts: Parameters<typeof planOf>[0] = {}, caller = actors.operator) =>
    market.runner.submit(caller, 'market:planSlots', {
      leag,
      slots: [planOf({ slot: next, deliveryEnd: '2026-11-22T14:00:00Z', ...facts })],
    });

  const broken: [rule: string, facts: () => Partial<SlotPlan>][] = [
    ['gridPrices', () => ({ floor: 300_001 })],
    ['gridPrices', () => ({ exportPrice: 100_001 })],
    ['gridPrices', () => ({ importPrice: 360_001 })],
    ['gridPrices', () => ({ importPrice: 299_999 })],
    ['postedPrice', () => ({ mechanism: { kind: 'posted', price: 100_999 } })],
    ['postedPrice', () => ({ mechanism: { kind: 'posted', price: 299_001 } })],
    ['deadlines', () => ({ closeBy: inSeconds(30) })],
    ['deadlines', () => ({ clearBy: inSeconds(130) })],
    ['deadlines', () => ({ sealed: true, clearBy: inSeconds(200) })],
    ['deadlines', () => ({ closeFrom: inSeconds(200) })],
    ['deliveryEnd', () => ({ deliveryEnd: next })],
  ];
  for (const [rule, facts] of broken) {
    it(`holds plans to ${rule}: ${Object.keys(facts()).join(', ')}`, async () => {
      assert.equal((await refused('RULE_VIOLATION', plan(facts()))).data['rule'], rule);
    });
  }

  it('lets a plan change until the slot opens, and the LEAG’s organisation alone', async () => {
    await plan();
    await plan({ floor: 90_000 });
    await market.runner.submit(actors.operator, 'market:openSlots', { leag, slots: [next] });
    await market.runner.submit(actors.operator, 'market:openSlots', { leag, slots: [next] });
    await refused('ILLEGAL_STATUS', plan());
    await refused(
      'NOT_FOUND',
      market.runner.submit(actors.operator, 'market:planSlots', { leag: 'south', slots: [planOf()] }),
    );
    const { items } = await market.runner.evaluate(actors.user, 'market:slots', { leag });
    assert.deepEqual(
      items.map(({ slot, state }) => [slot, state]),
      [
        [slotName, 'OPEN'],
        [next, 'OPEN'],
      ],
    );
  });

  it('registers a LEAG once', async () => {
    await market.register();
    const { leags } = await market.runner.evaluate(actors.user, 'market:leags', {});
    assert.deepEqual(
      leags.map(({ id, mspId }) => [id, mspId]),
      [[leag, 'OperatorMSP']],
    );
    const [{ id, name, feesTo, gridTo, balancingTo, commonFundTo }] = leags as [(typeof leags)[0]];
    const other = { id, name: `${name} again`, feesTo, gridTo, balancingTo, commonFundTo };
    await refused('ALREADY_EXISTS', market.runner.submit(actors.operator, 'market:registerLeag', other));
  });

  it('funds a slot’s own two escrows, for the addresses that were registered', async () => {
    await market.fund('gridFloat', 500);
    const { escrows } = await market.fund('gridFloat', 700);
    assert.equal(escrows[0]?.amount, '1200');
    assert.equal((await refused('RULE_VIOLATION', market.fund('balancing', 5, walletKey()))).data['rule'], 'fundPlace');
    const nothing = spendOf('market:fundSlot', [], []);
    await refused(
      'INVALID_INPUT',
      market.runner.submit(actors.operator, 'market:fundSlot', { ...ofSlot, spend: nothing }),
    );
  });
});
