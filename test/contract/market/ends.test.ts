// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { supplyOf } from '../../support/money.js';
import { refused } from '../../support/refused.js';
import { walletKey } from '../../support/wallet-keys.js';
import { composeKey } from '../../support/committed-state.js';
import {
  departureOf,
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

describe('a slot that does not go as it should', function () {
  this.timeout(20_000);
  let market: Market;
  let buyer: Trader;
  let seller: Trader;
  let supply: bigint;
  const begin = async (plan = planOf(), balancing = 1_000_000) => {
    market = await Market.open(plan);
    [buyer, seller] = (await market.traders(2)) as [Trader, Trader];
    await market.place([
      orderOf(buyer, { quantity: 8_000, limit: 250_000 }),
      orderOf(seller, { side: 'sell', quantity: 8_000, limit: 150_000 }),
    ]);
    if (balancing > 0) {
      await market.fund('balancing', balancing);
    }
    supply = await supplyOf(market.runner);
  };
  beforeEach(() => begin());
  afterEach(async () => {
    assert.equal(await supplyOf(market.runner), supply, 'no money is lost or made');
  });
  const cleared = async () => {
    await market.step('close');
    return market.step('clear');
  };
  const attested = async () => {
    await cleared();
    await market.judge();
  };
  const allBack = async () => {
    for (const trader of [buyer, seller]) {
      assert.equal(await market.holdings({ trader: trader.key }), 100_000_000);
    }
  };
  const changesOf = async ({ key }: Trader) => {
    const { changes } = await market.runner.evaluate(actors.user, 'reputation:history', { participant: key.address });
    return changes.map(({ reason }) => reason);
  };

  it('is void where too little is locked for its imbalances, and all money goes back', async () => {
    // 8 kWh bought and a tenth of 8 kWh sold, at 50,000
    await begin(planOf(), 439_999);
    const { slot } = await cleared();
    assert.equal(slot.state, 'VOID');
    assert.match(slot.voided?.reason ?? '', /440000/);
    await allBack();
    assert.equal(await market.holdings({ owner: desk.balancing }), 439_999);
    assert.equal((await market.step('clear')).slot.state, 'VOID');
    assert.deepEqual(await changesOf(seller), []);
  });

  it('clears with exactly enough', async () => {
    await begin(planOf(), 440_000);
    assert.equal((await cleared()).slot.state, 'CLEARED');
  });

  it('is void where nobody closed or cleared in time, and not before', async () => {
    assert.equal((await refused('RULE_VIOLATION', market.step('void'))).data['rule'], 'overdue');
    await market.shift({ clearBy: inSeconds(-1) });
    const { slot } = await market.step('void');
    assert.equal(slot.state, 'VOID');
    await allBack();
    assert.deepEqual((await market.step('void', actors.producer)).slot, slot);
    await refused('ILLEGAL_STATUS', market.step('close'));
  });

  it('is void where its attestation failed or did not come', async () => {
    await cleared();
    await refused('RULE_VIOLATION', market.step('void'));
    await market.judge(false);
    await refused('ILLEGAL_STATUS', market.settle());
    assert.match((await market.step('void')).slot.voided?.reason ?? '', /rejected/);
    await allBack();

    await begin();
    await cleared();
    await market.shift({ deliverFrom: inSeconds(-1) });
    assert.match((await market.step('void')).slot.voided?.reason ?? '', /not attested/);
    await allBack();
  });

  it('settles with the grid what was metered in it, and moves no score', async () => {
    await market.fund('gridFloat', 500_000);
    supply = await supplyOf(market.runner);
    await cleared();
    await market.read([readingOf(buyer, 'import', 5_000), readingOf(seller, 'export', 9_000)]);
    await market.judge();
    await market.shift({ readBy: inSeconds(-8 * 86_400) });
    const { slot } = await market.step('void');
    assert.match(slot.voided?.reason ?? '', /not settled/);
    // 5 kWh at the ceiling; 8 kWh (not 9) at the floor are 800,000, of which the float pays 500,000
    const metered = { boughtWh: 5_000, soldWh: 8_000, gridReceived: '1500000', gridPaid: '500000' };
    assert.deepEqual(slot.voided?.metered, metered);
    assert.equal(await market.holdings({ trader: buyer.key }), 100_000_000 - 1_500_000);
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 + 500_000);
    assert.equal(await market.holdings({ owner: desk.grid }), 1_500_000);
    assert.equal(await market.holdings({ owner: desk.balancing }), 1_000_000);
    assert.deepEqual([await changesOf(buyer), await changesOf(seller)], [[], []]);
    await refused('ILLEGAL_STATUS', market.read([readingOf(seller, 'export', 9_000)]));
  });

  it('takes of a buyer no more than it locked, when void', async () => {
    await cleared();
    await market.read([readingOf(buyer, 'import', 8_000)]);
    await market.judge(false);
    await market.step('void');
    assert.equal(await market.holdings({ trader: buyer.key }), 100_000_000 - 2_000_000); // not 2,400,000
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000);
    assert.equal(await market.holdings({ owner: desk.grid }), 2_000_000);
  });

  it('cannot be voided once it is attested, nor settled before', async () => {
    await cleared();
    await refused('ILLEGAL_STATUS', market.settle());
    await market.judge();
    await market.shift({ deliverFrom: inSeconds(-1) });
    await refused('RULE_VIOLATION', market.step('void'));
  });

  it('closes no earlier than planned', async () => {
    await begin(planOf({ closeFrom: inSeconds(100) }));
    assert.equal((await refused('RULE_VIOLATION', market.step('close'))).data['rule'], 'gateOpen');
  });

  it('counts a missing seller as having delivered nothing, and holds its money for a late reading', async () => {
    await attested();
    await market.read([readingOf(buyer, 'import', 8_000)]);
    assert.equal((await refused('RULE_VIOLATION', market.settle())).data['rule'], 'readingsOpen');
    await market.shift({ readBy: inSeconds(-1) });
    assert.equal((await market.settle()).open, 1);
    assert.deepEqual(await changesOf(seller), []);
    assert.deepEqual(await changesOf(buyer), ['delivered']);
    assert.equal((await market.settle('settleRest')).open, 1);

    await market.read([readingOf(seller, 'export', 8_000)]);
    assert.equal((await market.settle('settleRest')).open, 0);
    assert.deepEqual(await changesOf(seller), ['delivered']);
    // the middle of 151,000 and 249,000, less the fee, for 8 kWh
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 + 8 * 199_000);
    assert.equal(await market.holdings({ owner: desk.balancing }), 1_000_000);
  });

  it('settles for good when no reading came in the time for disputes', async () => {
    await attested();
    await market.shift({ readBy: inSeconds(-1) });
    assert.equal((await market.settle()).open, 2);
    await market.shift({ settledAt: inSeconds(-25 * 3600) });
    assert.equal((await market.settle('settleRest')).open, 0);
    assert.deepEqual(await changesOf(seller), ['shortfall']);
    assert.deepEqual(await changesOf(buyer), ['delivered']);
    const owed = 8 * 360_000;
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 + 8 * 199_000 - owed);
    assert.equal(await market.holdings({ owner: desk.balancing }), 1_000_000 + owed);
    await refused('ILLEGAL_STATUS', market.read([readingOf(seller, 'export', 8_000)]));
    const { items } = await market.runner.evaluate(actors.user, 'market:outcomes', ofSlot);
    assert.deepEqual(
      items.map(({ source, final }) => [source, final]),
      [
        ['substitute', true],
        ['substitute', true],
      ],
    );
  });

  it('excuses a shortfall that was announced in time, once there is a token', async () => {
    await cleared();
    const { items } = await market.runner.evaluate(actors.user, 'market:orders', ofSlot);
    const notice = (trader = seller, side = 'sell') => {
      const { id } = items.find((order) => order.side === side) ?? assert.fail();
      const signed = [signedFor('market:giveNotice', trader, id)];
      return market.runner.submit(actors.user, 'market:giveNotice', { ...ofSlot, items: signed });
    };
    await notice();
    const { items: notices } = await market.runner.evaluate(actors.user, 'market:notices', ofSlot);
    assert.deepEqual(
      notices.map(({ trader, orderId }) => [trader, items.find((order) => order.id === orderId)?.side]),
      [[seller.key.address, 'sell']],
    );
    await market.judge();
    await market.shift({ deliverFrom: inSeconds(-1) });
    await notice(); // it stands
    assert.equal((await refused('RULE_VIOLATION', notice(buyer, 'buy'))).data['rule'], 'noticeInTime');
    await market.read([readingOf(buyer, 'import', 8_000), readingOf(seller, 'export', 0)]);
    await market.settle();
    assert.deepEqual(await changesOf(seller), ['excused']);
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 + 8 * 199_000 - 8 * 360_000);
  });

  describe('when a vehicle leaves in the middle of its delivery', () => {
    const half = '2026-11-22T12:30:00Z';
    const leave = async (departed = departureOf(seller, half)) => {
      const { items } = await market.runner.evaluate(actors.user, 'market:orders', ofSlot);
      const { id } = items.find(({ side }) => side === 'sell') ?? assert.fail();
      const notice = { ...signedFor('market:giveNotice', seller, id), departed };
      return market.runner.submit(actors.station, 'market:giveNotice', { ...ofSlot, items: [notice] });
    };
    const settledWith = async (deliveredWh: number) => {
      await market.read([readingOf(buyer, 'import', 8_000), readingOf(seller, 'export', deliveredWh)]);
      await market.settle();
      return changesOf(seller);
    };
    beforeEach(async () => {
      await attested();
      await market.shift({ deliverFrom: inSeconds(-1) });
    });

    it('excuses what was to come, for a token; the imbalance is paid', async () => {
      await leave();
      await leave();
      const { items } = await market.runner.evaluate(actors.user, 'market:notices', ofSlot);
      assert.deepEqual(
        items.map(({ trader, departedAfter }) => [trader, departedAfter]),
        [[seller.key.address, 500_000]],
      );
      assert.deepEqual(await settledWith(3_800), ['excused']); // 4 kWh were due by then, less a twentieth
      assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 + 8 * 199_000 - 4_200 * 360);
    });

    it('does not excuse what was due before', async () => {
      await leave();
      assert.deepEqual(await settledWith(3_799), ['shortfall']);
    });

    const refusals = [
      ['the meter did not sign', () => departureOf(seller, half, {}, seller.key), 'SIGNATURE_INVALID', undefined],
      ['is after the delivery', () => departureOf(seller, '2026-11-22T13:00:00Z'), 'RULE_VIOLATION', 'departure'],
      ['is before the delivery', () => departureOf(seller, '2026-11-22T11:59:59Z'), 'RULE_VIOLATION', 'departure'],
      ['is another’s', () => departureOf(buyer, half), 'RULE_VIOLATION', 'departureBeforeReading'],
      [
        'is told by another’s meter',
        () => departureOf(seller, half, { meter: buyer.meterId }, buyer.meter),
        'RULE_VIOLATION',
        'meterOf',
      ],
    ] as const;
    for (const [what, departed, code, rule] of refusals) {
      it(`refuses a departure that ${what}`, async () => {
        const error = await refused(code, leave(departed()));
        assert.ok(rule === undefined || error.data['rule'] === rule);
      });
    }

    it('refuses one that comes after the reading', async () => {
      await market.read([readingOf(seller, 'export', 4_000)]);
      assert.equal((await refused('RULE_VIOLATION', leave())).data['rule'], 'departureBeforeReading');
    });
  });

  const wrong = [
    ['another key', () => readingOf(seller, 'export', 8_000, {}, walletKey()), 'SIGNATURE_INVALID'],
    ['an unknown meter', () => readingOf(seller, 'export', 8_000, { meter: 'meter-of-nobody' }), 'NOT_FOUND'],
    [
      "another's meter",
      () => readingOf(seller, 'export', 8_000, { meter: buyer.meterId }, buyer.meter),
      'RULE_VIOLATION',
    ],
    ['the other register', () => readingOf(seller, 'import', 8_000), 'RULE_VIOLATION'],
    ['a negative register', () => readingOf(seller, 'export', 9, { start: -1 }), 'INVALID_INPUT'],
    ['a register running backwards', () => readingOf(seller, 'export', 0, { end: 999 }), 'RULE_VIOLATION'],
    [
      'energy that is no integer',
      () => {
        const { reading, signature } = readingOf(seller, 'export', 1);
        return { reading: { ...reading, end: reading.start + 0.5 }, signature };
      },
      'INVALID_INPUT',
    ],
    ['another slot', () => readingOf(seller, 'export', 1, { slot: '2026-11-22T13:00:00Z' }), 'RULE_VIOLATION'],
  ] as const;
  for (const [what, reading, code] of wrong) {
    it(`refuses a reading of ${what}`, async () => {
      await attested();
      const error = await refused(code, market.read([reading()]));
      assert.ok(code === 'INVALID_INPUT' || error.data['pointer'] === '/items/0');
      assert.deepEqual((await market.runner.evaluate(actors.user, 'market:readings', ofSlot)).items, []);
    });
  }

  it('takes all readings of a batch or none', async () => {
    await attested();
    await refused('RULE_VIOLATION', market.read([readingOf(buyer, 'import', 8_000), readingOf(seller, 'import', 1)]));
    assert.deepEqual((await market.runner.evaluate(actors.user, 'market:readings', ofSlot)).items, []);
  });

  it('refuses a second, different reading, and a revoked meter', async () => {
    await attested();
    await market.read([readingOf(buyer, 'import', 8_000)]);
    await refused('ALREADY_EXISTS', market.read([readingOf(buyer, 'import', 7_000)]));
    await market.runner.submit(actors.operator, 'market:revokeMeters', { leag, ids: [seller.meterId] });
    await refused('ILLEGAL_STATUS', market.read([readingOf(seller, 'export', 8_000)]));
  });

  it('takes a meter’s next reading from where the last one ended', async () => {
    await attested();
    await market.read([readingOf(buyer, 'import', 8_000)]);
    const { meters } = await market.runner.evaluate(actors.user, 'market:meters', { ids: [buyer.meterId] });
    assert.equal(meters[0]?.imported, 9_000);
    // as in the next slot, nothing stands yet
    market.runner.state.commit(
      [{ key: composeKey(keys.reading(leag, slotName, buyer.key.address)), value: undefined }],
      'gone',
      new Date(),
    );
    const back = await refused(
      'RULE_VIOLATION',
      market.read([readingOf(buyer, 'import', 9_000, { start: 8_999, end: 9_999 })]),
    );
    assert.equal(back.data['rule'], 'backwards');
    await market.read([readingOf(buyer, 'import', 9_000, { start: 9_000, end: 17_000 })]);
  });

  it('lets the grid take what is left, as far as its float pays', async () => {
    market = await Market.open();
    [buyer, seller] = (await market.traders(2)) as [Trader, Trader];
    await market.place([
      orderOf(buyer, { quantity: 2_000, limit: 300_000, grid: true }),
      orderOf(seller, { side: 'sell', quantity: 10_000, limit: 100_000, grid: true }),
    ]);
    await market.fund('balancing', 1_000_000);
    await market.fund('gridFloat', 500_000);
    supply = await supplyOf(market.runner);
    const { cleared: result } = await cleared();
    // 2 kWh meet at the seller's 101,000; of the other 8 kWh the grid can pay 5
    assert.equal(result?.result.price, 101_000);
    assert.equal(result.result.gridBoughtWh, 5_000);
    await market.judge();
    await market.read([readingOf(buyer, 'import', 2_000), readingOf(seller, 'export', 7_000)]);
    await market.settle();
    assert.equal(await market.holdings({ trader: buyer.key }), 100_000_000 - 2 * 102_000);
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 + 2 * 100_000 + 5 * 100_000);
    assert.equal(await market.holdings({ owner: desk.grid }), 0);
  });
});
