// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { composeKey } from '../../support/committed-state.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';
import { testVehicle, type TestVehicle } from '../../support/vehicles.js';
import { planOf } from '../market/market-fixture.js';

const leag = 'north';
const salt = (): string => randomBytes(16).toString('hex');
const name = (): string => randomBytes(32).toString('hex');
const names = (count: number): string[] => Array.from({ length: count }, name).sort();
const since = '2026-01-01T00:00:00.000Z';

describe('traders', function () {
  this.timeout(20_000);
  let runner: ContractRunner;
  let vehicles: TestVehicle[];
  before(async () => {
    vehicles = await Promise.all(Array.from({ length: 8 }, () => testVehicle()));
  });
  beforeEach(() => {
    runner = consortiumOfSix({ pseudonymBatch: 4, pseudonymRotationDays: 28 });
    for (const [id, mspId] of [
      [leag, 'OperatorMSP'],
      ['south', 'StationMSP'],
    ] as const) {
      const to = { feesTo: name(), gridTo: name(), balancingTo: name(), commonFundTo: name() };
      runner.seed(keys.leag(id), { id, name: id, ...to, mspId, since });
    }
  });

  const nullifiers = (of = vehicles) => of.map(({ nullifier }) => nullifier);
  const sealVehicles = (of = vehicles, at = leag, by = actors.operator) =>
    runner.submit(by, 'trader:sealVehicles', { leag: at }, { items: of.map((vehicle) => vehicle.apply(at)) });
  const enrol = async (of = vehicles) => {
    await sealVehicles(of);
    return runner.submit(actors.operator, 'trader:enrol', { leag, nullifiers: nullifiers(of) });
  };
  const sealLinks = (pseudonyms: readonly string[], of = vehicles, previous: readonly string[] = []) =>
    runner.submit(
      actors.operator,
      'trader:sealLinks',
      { leag },
      {
        items: pseudonyms.map((pseudonym, index) => ({
          pseudonym,
          nullifier: of[index]?.nullifier ?? '',
          salt: salt(),
          ...(previous[index] !== undefined && { previous: previous[index] }),
        })),
      },
    );
  const certify = (pseudonyms: string[]) => runner.submit(actors.operator, 'trader:certify', { leag, pseudonyms });
  const stored = (key: Parameters<typeof composeKey>[0]) =>
    JSON.parse(Buffer.from(runner.state.get(composeKey(key))?.value ?? 'null').toString('utf8')) as unknown;
  const count = () => runner.evaluate(actors.user, 'trader:count', { leag });

  describe('vehicles', () => {
    it('are enrolled by nullifiers, of which nothing but LEAG and month is public', async () => {
      const { enrolments } = await enrol();
      const month = new Date().toISOString().slice(0, 7);
      assert.deepEqual(
        enrolments,
        nullifiers().map((nullifier) => ({ nullifier, leag, month })),
      );
      assert.deepEqual(stored(keys.enrolment(nullifiers()[0] ?? '')), enrolments[0]);
      assert.deepEqual(await count(), { leag, enrolled: 8, active: 0, fresh: 0 });
    });

    it('are enrolled once; a repeat finds them', async () => {
      const first = await enrol();
      assert.deepEqual(await enrol(), first);
      assert.equal((await count()).enrolled, 8);
    });

    it('cannot be enrolled again, at another LEAG or with a renewed certificate', async () => {
      await enrol();
      await sealVehicles(vehicles.slice(0, 1), 'south', actors.station);
      const again = { leag: 'south', nullifiers: nullifiers(vehicles.slice(0, 1)) };
      const error = await refused('ALREADY_EXISTS', runner.submit(actors.station, 'trader:enrol', again));
      assert.deepEqual([error.data['leag'], error.data['pointer']], [leag, '/nullifiers/0']);
    });

    it('are enrolled with their application sealed first', async () => {
      await refused('NOT_SEALED', runner.submit(actors.operator, 'trader:enrol', { leag, nullifiers: [name()] }));
    });

    it('are enrolled by the organisation that runs the LEAG', async () => {
      await refused('FORBIDDEN', sealVehicles(vehicles, leag, actors.station));
      await refused('FORBIDDEN', runner.submit(actors.station, 'trader:enrol', { leag, nullifiers: [name()] }));
    });

    const seal = (application: object) =>
      runner.submit(actors.operator, 'trader:sealVehicles', { leag }, { items: [application] } as never);
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
      await enrol();
      const pseudonyms = names(8);
      await sealLinks(pseudonyms);
      const { traders } = await certify(pseudonyms);
      assert.deepEqual(
        traders.map(({ pseudonym, status, origin }) => [pseudonym, status, origin]),
        pseudonyms.map((pseudonym) => [pseudonym, 'active', 'fresh']),
      );
      const trust = stored(keys.trust(pseudonyms[0] ?? '')) as { sellerBarred: boolean };
      assert.equal(trust.sellerBarred, false);
      assert.deepEqual(await count(), { leag, enrolled: 8, active: 8, fresh: 8 });
      assert.deepEqual((await certify(pseudonyms)).traders, traders);
      const { items } = await runner.evaluate(actors.user, 'trader:list', { leag });
      assert.deepEqual(items, traders);
    });

    it('come in batches of the size that was voted, in ascending order', async () => {
      await enrol();
      const few = names(3);
      await sealLinks(few);
      assert.equal((await refused('RULE_VIOLATION', certify(few))).data['rule'], 'batch');
      await refused('INVALID_INPUT', certify([...names(4)].reverse()));
    });

    it('are no more than vehicles, also over time: a spoilt name does not begin anew', async () => {
      await enrol(vehicles.slice(0, 4));
      const four = names(4);
      await sealLinks(four);
      await certify(four);
      await enrol(vehicles.slice(4, 7));
      const more = names(4);
      await assert.rejects(sealLinks(more, vehicles.slice(4)), { code: 'NOT_FOUND' }); // the eighth is not enrolled
      await sealVehicles(vehicles.slice(7));
      await sealLinks(more, vehicles.slice(4));
      const error = await refused('RULE_VIOLATION', certify(more));
      assert.deepEqual([error.data['rule'], error.data['enrolled']], ['onePerVehicle', 7]);
      for (const pseudonym of four) {
        await runner.submit(actors.operator, 'trader:retire', { leag, pseudonym });
      }
      assert.deepEqual(await count(), { leag, enrolled: 7, active: 0, fresh: 4 });
      assert.equal((await refused('RULE_VIOLATION', certify(more))).data['rule'], 'onePerVehicle');
    });

    it('belong to one vehicle, which has one at a time', async () => {
      await enrol();
      const first = names(8);
      await sealLinks(first);
      await sealLinks(first);
      const swapped = [...vehicles.slice(1), ...vehicles.slice(0, 1)];
      await refused('ALREADY_EXISTS', sealLinks(first, swapped));
      await refused('CONFLICT', sealLinks(names(8)));
      await refused('CONFLICT', sealLinks(names(8), vehicles, names(8)));
    });

    it('are certified with their link sealed', async () => {
      await enrol();
      await refused('NOT_SEALED', certify(names(4)));
    });

    it('end, once, for orders at once', async () => {
      await enrol();
      const pseudonyms = names(8);
      await sealLinks(pseudonyms);
      await certify(pseudonyms);
      const pseudonym = pseudonyms[0] ?? '';
      const retire = () => runner.submit(actors.operator, 'trader:retire', { leag, pseudonym });
      assert.equal((await retire()).status, 'retired');
      const { reputation } = await runner.evaluate(actors.user, 'reputation:get', { participant: pseudonym });
      assert.equal(reputation.seller.score, 500_000, 'its record stays');
      assert.equal((await retire()).status, 'retired');
      assert.equal((await runner.evaluate(actors.user, 'trader:get', { pseudonym })).status, 'retired');
    });
  });

  describe('what links them', () => {
    let pseudonyms: string[];
    beforeEach(async () => {
      await enrol();
      pseudonyms = names(8);
      await sealLinks(pseudonyms);
      await certify(pseudonyms);
    });
    const ask = (by: typeof actors.operator) => runner.evaluate(by, 'trader:link', { pseudonym: pseudonyms[0] ?? '' });

    it('is for the LEAG alone', async () => {
      const { link, vehicle } = await ask(actors.operator);
      assert.equal(link.nullifier, vehicles[0]?.nullifier);
      assert.equal(vehicle.vehicleId, vehicles[0]?.vehicleId);
      for (const by of [actors.station, actors.user, actors.producer]) {
        await refused('FORBIDDEN', ask(by));
      }
    });

    it('is opened to whom the members voted to tell, of that pseudonym alone', async () => {
      runner.seed(keys.linkOpening(pseudonyms[0] ?? '', 'RecyclerMSP'), {
        pseudonym: pseudonyms[0],
        to: 'RecyclerMSP',
        reason: 'case 17',
        since,
      });
      assert.equal((await ask(actors.recycler as never)).vehicle.vehicleId, vehicles[0]?.vehicleId);
      const other = runner.evaluate(actors.recycler, 'trader:link', { pseudonym: pseudonyms[1] ?? '' });
      await refused('FORBIDDEN', other);
    });

    it('stands in no public record and no event', () => {
      const written = vehicles.flatMap(({ vehicleId, nullifier }) => [vehicleId, nullifier]);
      for (const pseudonym of pseudonyms) {
        const text = JSON.stringify([stored(keys.trader(pseudonym)), stored(keys.reputation(pseudonym))]);
        assert.ok(!written.some((secret) => text.includes(secret)));
      }
      const events = JSON.stringify(runner.events.filter(({ name: type }) => type !== 'trader.enrolled'));
      assert.ok(!written.some((secret) => events.includes(secret)));
    });
  });

  describe('rotation', () => {
    let old: string[];
    const commitments = (): string[] => names(8);
    beforeEach(async () => {
      await enrol();
      old = names(8);
      await sealLinks(old);
      await certify(old);
      for (const pseudonym of old) {
        const trader = stored(keys.trader(pseudonym)) as object;
        runner.seed(keys.trader(pseudonym), { ...trader, since: '2026-01-01' });
      }
    });
    const rotationOrder = (sold: string[] = []) =>
      runner.evaluate(actors.operator, 'trader:rotationOrder', { leag, retired: old, sold });
    /** New pseudonyms in the order of `order`, each linked to the vehicle of the one it follows. */
    const successors = async (order: readonly string[]) => {
      const next = names(8);
      const of = order.map((pseudonym) => vehicles[old.indexOf(pseudonym)] ?? assert.fail());
      await sealLinks(next, of, order);
      return next;
    };
    const rotate = (certified: string[], changes: Partial<{ retired: string[]; sold: string[]; key: string }> = {}) =>
      runner.submit(actors.operator, 'trader:rotate', {
        key: 'rotation-1',
        leag,
        retired: old,
        certified,
        commitments: commitments(),
        ...changes,
      });
    const score = (pseudonym: string) =>
      (stored(keys.reputation(pseudonym)) as { seller: { score: number } }).seller.score;
    const setScore = (pseudonym: string, value: number) => {
      const reputation = stored(keys.reputation(pseudonym)) as { seller: object };
      runner.seed(keys.reputation(pseudonym), { ...reputation, seller: { ...reputation.seller, score: value } });
    };

    it('gives every vehicle a new name with its score rounded down, and does not say which', async () => {
      for (const [index, pseudonym] of old.entries()) {
        setScore(pseudonym, 333_333 + index * 61_111);
      }
      const { order } = await rotationOrder();
      const next = await successors(order);
      await rotate(next);
      for (const [index, pseudonym] of order.entries()) {
        const before = score(pseudonym);
        assert.equal(score(next[index] ?? ''), before - (before % 50_000));
      }
      const statuses = await runner.evaluate(actors.user, 'trader:list', { leag, limit: 100 });
      assert.deepEqual(
        ['active', 'rotated'].map((status) => statuses.items.filter((trader) => trader.status === status).length),
        [8, 8],
      );
      assert.deepEqual(await count(), { leag, enrolled: 8, active: 8, fresh: 8 });
      assert.ok(
        old.every((pseudonym) => stored(keys.reputation(pseudonym)) !== null),
        'old records stay',
      );
    });

    it('answers a repeat, and refuses another under the same key', async () => {
      const { order } = await rotationOrder();
      const certified = await successors(order);
      const input = { key: 'rotation-1', leag, retired: old, certified, commitments: commitments() };
      const rotation = await runner.submit(actors.operator, 'trader:rotate', input);
      assert.deepEqual(await runner.submit(actors.operator, 'trader:rotate', input), rotation);
      await refused('ALREADY_EXISTS', rotate(certified));
    });

    it('lets vehicles with new owners start no better than newcomers, and at once', async () => {
      const scores = [900_000, 433_333, 900_000, 433_333, 900_000, 433_333, 900_000, 433_333];
      for (const [index, pseudonym] of old.entries()) {
        const { probation, ...known } = stored(keys.reputation(pseudonym)) as { probation: object; seller: object };
        assert.ok(probation);
        const seller = {
          ...known.seller,
          score: scores[index],
          successes: 40,
          failures: 3,
          successWh: 9,
          failureWh: 9,
        };
        runner.seed(keys.reputation(pseudonym), { ...known, seller, tokens: 2 });
      }
      const sold = old.slice(0, 2);
      for (const pseudonym of sold) {
        const trader = stored(keys.trader(pseudonym)) as object;
        runner.seed(keys.trader(pseudonym), { ...trader, since: new Date().toISOString().slice(0, 10) });
      }
      const { order } = await rotationOrder(sold);
      const next = await successors(order);
      await refused('RULE_VIOLATION', rotate(next)); // two are too young, unless they are sold
      await refused('INVALID_INPUT', rotate(next, { sold: [...sold].reverse() }));
      await refused('INVALID_INPUT', rotate(next, { sold: [name()] }));
      assert.deepEqual((await rotate(next, { sold })).sold, sold);
      const startOf = (pseudonym: string) => {
        const follows = next[order.indexOf(pseudonym)] ?? '';
        const start = stored(keys.reputation(follows)) as { tokens: number; probation?: object };
        const { seller } = start as unknown as { seller: { score: number; successes: number } };
        return [seller.score, seller.successes, start.tokens, start.probation !== undefined];
      };
      assert.deepEqual(old.slice(0, 4).map(startOf), [
        [500_000, 0, 1, true],
        [400_000, 0, 1, true],
        [900_000, 32, 1, false],
        [400_000, 32, 1, false],
      ]);
    });

    it('waits 28 days', async () => {
      const [young = ''] = old;
      const trader = stored(keys.trader(young)) as object;
      runner.seed(keys.trader(young), { ...trader, since: new Date().toISOString().slice(0, 10) });
      const { order } = await rotationOrder();
      const error = await refused('RULE_VIOLATION', rotate(await successors(order)));
      assert.deepEqual([error.data['rule'], error.data['pointer']], ['rotationAge', '/retired/0']);
    });

    it('takes a batch, sorted, with as many new names as old ones', async () => {
      const { order } = await rotationOrder();
      const next = await successors(order);
      await refused('RULE_VIOLATION', rotate(next.slice(1)));
      await refused('INVALID_INPUT', rotate(next, { retired: [...old].reverse() }));
    });

    it('happens once: who has given way does not give way again', async () => {
      const { order } = await rotationOrder();
      await rotate(await successors(order));
      await refused('ILLEGAL_STATUS', rotate(names(8), { key: 'rotation-2' }));
    });

    it('is for names without an order that waits for its settlement', async () => {
      const slot = '2026-11-22T08:00:00Z';
      const planned = { ...planOf({ slot }), leag, state: 'CLEARED', ruleVersion: 1, plannedAt: since };
      runner.seed(keys.slot(leag, slot), planned);
      runner.seed(keys.order(leag, slot, old[3] ?? ''), { any: 'order' });
      const { order } = await rotationOrder();
      const next = await successors(order);
      const error = await refused('CONFLICT', rotate(next));
      assert.deepEqual([error.data['rule'], error.data['slot']], ['noOpenOrder', slot]);
      const outcome = (facts: object) => ({
        trader: old[3],
        orderId: name(),
        side: 'sell',
        contractedWh: 8_000,
        meteredWh: 0,
        source: 'substitute',
        amount: '1',
        owed: '0',
        due: '0',
        settledAt: since,
        ...facts,
      });
      const settled = (facts: object) => {
        runner.seed(keys.slot(leag, slot), { ...planned, state: 'SETTLED' });
        runner.seed(keys.outcome(leag, slot, old[3] ?? ''), outcome(facts));
      };
      settled({ final: false, scored: false }); // a late reading may still come
      await refused('CONFLICT', rotate(next));
      settled({ final: true, scored: false }); // its score has not fallen yet
      await refused('CONFLICT', rotate(next));
      settled({ final: true, scored: true });
      await rotate(next);
    });
  });
});
