// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { refused } from '../../support/refused.js';
import { testVehicle, type TestVehicle } from '../../support/vehicles.js';
import { leag, name, names, openDesk, seedLeag, since, type Desk } from './trader-fixture.js';

/** Nobody has come or gone. */
const still = { arrived: 0, left: 0 };

describe('traders', function () {
  this.timeout(20_000);
  let vehicles: TestVehicle[];
  let desk: Desk;
  before(async () => {
    vehicles = await Promise.all(Array.from({ length: 8 }, () => testVehicle()));
  });
  beforeEach(() => {
    desk = openDesk(vehicles);
  });

  describe('vehicles', () => {
    it('are enrolled by nullifiers, of which nothing but LEAG and month is public', async () => {
      const { enrolments } = await desk.enrol();
      const month = new Date().toISOString().slice(0, 7);
      assert.deepEqual(
        enrolments,
        desk.nullifiers().map((nullifier) => ({ nullifier, leag, month })),
      );
      assert.deepEqual(desk.stored(keys.enrolment(desk.nullifiers()[0] ?? '')), enrolments[0]);
      assert.deepEqual(await desk.count(), { leag, enrolled: 8, entitled: 8, active: 0, fresh: 0, ...still });
    });

    it('are enrolled once; a repeat finds them', async () => {
      const first = await desk.enrol();
      assert.deepEqual(await desk.enrol(), first);
      assert.equal((await desk.count()).enrolled, 8);
    });

    it('cannot be enrolled again, at another LEAG or with a renewed certificate', async () => {
      await desk.enrol();
      await desk.sealVehicles(vehicles.slice(0, 1), 'south', actors.station);
      const again = { leag: 'south', nullifiers: desk.nullifiers(vehicles.slice(0, 1)) };
      const error = await refused('ALREADY_EXISTS', desk.runner.submit(actors.station, 'trader:enrol', again));
      assert.deepEqual([error.data['leag'], error.data['pointer']], [leag, '/nullifiers/0']);
    });

    it('keep their application where they are enrolled, also from another LEAG of the same organisation', async () => {
      seedLeag(desk.runner, 'west', 'OperatorMSP');
      await desk.sealVehicles(vehicles, 'west');
      await desk.enrol();
      const error = await refused('ALREADY_EXISTS', desk.sealVehicles(vehicles.slice(3), 'west'));
      assert.deepEqual([error.data['leag'], error.data['pointer']], [leag, '/items/0']);
      await desk.sealLinks(names(8));
    });

    it('are enrolled with their application sealed first', async () => {
      await refused('NOT_SEALED', desk.runner.submit(actors.operator, 'trader:enrol', { leag, nullifiers: [name()] }));
    });

    it('are enrolled by the organisation that runs the LEAG', async () => {
      await refused('FORBIDDEN', desk.sealVehicles(vehicles, leag, actors.station));
      await refused('FORBIDDEN', desk.runner.submit(actors.station, 'trader:enrol', { leag, nullifiers: [name()] }));
    });

    const seal = (application: object) =>
      desk.runner.submit(actors.operator, 'trader:sealVehicles', { leag }, { items: [application] } as never);
    const one = () => vehicles[0] ?? assert.fail();

    it('need a certificate that names their id', async () => {
      const plain = await testVehicle(() => ({ 'wattpass.role': 'user' }));
      const error = await refused('RULE_VIOLATION', seal(plain.apply(leag)));
      assert.equal(error.data['rule'], 'vehicleAttribute');
      await refused('RULE_VIOLATION', seal({ ...one().apply(leag), vehicleId: name() }));
      await refused('INVALID_INPUT', seal({ ...one().apply(leag), certificate: 'x'.repeat(200) }));
    });

    it('sign for this LEAG on this ledger', async () => {
      await refused('SIGNATURE_INVALID', seal(one().apply('south')));
      await refused('SIGNATURE_INVALID', seal(one().apply(leag, 'cd'.repeat(32))));
    });
  });

  describe('pseudonyms', () => {
    it('start as nobody knows them, all in one batch', async () => {
      await desk.enrol();
      const pseudonyms = names(8);
      await desk.sealLinks(pseudonyms);
      const { traders } = await desk.certify(pseudonyms);
      assert.deepEqual(
        traders.map(({ pseudonym, status, origin }) => [pseudonym, status, origin]),
        pseudonyms.map((pseudonym) => [pseudonym, 'active', 'fresh']),
      );
      const trust = desk.stored(keys.trust(pseudonyms[0] ?? '')) as { sellerBarred: boolean };
      assert.equal(trust.sellerBarred, false);
      assert.deepEqual(await desk.count(), { leag, enrolled: 8, entitled: 8, active: 8, fresh: 8, ...still });
      assert.deepEqual((await desk.certify(pseudonyms)).traders, traders);
      const { items } = await desk.runner.evaluate(actors.user, 'trader:list', { leag });
      assert.deepEqual(items, traders);
    });

    it('come in batches of the size that was voted, in ascending order', async () => {
      await desk.enrol();
      const few = names(3);
      await desk.sealLinks(few);
      assert.equal((await refused('RULE_VIOLATION', desk.certify(few))).data['rule'], 'batch');
      await refused('INVALID_INPUT', desk.certify([...names(4)].reverse()));
    });

    it('are no more than vehicles, also over time: a spoilt name does not begin anew', async () => {
      await desk.enrol(vehicles.slice(0, 4));
      const four = names(4);
      await desk.sealLinks(four);
      await desk.certify(four);
      await desk.enrol(vehicles.slice(4, 7));
      const more = names(4);
      await assert.rejects(desk.sealLinks(more, vehicles.slice(4)), { code: 'NOT_FOUND' }); // the eighth is not enrolled
      await desk.sealVehicles(vehicles.slice(7));
      await desk.sealLinks(more, vehicles.slice(4));
      const error = await refused('RULE_VIOLATION', desk.certify(more));
      assert.deepEqual([error.data['rule'], error.data['enrolled']], ['onePerVehicle', 7]);
      for (const pseudonym of four) {
        await desk.runner.submit(actors.operator, 'trader:retire', { leag, pseudonym });
      }
      assert.deepEqual(await desk.count(), { leag, enrolled: 7, entitled: 7, active: 0, fresh: 4, ...still });
      assert.equal((await refused('RULE_VIOLATION', desk.certify(more))).data['rule'], 'onePerVehicle');
    });

    it('belong to one vehicle, which has one at a time', async () => {
      await desk.enrol();
      const first = names(8);
      await desk.sealLinks(first);
      await desk.sealLinks(first);
      const swapped = [...vehicles.slice(1), ...vehicles.slice(0, 1)];
      await refused('ALREADY_EXISTS', desk.sealLinks(first, swapped));
      await refused('CONFLICT', desk.sealLinks(names(8)));
      await refused('CONFLICT', desk.sealLinks(names(8), vehicles, names(8)));
    });

    it('are certified with their link sealed', async () => {
      await desk.enrol();
      await refused('NOT_SEALED', desk.certify(names(4)));
    });

    it('end, once, for orders at once', async () => {
      await desk.enrol();
      const pseudonyms = names(8);
      await desk.sealLinks(pseudonyms);
      await desk.certify(pseudonyms);
      const pseudonym = pseudonyms[0] ?? '';
      const retire = () => desk.runner.submit(actors.operator, 'trader:retire', { leag, pseudonym });
      assert.equal((await retire()).status, 'retired');
      const { reputation } = await desk.runner.evaluate(actors.user, 'reputation:get', { participant: pseudonym });
      assert.equal(reputation.seller.score, 500_000, 'its record stays');
      assert.equal((await retire()).status, 'retired');
      assert.equal((await desk.runner.evaluate(actors.user, 'trader:get', { pseudonym })).status, 'retired');
    });
  });

  describe('what links them', () => {
    let pseudonyms: string[];
    beforeEach(async () => {
      await desk.enrol();
      pseudonyms = names(8);
      await desk.sealLinks(pseudonyms);
      await desk.certify(pseudonyms);
    });
    const ask = (by: typeof actors.operator) =>
      desk.runner.evaluate(by, 'trader:link', { pseudonym: pseudonyms[0] ?? '' });

    it('is for the LEAG alone', async () => {
      const { link, vehicle } = await ask(actors.operator);
      assert.equal(link.nullifier, vehicles[0]?.nullifier);
      assert.equal(vehicle.vehicleId, vehicles[0]?.vehicleId);
      for (const by of [actors.station, actors.user, actors.producer]) {
        await refused('FORBIDDEN', ask(by));
      }
    });

    it('is opened to whom the members voted to tell, of that pseudonym alone', async () => {
      desk.runner.seed(keys.linkOpening(pseudonyms[0] ?? '', 'RecyclerMSP'), {
        pseudonym: pseudonyms[0],
        to: 'RecyclerMSP',
        reason: 'case 17',
        since,
      });
      assert.equal((await ask(actors.recycler as never)).vehicle.vehicleId, vehicles[0]?.vehicleId);
      const other = desk.runner.evaluate(actors.recycler, 'trader:link', { pseudonym: pseudonyms[1] ?? '' });
      await refused('FORBIDDEN', other);
    });

    it('stands in no public record and no event', () => {
      const written = vehicles.flatMap(({ vehicleId, nullifier }) => [vehicleId, nullifier]);
      for (const pseudonym of pseudonyms) {
        const text = JSON.stringify([desk.stored(keys.trader(pseudonym)), desk.stored(keys.reputation(pseudonym))]);
        assert.ok(!written.some((secret) => text.includes(secret)));
      }
      const events = JSON.stringify(desk.runner.events.filter(({ name: type }) => type !== 'trader.enrolled'));
      assert.ok(!written.some((secret) => events.includes(secret)));
    });
  });
});
