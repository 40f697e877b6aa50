// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { ProblemError } from '@wattpass/gateway-api/client';
import { startConsortium, type RunningConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import { temporaryState, type StateDirectory } from '@wattpass/launch';
import { testLedgerKind } from '../../support/ledger/test-ledger.js';
import { delegatesOf } from '../../support/market/delegates.js';
import { RestMarket, type Trader } from '../../support/market/rest-market.js';
import { walletKey } from '../../support/wallet-keys.js';

/** How calls ended: `done`, or the code of the problem. */
async function endsOf(calls: readonly Promise<unknown>[]): Promise<string[]> {
  return Promise.all(
    calls.map((call) =>
      call.then(
        () => 'done',
        (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
      ),
    ),
  );
}

describe('a slot of the market, over REST', function () {
  this.timeout(300_000);
  let state: StateDirectory;
  let consortium: RunningConsortium;
  let market: RestMarket;
  let traders: Trader[];

  before(async function () {
    this.timeout(600_000); // a network of real Fabric on a busy machine takes minutes
    state = temporaryState();
    consortium = await startConsortium({ state, ledger: testLedgerKind, validators: 'off' });
    market = await RestMarket.open('north', delegatesOf(consortium));
    traders = await market.traders(8);
  });

  after(async () => {
    await consortium.stop();
    state.release();
  });

  /** Lets the organisations judge a clearing, as they do where there is no committee. */
  async function judge(slot: string, approve = true): Promise<string | undefined> {
    const { leag, clients } = market;
    for (const role of ['producer', 'logistics', 'user', 'station', 'recycler'] as const) {
      await clients[role].judgeSlot({ leag, slot, body: { approve } });
    }
    return (await clients.user.advanceCommittee({ leag, slot })).conclusion;
  }

  it('goes from its plan to its settlement, and every unit of money is where the rules put it', async () => {
    const { leag, clients, desk } = market;
    const [ann, bob, cleo] = traders as [Trader, Trader, Trader];
    const slot = await market.slot();
    await market.fund(slot, 'balancing', 1_000_000);
    await market.fund(slot, 'gridFloat', 1_000_000);
    const before = await clients.user.getSupply();
    const orders = [
      market.order(ann, slot, { side: 'buy', quantity: 4_000, limit: 250_000 }),
      market.order(bob, slot, { side: 'sell', quantity: 3_000, limit: 150_000 }),
      market.order(cleo, slot, { side: 'sell', quantity: 1_000, limit: 100_000, grid: true }),
    ];
    const { ids } = await clients.station.placeOrders({ leag, slot, body: { orders } });
    assert.equal(ids.length, 3);
    const { slot: closed } = await clients.recycler.closeSlot({ leag, slot });
    assert.equal(closed.state, 'CLOSED');
    const { cleared } = await clients.producer.clearSlot({ leag, slot });
    // 4 kWh both ways; between 151,000 and 249,000 (limits with their fees) the middle is 200,000
    assert.equal(cleared?.result.price, 200_000);
    assert.deepEqual([cleared.result.boughtWh, cleared.result.soldWh], [4_000, 4_000]);
    assert.equal(await judge(slot), 'approved');
    const { items: fills } = await clients.user.listFills({ leag, slot });
    assert.equal(fills.length, 3);
    const readings = [
      market.reading(ann, slot, 'import', { start: 100, energy: 4_000 }),
      market.reading(bob, slot, 'export', { start: 200, energy: 3_000 }),
      market.reading(cleo, slot, 'export', { start: 300, energy: 1_000 }),
    ];
    await clients.operator.recordReadings({ leag, slot, body: { items: readings } });
    const { slot: settled, open } = await clients.logistics.settleSlot({ leag, slot });
    assert.deepEqual([settled.state, open], ['SETTLED', 0]);

    // deposits of 100 each; ann pays 4 x 0.201, bob and cleo get 3 and 1 x 0.199; fees are 4 x 0.002
    const held = async ({ home, key }: Trader): Promise<number> => market.holdings([home], [key]);
    assert.equal(await held(ann), 100_000_000 - 804_000);
    assert.equal(await held(bob), 100_000_000 + 597_000);
    assert.equal(await held(cleo), 100_000_000 + 199_000);
    assert.equal(await market.holdings([desk.fees]), 8_000);
    assert.deepEqual([await market.holdings([desk.balancing]), await market.holdings([desk.grid])], [1e6, 1e6]);
    const { supply } = await clients.user.getSupply();
    assert.equal(supply, before.supply);
    const { items: outcomes } = await clients.user.listOutcomes({ leag, slot });
    assert.ok(outcomes.every(({ source, final }) => source === 'reading' && final));
    const { reputation } = await clients.user.getReputation({ participant: bob.key.address });
    assert.equal(reputation.seller.successes, 1);
    const { changes } = await clients.user.listScoreChanges({ participant: bob.key.address });
    assert.equal(changes.at(-1)?.reason, 'delivered');
  });

  it('answers a step that was taken with what came of it', async () => {
    const { leag, clients } = market;
    const { items } = await clients.user.listSlots({ leag });
    const slot = items[0]?.slot ?? '';
    for (const again of [
      await clients.user.closeSlot({ leag, slot }),
      await clients.user.clearSlot({ leag, slot }),
      await clients.user.settleSlot({ leag, slot }),
    ]) {
      assert.equal(again.slot.state, 'SETTLED');
    }
  });

  it('is void when the organisations reject its clearing: all money goes back but for what the grid delivered meanwhile', async () => {
    const { leag, clients } = market;
    const [ann, bob] = traders.slice(3) as [Trader, Trader];
    const slot = await market.slot();
    await market.fund(slot, 'balancing', 1_000_000);
    const orders = [market.order(ann, slot), market.order(bob, slot, { side: 'sell', limit: 120_000 })];
    await clients.user.placeOrders({ leag, slot, body: { orders } });
    await clients.user.closeSlot({ leag, slot });
    await clients.user.clearSlot({ leag, slot });
    assert.equal(await judge(slot, false), 'rejected');
    const items = [market.reading(ann, slot, 'import', { start: 0, energy: 2_000 })];
    await clients.user.recordReadings({ leag, slot, body: { items } });
    await assert.rejects(clients.user.settleSlot({ leag, slot }), { code: 'ILLEGAL_STATUS' });
    const grid = await market.holdings([market.desk.grid]);
    const { slot: voided } = await clients.station.voidSlot({ leag, slot });
    assert.equal(voided.voided?.reason, 'attestation rejected');
    // what ann took by then, 2 kWh, it took from the grid, at 0.3
    const metered = { boughtWh: 2_000, soldWh: 0, gridReceived: '600000', gridPaid: '0' };
    assert.deepEqual(voided.voided.metered, metered);
    assert.equal(await market.holdings([market.desk.grid]), grid + 600_000);
    assert.equal(await market.holdings([ann.home], [ann.key]), 100_000_000 - 600_000);
    assert.equal(await market.holdings([bob.home], [bob.key]), 100_000_000);
    const { reputation } = await clients.user.getReputation({ participant: bob.key.address });
    assert.deepEqual([reputation.seller.successes, reputation.seller.failures], [0, 0]);
  });

  it('gives an order back that its pseudonym cancels, and takes the next one with a higher sequence', async () => {
    const { leag, clients } = market;
    const [, , , , , fay] = traders as [Trader, Trader, Trader, Trader, Trader, Trader];
    const slot = await market.slot();
    const { ids } = await clients.user.placeOrders({ leag, slot, body: { orders: [market.order(fay, slot)] } });
    const items = [market.about('market:cancelOrders', fay, slot, ids[0] ?? '')];
    await clients.user.cancelOrders({ leag, slot, body: { items } });
    assert.equal(await market.holdings([fay.home], [fay.key]), 100_000_000);
    const { notes } = await clients.user.getStatement({ owners: '', traders: fay.key.address });
    const next = { notes: notes.map(({ id }) => id), sequence: 1 };
    await clients.user.placeOrders({ leag, slot, body: { orders: [market.order(fay, slot, next)] } });
    await clients.user.closeSlot({ leag, slot });
    await assert.rejects(clients.user.cancelOrders({ leag, slot, body: { items } }), { code: 'ILLEGAL_STATUS' });
    await clients.user.clearSlot({ leag, slot });
    assert.equal(await market.holdings([fay.home], [fay.key]), 100_000_000); // unfilled: nobody sold
  });

  it('refuses forged and replayed orders, unknown slots, unknown meters and readings that run back, each with its code', async () => {
    const { leag, clients } = market;
    const [gus, hal] = traders.slice(6) as [Trader, Trader];
    const slot = await market.slot();
    const place = (order: ReturnType<RestMarket['order']>, at = slot) =>
      clients.user.placeOrders({ leag, slot: at, body: { orders: [order] } });
    const good = market.order(gus, slot);
    const cases: readonly (readonly [Promise<unknown>, string])[] = [
      [place(market.order(gus, slot, {}, hal.key)), 'SIGNATURE_INVALID'],
      [place({ ...good, payload: { ...good.payload, limit: 299_000 } }), 'SIGNATURE_INVALID'],
      [place(market.order(gus, slot, { notAfter: '2026-01-01T00:00:00Z' })), 'PAYLOAD_EXPIRED'],
      [place(market.order(gus, slot, { network: 'ab'.repeat(32) })), 'RULE_VIOLATION'],
      [place(market.order(gus, slot, { limit: 99_999 })), 'RULE_VIOLATION'],
      [place(market.order(gus, slot, { quantity: 499 })), 'RULE_VIOLATION'],
      [place(market.order(gus, slot, { quantity: 5_001 })), 'RULE_VIOLATION'], // a newcomer's bound
      [place(market.order(gus, slot, { notes: ['cd'.repeat(32)] })), 'COIN_NOT_LIVE'],
      [place(good, '2030-01-01T00:00:00Z'), 'NOT_FOUND'],
    ];
    for (const [index, [call, code]] of cases.entries()) {
      await assert.rejects(call, { code }, `case ${index}`);
    }
    const stranger = { ...gus, meterId: 'meter-unknown' };
    const items = [market.reading(stranger, slot, 'import', { start: 0, energy: 1 })];
    await assert.rejects(clients.user.recordReadings({ leag, slot, body: { items } }), { code: 'ILLEGAL_STATUS' });
  });

  it('lets only operators plan, open, register and revoke', async () => {
    const { leag, clients } = market;
    const slots = { slots: ['2026-01-01T00:00:00Z'] };
    for (const role of ['user', 'station', 'producer'] as const) {
      await assert.rejects(clients[role].openSlots({ leag, body: slots }), { code: 'FORBIDDEN' });
      await assert.rejects(clients[role].revokeMeters({ leag, body: { ids: ['meter-1'] } }), { code: 'FORBIDDEN' });
    }
    const thief = walletKey().address;
    const body = { id: 'south', name: 'S', feesTo: thief, gridTo: thief, balancingTo: thief, commonFundTo: thief };
    await assert.rejects(clients.station.registerLeag({ body }), { code: 'FORBIDDEN' });
  });

  it('commits or refuses each order that races with the closure, and the closure itself never fails', async () => {
    const { leag, clients } = market;
    const racers = await market.traders(24, 5_000_000);
    const slot = await market.slot();
    const roles = ['user', 'station', 'operator', 'producer'] as const;
    const orders = racers.map(async (trader, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 25));
      const body = { orders: [market.order(trader, slot)] };
      return clients[roles[index % roles.length] ?? 'user'].placeOrders({ leag, slot, body });
    });
    const closure = new Promise((resolve) => setTimeout(resolve, 250)).then(() =>
      clients.recycler.closeSlot({ leag, slot }),
    );
    const ends = await endsOf(orders);
    const { slot: closed } = await closure;
    assert.equal(closed.state, 'CLOSED');
    assert.deepEqual([...new Set(ends)].sort(), ['ILLEGAL_STATUS', 'done'], ends.join(', '));
    const { items } = await clients.user.listOrders({ leag, slot, limit: 1000 });
    const placed = racers.filter((_, index) => ends[index] === 'done').map(({ key }) => key.address);
    assert.deepEqual(items.map(({ trader }) => trader).sort(), placed.sort());
    const { cleared } = await clients.user.clearSlot({ leag, slot });
    assert.equal(cleared?.result.orders, placed.length);
  });
});
