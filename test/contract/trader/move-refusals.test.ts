// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { ErrorCode, InputOf, ReleaseRequest, SignedArrival } from '@wattpass/chaincode/domain';
import { actors } from '../../support/actors.js';
import { MovingMarket, type PlannedRotation } from '../../support/moving-market.js';
import { refused } from '../../support/refused.js';
import { testVehicle, type TestVehicle } from '../../support/vehicles.js';
import { signedBy, walletKey, withOtherS } from '../../support/wallet-keys.js';

type Rotation = Partial<InputOf<'trader:rotate'>>;

describe('what is refused of moves between LEAGs', function () {
  this.timeout(20_000);
  let fleet: TestVehicle[];
  let market: MovingMarket;
  let mover: TestVehicle;
  let stayers: TestVehicle[];
  let southerners: TestVehicle[];
  before(async () => {
    fleet = await Promise.all(Array.from({ length: 10 }, () => testVehicle()));
    [mover, stayers, southerners] = [fleet[0] ?? assert.fail(), fleet.slice(1, 5), fleet.slice(5, 9)];
  });
  beforeEach(async () => {
    market = await MovingMarket.settled([mover, ...stayers], southerners);
  });
  const refusedWith = async (code: ErrorCode, work: Promise<unknown>, facts: Record<string, unknown>) => {
    const { data, detail } = await refused(code, work);
    const seen = Object.fromEntries(Object.keys(facts).map((name) => [name, data[name]]));
    assert.deepEqual(seen, facts, detail);
  };

  describe('a vehicle’s request', () => {
    const soon = () => market.soon();
    const seal = (item: ReleaseRequest, { leag = 'north', by = actors.operator } = {}) =>
      market.runner.submit(by, 'trader:sealReleases', { leag, key: 'request-1' }, { items: [item] });
    const ask = (vehicle = mover, changes: Partial<ReleaseRequest> = {}) => ({
      ...vehicle.askToLeave('north', { notAfter: soon() }),
      ...changes,
    });

    it('is kept by the organisation that runs its LEAG', async () => {
      await refusedWith('FORBIDDEN', seal(ask(), { by: actors.station }), { leag: 'north' });
      const other = mover.askToLeave('west', { notAfter: soon() });
      await refusedWith('FORBIDDEN', seal(other, { leag: 'west' }), { leag: 'north', pointer: '/items/0' });
      await refusedWith('NOT_FOUND', seal(ask(southerners[0])), { pointer: '/items/0' });
    });

    it('is signed by the vehicle, for this LEAG, this name and this time', async () => {
      const { signature } = ask(stayers[0]);
      await refusedWith('SIGNATURE_INVALID', seal(ask(mover, { signature })), { pointer: '/items/0' });
      await refused('SIGNATURE_INVALID', seal(mover.askToLeave('south', { notAfter: soon() })));
      await refused('SIGNATURE_INVALID', seal(ask(mover, { pseudonym: walletKey().address })));
      await refused('SIGNATURE_INVALID', seal(ask(mover, { notAfter: new Date(0).toISOString() })));
      const { vehicleId } = stayers[0] ?? assert.fail();
      await refusedWith('RULE_VIOLATION', seal(ask(mover, { vehicleId })), { rule: 'vehicleAttribute' });
      const late = mover.askToLeave('north', { notAfter: '2026-01-01T00:00:00Z' });
      await refusedWith('PAYLOAD_EXPIRED', seal(late), { notAfter: '2026-01-01T00:00:00Z' });
    });

    it('names a new name of the vehicle’s own', async () => {
      const rules = { rule: 'ownName', pointer: '/pseudonym' };
      await refusedWith('CONFLICT', seal(ask()), rules); // it has a name, which it would leave behind
      const named = (pseudonym: string) => seal(mover.askToLeave('north', { notAfter: soon(), pseudonym }));
      await refusedWith('CONFLICT', named(market.nameOf(mover)), rules);
      await refusedWith('NOT_FOUND', named(walletKey().address), { pointer: '/items/0' });
      const { next } = await market.plan('north', { stay: stayers });
      await refusedWith('CONFLICT', named(next.get(stayers[0]?.nullifier ?? '')?.address ?? ''), rules);
    });
  });

  describe('leaving', () => {
    const refusesToLeave = async (code: ErrorCode, facts: object, change: (plan: PlannedRotation) => Rotation) => {
      const plan = await market.plan('north', { stay: stayers, leave: [mover] });
      await refusedWith(code, market.carryOut(plan, change(plan)), facts as Record<string, unknown>);
    };

    it('is the act of the LEAG’s organisation', async () => {
      const { input } = await market.plan('north', { stay: stayers, leave: [mover] });
      await refused('FORBIDDEN', market.runner.submit(actors.station, 'trader:rotate', input));
    });

    it('needs the vehicle’s request, for this rotation', async () => {
      const missing = { pointer: '/released/0' };
      await refusesToLeave('NOT_SEALED', missing, () => ({ key: 'another-request' }));
      await refusesToLeave('NOT_SEALED', missing, () => ({ released: [stayers[0]?.nullifier ?? ''] }));
      await refusesToLeave('RULE_VIOLATION', { rule: 'released' }, () => ({ released: [] }));
      await refusesToLeave('RULE_VIOLATION', { rule: 'released' }, () => ({ leaving: [] }));
    });

    it('takes sorted lists, of names that are certified at once', async () => {
      const leave = stayers.slice(0, 2);
      const plan = await market.plan('north', { stay: [mover, ...stayers.slice(2)], leave });
      for (const list of ['retired', 'leaving', 'released', 'commitments'] as const) {
        const reversed = [...(plan.input[list] ?? [])].reverse();
        await refusedWith('INVALID_INPUT', market.carryOut(plan, { [list]: reversed }), { pointer: `/${list}/1` });
      }
      const swapped = { certified: [...plan.input.certified].reverse() };
      await refusedWith('INVALID_INPUT', market.carryOut(plan, swapped), { pointer: '/certified/1' });
      const strange = { leaving: [walletKey().address, plan.input.leaving?.[1] ?? ''].sort() };
      await refused('INVALID_INPUT', market.carryOut(plan, strange));
    });

    it('takes a batch', async () => {
      const plan = await market.plan('north', { stay: stayers.slice(2), leave: [mover] });
      await refusedWith('RULE_VIOLATION', market.carryOut(plan), { rule: 'batch', size: 3, least: 4 });
    });

    it('waits for orders and for the time between two names, and for nothing else', async () => {
      market.openOrder('north', mover);
      await refusesToLeave('CONFLICT', { rule: 'noOpenOrder', pseudonym: market.nameOf(mover) }, () => ({}));
      await market.rotate('south', { stay: southerners });
      const plan = await market.plan('south', { leave: southerners });
      await refusedWith('RULE_VIOLATION', market.carryOut(plan), { rule: 'rotationAge', pointer: '/retired/0' });
    });

    it('happens once: neither the old name nor the new one gives way again', async () => {
      const first = market.nameOf(mover);
      await market.rotate('north', { stay: stayers, leave: [mover] });
      market.passDays();
      const { input } = await market.plan('north', { stay: stayers });
      for (const [name, status] of [
        [first, 'rotated'],
        [market.nameOf(mover), 'leaving'],
      ] as const) {
        const retired = [...(input.retired ?? []).slice(1), name].sort();
        const work = market.runner.submit(actors.operator, 'trader:rotate', { ...input, retired });
        await refusedWith('ILLEGAL_STATUS', work, { status, pointer: `/retired/${retired.indexOf(name)}` });
      }
      const retire = { leag: 'north', pseudonym: market.nameOf(mover) };
      assert.equal((await market.runner.submit(actors.operator, 'trader:retire', retire)).status, 'leaving');
    });

    it('is for vehicles that are enrolled there', async () => {
      await market.rotate('north', { stay: stayers, leave: [mover] });
      await assert.rejects(market.release('north', [mover]), { code: 'ILLEGAL_STATUS' });
      await market.enrol('south', [mover]);
      await assert.rejects(market.enrol('north', [mover]), { code: 'ALREADY_EXISTS' });
    });

    it('is answered again, and no other way under the same key', async () => {
      const plan = await market.plan('north', { stay: stayers, leave: [mover] });
      const rotation = await market.carryOut(plan);
      assert.deepEqual(await market.carryOut(plan), rotation);
      await refusedWith('ALREADY_EXISTS', market.carryOut(plan, { leaving: [], released: [] }), { id: rotation.id });
    });
  });

  describe('arriving', () => {
    beforeEach(async () => {
      await market.rotate('north', { stay: stayers, leave: [mover] });
      await market.enrol('south', [mover]);
    });
    const refusesToArrive = async (
      code: ErrorCode,
      facts: object,
      change: (signed: SignedArrival) => SignedArrival,
    ) => {
      const plan = await market.plan('south', { stay: southerners, arrive: [mover] });
      const [signed = assert.fail()] = plan.input.arrivals ?? [];
      const work = market.carryOut(plan, { arrivals: [change(signed)] });
      await refusedWith(code, work, { index: 0, ...facts });
    };

    it('is the act of the new LEAG’s organisation', async () => {
      const { input } = await market.plan('south', { stay: southerners, arrive: [mover] });
      await refused('FORBIDDEN', market.runner.submit(actors.operator, 'trader:rotate', input));
    });

    it('is signed by the name, for this LEAG and this ledger', async () => {
      const other = walletKey();
      await refusesToArrive('SIGNATURE_INVALID', { rule: 'keyOfOwner' }, ({ payload }) => ({
        payload,
        signature: signedBy(other, payload),
      }));
      await refusesToArrive('SIGNATURE_INVALID', { rule: 'lowS' }, ({ payload, signature }) => ({
        payload,
        signature: { ...signature, signature: withOtherS(signature.signature) },
      }));
      await refusesToArrive('RULE_VIOLATION', { rule: 'payloadFor', expected: 'south' }, () =>
        market.arrival('west', mover),
      );
      await refusesToArrive('SIGNATURE_INVALID', { rule: 'verifies' }, ({ payload, signature }) => ({
        payload: { ...payload, notAfter: '2099-01-01T00:00:00Z' },
        signature,
      }));
      await refusesToArrive('RULE_VIOLATION', { rule: 'payloadFor' }, ({ payload, signature }) => ({
        payload: { ...payload, fn: 'trader:leave' },
        signature,
      }));
    });

    it('is for names under which vehicles left', async () => {
      const stranger = fleet[9] ?? assert.fail();
      market.names.set(stranger.nullifier, walletKey());
      await refusesToArrive('NOT_FOUND', {}, () => market.arrival('south', stranger));
      await refusesToArrive('ILLEGAL_STATUS', { status: 'active', legal: ['leaving'] }, () =>
        market.arrival('south', stayers[0] ?? assert.fail()),
      );
    });

    it('happens once', async () => {
      const between = market.keyOf(mover);
      await market.rotate('south', { stay: southerners, arrive: [mover] });
      await market.enrol('south', fleet.slice(9));
      market.passDays();
      const plan = await market.plan('south', { stay: southerners });
      const certified = [...plan.input.certified, walletKey().address].sort();
      const commitments = [...plan.input.commitments, walletKey().address].sort();
      const arrivals = [market.arrival('south', mover, between)];
      const work = market.carryOut(plan, { arrivals, certified, commitments });
      await refusedWith('ILLEGAL_STATUS', work, { status: 'moved', pointer: '/arrivals/0' });
    });

    it('needs an enrolled vehicle without a name', async () => {
      await market.release('south', [mover]);
      const plan = await market.plan('south', { stay: southerners, arrive: [mover] });
      await refusedWith('RULE_VIOLATION', market.carryOut(plan), { rule: 'onePerVehicle', enrolled: 4, asked: 1 });
    });

    it('takes a batch and as many new names as old ones', async () => {
      const few = await market.plan('south', { stay: southerners.slice(2), arrive: [mover] });
      await refusedWith('RULE_VIOLATION', market.carryOut(few), { rule: 'batch', size: 3 });
      const plan = await market.plan('south', { stay: southerners, arrive: [mover] });
      const certified = plan.input.certified.slice(1);
      await refusedWith('RULE_VIOLATION', market.carryOut(plan, { certified }), { rule: 'pairs' });
    });

    it('has its link sealed, which names the name it came under', async () => {
      const seal = (previous: string) =>
        market.runner.submit(
          actors.station,
          'trader:sealLinks',
          { leag: 'south' },
          { items: [{ pseudonym: walletKey().address, nullifier: mover.nullifier, previous, salt: 'ab'.repeat(16) }] },
        );
      await refusedWith('CONFLICT', seal(market.nameOf(stayers[0] ?? assert.fail())), { rule: 'previous' });
      const plan = await market.plan('south', { stay: southerners, arrive: [mover] });
      const certified = plan.input.certified.with(0, `00${walletKey().address.slice(2)}`);
      await refusedWith('NOT_SEALED', market.carryOut(plan, { certified }), { pointer: '/certified/0' });
    });
  });
});
