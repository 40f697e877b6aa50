// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { startConsortium, type RunningConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import { temporaryState, type StateDirectory } from '@wattpass/launch';
import { testLedgerKind } from '../../support/ledger/test-ledger.js';
import { delegatesOf } from '../../support/market/delegates.js';
import { RestMarket, type Trader } from '../../support/market/rest-market.js';
import { walletKey } from '../../support/wallet-keys.js';

const BATCH = 500;

describe('a batch of 500 orders', function () {
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
    traders = await market.traders(BATCH, 2_000_000);
  });

  after(async () => {
    await consortium.stop();
    state.release();
  });

  it('survives participants that spend coins, deposit and withdraw directly while it is on its way', async () => {
    const { leag, clients } = market;
    const [first, second, third] = traders as [Trader, Trader, Trader];
    const slot = await market.slot();
    await market.fund(slot, 'balancing', 100_000_000);
    const [coin] = await market.issue([1_000], first.home);
    assert.ok(coin);
    const payment = market.spend(
      'wallet:transfer',
      [coin],
      [{ kind: 'coin', owner: walletKey().address, amount: '1000' }],
    );
    const withdrawal = {
      ...market.header('wallet:requestWithdrawals'),
      trader: second.key.address,
      noteId: second.notes[0] ?? '',
    };
    const orders = traders.map((trader, index) =>
      market.order(trader, slot, index % 2 === 0 ? {} : { side: 'sell', limit: 120_000 }),
    );
    const [placed] = await Promise.all([
      clients.user.placeOrders({ leag, slot, body: { orders } }),
      clients.station.transfer({ body: payment }),
      clients.station.requestWithdrawals({ body: { items: [market.signed(withdrawal, second.key)] } }),
      market.deposit([third], 1_000),
    ]);
    assert.deepEqual([placed.ids.length, placed.txIds.length], [BATCH, 1]);
    await clients.user.closeSlot({ leag, slot });
    const { cleared } = await clients.user.clearSlot({ leag, slot });
    assert.deepEqual([cleared?.result.orders, cleared?.result.volumeWh], [BATCH, (BATCH / 2) * 5_000]);
    const pages: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await clients.user.listOrders({
        leag,
        slot,
        limit: 200,
        ...(cursor === undefined ? {} : { cursor }),
      });
      pages.push(...page.items.map(({ trader }) => trader));
      cursor = page.nextCursor;
      if (cursor === undefined) {
        break;
      }
    }
    assert.deepEqual(pages.sort(), traders.map(({ key }) => key.address).sort());
  });

  it('can be sent again: what stands is left alone, and one bad order refuses all, naming its place', async () => {
    const { leag, clients } = market;
    const part = traders.slice(0, 20);
    await market.deposit(part, 4_000_000);
    const fresh = part.map((trader) => ({ ...trader, notes: trader.notes.slice(-1) }));
    const slot = await market.slot();
    const orders = fresh.map((trader) => market.order(trader, slot));
    const first = await clients.user.placeOrders({ leag, slot, body: { orders } });
    const again = await clients.station.placeOrders({ leag, slot, body: { orders } });
    assert.deepEqual(again.ids, first.ids);
    const other = await market.slot();
    const bad = fresh.map((trader, index) => market.order(trader, other, index === 13 ? { limit: 1 } : {}));
    const refused = clients.user.placeOrders({ leag, slot: other, body: { orders: bad } });
    await assert.rejects(refused, (error: { code: string; problem: { data?: object } }) => {
      assert.equal(error.code, 'RULE_VIOLATION');
      assert.equal((error.problem.data as { index: number }).index, 13);
      return true;
    });
    assert.deepEqual((await clients.user.listOrders({ leag, slot: other })).items, []);
  });
});
