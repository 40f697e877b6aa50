// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerOf } from '@wattpass/gateway-api/client';
import { startConsortium, type RunningConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import { temporaryState, type StateDirectory } from '@wattpass/launch';
import { testLedgerKind } from '../../support/ledger/test-ledger.js';
import { delegatesOf } from '../../support/market/delegates.js';
import { RestMarket, type Trader } from '../../support/market/rest-market.js';

const PATIENCE_MS = 120_000; // a guard, not an assertion

/** Asks until the answer is as it should be. */
async function eventually<T>(ask: () => Promise<T>, met: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (met(answer)) {
      return answer;
    }
    assert.ok(Date.now() < end, JSON.stringify(answer));
    await pause(250);
  }
}

describe("the organisations' own validators", function () {
  this.timeout(300_000);
  let state: StateDirectory;
  let consortium: RunningConsortium;
  let market: RestMarket;
  let traders: Trader[];

  before(async function () {
    this.timeout(600_000); // a network of real Fabric on a busy machine takes minutes
    state = temporaryState();
    consortium = await startConsortium({ state, ledger: testLedgerKind });
  });

  after(async () => {
    await consortium.stop();
    state.release();
  });

  /** Orders, closes and clears a slot; nobody asks for its attestation. */
  async function clearedSlot(buyer: Trader, seller: Trader): Promise<string> {
    const { leag } = market;
    const { user } = delegatesOf(consortium);
    const slot = await market.slot();
    await market.fund(slot, 'balancing', 1_000_000);
    const orders = [market.order(buyer, slot), market.order(seller, slot, { side: 'sell', limit: 120_000 })];
    await user.placeOrders({ leag, slot, body: { orders } });
    await user.closeSlot({ leag, slot });
    const { cleared } = await user.clearSlot({ leag, slot });
    assert.equal(cleared?.result.volumeWh, 5_000);
    return slot;
  }

  const committeeOf = (slot: string): Promise<AnswerOf<'getCommittee'>> =>
    delegatesOf(consortium).user.getCommittee({ leag: market.leag, slot });

  it('do nothing while there is no market', async () => {
    const { user } = delegatesOf(consortium);
    assert.deepEqual((await user.listValidators()).items, []);
  });

  it('apply, are sponsored and are ranked by themselves once there is one', async () => {
    const clients = delegatesOf(consortium);
    market = await RestMarket.open('north', clients);
    const all = (answer: AnswerOf<'listValidators'>): boolean =>
      answer.items.filter(({ status }) => status === 'active').length === 6;
    const { items } = await eventually(() => clients.user.listValidators(), all);
    assert.equal(new Set(items.map(({ mspId }) => mspId)).size, 6);
    const day = new Date().toISOString().slice(0, 10);
    const ranking = await eventually(
      () => clients.user.getRanking({ day }).catch(() => undefined),
      (answer) => answer !== undefined,
    );
    assert.deepEqual(ranking?.ranked.map(({ validator }) => validator).sort(), items.map(({ id }) => id).sort());
    traders = await market.traders(8);
  });

  it('attest a clearing, all of them in time, and conclude it', async () => {
    const { leag } = market;
    const slot = await clearedSlot(traders[0] as Trader, traders[1] as Trader);
    const { committee, attestations } = await eventually(
      () => committeeOf(slot),
      (view) => view.committee.conclusion !== undefined,
    );
    assert.equal(committee.conclusion, 'attested');
    assert.equal(committee.members.length, 5); // six less the LEAG's own
    assert.ok(committee.members.every(({ mspId }) => mspId !== 'OperatorMSP'));
    assert.ok(attestations.length >= committee.quorum);
    assert.ok(attestations.every(({ verdict, timely }) => verdict === 'accept' && timely));
    const { user } = delegatesOf(consortium);
    const [buyer, seller] = traders as [Trader, Trader];
    const items = [
      market.reading(buyer, slot, 'import', { start: 0, energy: 5_000 }),
      market.reading(seller, slot, 'export', { start: 0, energy: 5_000 }),
    ];
    await user.recordReadings({ leag, slot, body: { items } });
    assert.equal((await user.settleSlot({ leag, slot })).slot.state, 'SETTLED');
  });

  it('go on with what waits after all gateways were killed, and say nothing else than before', async () => {
    const { leag } = market;
    const slot = await clearedSlot(traders[2] as Trader, traders[3] as Trader);
    for (const pid of consortium.gateways.pids) {
      process.kill(pid, 'SIGKILL');
    }
    await consortium.gateways.died;
    consortium = await consortium.restartGateways('on');
    const { committee } = await eventually(
      () => committeeOf(slot),
      (view) => view.committee.conclusion !== undefined && view.attestations.length === 5,
    );
    assert.equal(committee.conclusion, 'attested');
    const { user } = delegatesOf(consortium);
    const { items } = await user.listValidators();
    for (const { id, status } of items) {
      assert.equal(status, 'active');
      assert.deepEqual((await user.listDoubleVerdicts({ validator: id })).proofs, []);
    }
    assert.equal((await user.getSlot({ leag, slot })).slot.state, 'CLEARED');
  });
});
