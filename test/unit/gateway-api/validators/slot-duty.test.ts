// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { pino } from 'pino';
import { clearSlot } from '@wattpass/chaincode/domain/market/clear-slot.js';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { SlotDuty, type Callers } from '@wattpass/gateway-api/internal/validators/slot-duty.js';
import { verdictOn, type ReadSlot } from '@wattpass/gateway-api/internal/validators/verdict-on.js';
import { claiming, orders, read, slot } from './cleared-fixture.js';
import { callerNamed, ScriptedContracts, serve } from './validator-ledger.js';

const place = { leag: slot.leag, slot: slot.slot };
const own = 'a'.repeat(32);
const other = 'b'.repeat(32);
const callers: Callers = { validator: callerNamed('validator', own), active: true, delegate: callerNamed('admin') };
const log = pino({ level: 'silent' });

/** What `committee:get` tells, with other facts as given. */
function committeeView(facts: object = {}, more: object = {}) {
  const seats = [own, other].map((validator, index) => ({ validator, mspId: `${'AB'[index]}MSP`, from: 1 }));
  return {
    committee: { slot: place, round: 1, members: seats, ...facts },
    attestations: [],
    organisations: [],
    next: 'wait',
    ...more,
  };
}

function dutyOn(view: () => object, found: ReadSlot = read(), mspId = 'AMSP') {
  const ledger = new ScriptedContracts().on('committee:get', view);
  serve(ledger, found);
  for (const name of ['committee:attest', 'committee:judge', 'committee:advance'] as const) {
    ledger.on(name, () => ({ round: 1 }));
  }
  return { ledger, duty: new SlotDuty(ledger.contracts, mspId, log) };
}

const said = ({ submitted }: ScriptedContracts): string[] => submitted.map(({ name, by }) => `${name} by ${by}`);

describe('gateway-api: the duty of a validator in a slot', () => {
  it('reads all pages and attests what it finds, under the identity of the validator', async () => {
    const { ledger, duty } = dutyOn(() => committeeView());
    assert.equal(typeof (await duty.perform(place, callers)), 'number');
    assert.deepEqual(said(ledger), ['committee:attest by validator']);
    assert.deepEqual(ledger.submitted[0]?.input, { slot: place, ...verdictOn(read()) });
  });

  it('rejects with the reason', async () => {
    const { ledger, duty } = dutyOn(() => committeeView(), claiming({ fees: '7' }));
    await duty.perform(place, callers);
    const { verdict, reason } = ledger.submitted[0]?.input as { verdict: string; reason: string };
    assert.equal(verdict, 'reject');
    assert.match(reason, /money is not conserved/);
  });

  it('says nothing twice, nothing without a seat, and nothing while it is suspended', async () => {
    const attestations = [{ validator: own }];
    const members = [{ validator: other, mspId: 'BMSP', from: 1 }];
    for (const [view, active] of [
      [committeeView({}, { attestations }), true],
      [committeeView({ members }), true],
      [committeeView(), false],
    ] as const) {
      const { ledger, duty } = dutyOn(() => view);
      assert.ok(((await duty.perform(place, { ...callers, active })) ?? 0) > 0);
      assert.deepEqual(ledger.submitted, []);
    }
  });

  it('attests after the conclusion too, so that its seat does not count as missed, and is done then', async () => {
    let view = committeeView({ conclusion: 'attested' }, { next: 'conclude' });
    const { ledger, duty } = dutyOn(() => view);
    assert.equal(typeof (await duty.perform(place, callers)), 'number');
    assert.deepEqual(said(ledger), ['committee:attest by validator']);
    view = { ...view, attestations: [{ validator: own }] as never[] };
    assert.equal(await duty.perform(place, callers), undefined);
  });

  it('gives no verdict on a slot that is settled while it reads: what the clearing saw is gone then', async () => {
    const { ledger, duty } = dutyOn(() => committeeView());
    let reads = 0;
    ledger.on('market:slot', () => {
      reads += 1;
      return { slot: { ...slot, state: reads === 1 ? 'CLEARED' : 'SETTLED' }, cleared: read().cleared };
    });
    assert.equal(await duty.perform(place, callers), undefined);
    assert.deepEqual([reads, ledger.submitted], [2, []]);
  });

  it('takes an escrow that is not there for no float, and other refusals for what they are', async () => {
    const { result, resultHash, lines } = clearSlot(slot, orders, 0n);
    const found = read({ cleared: { result, resultHash, clearedAt: '2026-11-22T11:01:00Z' }, lines, gridFloat: 0n });
    const { ledger, duty } = dutyOn(() => committeeView(), found);
    const refuse = (code: 'ESCROW_CLOSED' | 'LEDGER_UNAVAILABLE') => (): never => {
      throw new FabricError(code, 'refused');
    };
    ledger.on('wallet:escrow', refuse('ESCROW_CLOSED'));
    await duty.perform(place, callers);
    assert.equal((ledger.submitted[0]?.input as { verdict: string }).verdict, 'accept');
    ledger.on('wallet:escrow', refuse('LEDGER_UNAVAILABLE'));
    await assert.rejects(duty.perform(place, callers), { code: 'LEDGER_UNAVAILABLE' });
  });

  it('gives the verdict of its organisation as a delegate where the organisations vote, once', async () => {
    const vote = { voters: ['AMSP', 'BMSP'], since: slot.clearedAt, needed: 2 };
    const facts = { members: [], vote };
    for (const [found, approve] of [
      [read(), true],
      [claiming({ price: 123_456 }), false],
    ] as const) {
      const { ledger, duty } = dutyOn(() => committeeView(facts), found);
      await duty.perform(place, callers);
      assert.deepEqual(said(ledger), ['committee:judge by admin']);
      assert.deepEqual(ledger.submitted[0]?.input, { slot: place, approve });
    }
    const organisations = [{ mspId: 'AMSP', approve: true, at: slot.clearedAt }];
    for (const [view, mspId] of [
      [committeeView(facts, { organisations }), 'AMSP'],
      [committeeView(facts), 'CMSP'],
    ] as const) {
      const { ledger, duty } = dutyOn(() => view, read(), mspId);
      await duty.perform(place, callers);
      assert.deepEqual(ledger.submitted, []);
    }
  });

  it('takes the next step when its turn comes: one organisation at once, the others only if that one does not', async () => {
    const attestations = [{ validator: own }, { validator: other }];
    const waits: number[] = [];
    for (const mspId of ['AMSP', 'BMSP', 'CMSP']) {
      const { ledger, duty } = dutyOn(() => committeeView({}, { attestations, next: 'conclude' }), read(), mspId);
      const wait = (await duty.perform(place, callers)) ?? assert.fail();
      waits.push(said(ledger).includes('committee:advance by admin') ? 0 : wait);
    }
    waits.sort((left, right) => left - right);
    assert.equal(waits[0], 0);
    assert.ok(waits[1]! > 500 && waits[1]! <= 700, String(waits));
    assert.ok(waits[2]! > 1200 && waits[2]! <= 1400, String(waits));
  });

  it('gives members that have not spoken a moment when the quorum has', async () => {
    const attestations = [{ validator: own }];
    const { ledger, duty } = dutyOn(() => committeeView({}, { attestations, next: 'conclude' }), read());
    assert.ok(((await duty.perform(place, callers)) ?? 0) > 1_000);
    assert.deepEqual(ledger.submitted, []);
  });
});
