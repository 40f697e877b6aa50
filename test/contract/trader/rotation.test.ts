// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { refused } from '../../support/refused.js';
import { testVehicle, type TestVehicle } from '../../support/vehicles.js';
import { planOf } from '../market/market-fixture.js';
import { leag, name, names, openDesk, since, type Desk } from './trader-fixture.js';

describe('rotation of pseudonyms', function () {
  this.timeout(20_000);
  let vehicles: TestVehicle[];
  let desk: Desk;
  let old: string[];
  const commitments = (): string[] => names(8);
  before(async () => {
    vehicles = await Promise.all(Array.from({ length: 8 }, () => testVehicle()));
  });
  beforeEach(async () => {
    desk = openDesk(vehicles);
    await desk.enrol();
    old = names(8);
    await desk.sealLinks(old);
    await desk.certify(old);
    for (const pseudonym of old) {
      const trader = desk.stored(keys.trader(pseudonym)) as object;
      desk.runner.seed(keys.trader(pseudonym), { ...trader, since: '2026-01-01' });
    }
  });
  const rotationOrder = async (sold: string[] = []) => {
    const { groups } = await desk.runner.evaluate(actors.operator, 'trader:rotationOrder', {
      leag,
      retired: old,
      sold,
    });
    return { groups, order: groups.flat() };
  };
  /** New pseudonyms in the order of `order`, each linked to the vehicle of the one it follows. */
  const successors = async (order: readonly string[]) => {
    const next = names(8);
    const of = order.map((pseudonym) => vehicles[old.indexOf(pseudonym)] ?? assert.fail());
    await desk.sealLinks(next, of, order);
    return next;
  };
  const rotate = (certified: string[], changes: Partial<{ retired: string[]; sold: string[]; key: string }> = {}) =>
    desk.runner.submit(actors.operator, 'trader:rotate', {
      key: 'rotation-1',
      leag,
      retired: old,
      certified,
      commitments: commitments(),
      ...changes,
    });
  const score = (pseudonym: string) =>
    (desk.stored(keys.reputation(pseudonym)) as { seller: { score: number } }).seller.score;
  const setScore = (pseudonym: string, value: number) => {
    const reputation = desk.stored(keys.reputation(pseudonym)) as { seller: object };
    desk.runner.seed(keys.reputation(pseudonym), { ...reputation, seller: { ...reputation.seller, score: value } });
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
    const statuses = await desk.runner.evaluate(actors.user, 'trader:list', { leag, limit: 100 });
    assert.deepEqual(
      ['active', 'rotated'].map((status) => statuses.items.filter((trader) => trader.status === status).length),
      [8, 8],
    );
    assert.deepEqual(await desk.count(), { leag, enrolled: 8, entitled: 8, active: 8, fresh: 8, arrived: 0, left: 0 });
    assert.ok(
      old.every((pseudonym) => desk.stored(keys.reputation(pseudonym)) !== null),
      'old records stay',
    );
  });

  it('names successors that start alike in ascending order, so that their order does not tell whom they follow', async () => {
    old.slice(0, 3).forEach((pseudonym) => {
      setScore(pseudonym, 900_000);
    });
    const { groups, order } = await rotationOrder();
    assert.deepEqual(
      groups.map(({ length }) => length),
      [5, 3],
    );
    const next = await successors(order);
    const swapped = (index: number) => next.with(index, next[index + 1] ?? '').with(index + 1, next[index] ?? '');
    for (const index of [0, 3, 5, 6]) {
      const error = await refused('INVALID_INPUT', rotate(swapped(index)));
      assert.equal(error.data['pointer'], `/certified/${index + 1}`);
    }
    await rotate(swapped(4)); // the last of one group and the first of the next
  });

  it('answers a repeat, and refuses another under the same key', async () => {
    const { order } = await rotationOrder();
    const certified = await successors(order);
    const input = { key: 'rotation-1', leag, retired: old, certified, commitments: commitments() };
    const rotation = await desk.runner.submit(actors.operator, 'trader:rotate', input);
    assert.deepEqual(await desk.runner.submit(actors.operator, 'trader:rotate', input), rotation);
    await refused('ALREADY_EXISTS', rotate(certified));
  });

  it('lets vehicles with new owners start no better than newcomers, and at once', async () => {
    const scores = [900_000, 433_333, 900_000, 433_333, 900_000, 433_333, 900_000, 433_333];
    for (const [index, pseudonym] of old.entries()) {
      const { probation, ...known } = desk.stored(keys.reputation(pseudonym)) as { probation: object; seller: object };
      assert.ok(probation);
      const seller = {
        ...known.seller,
        score: scores[index],
        successes: 40,
        failures: 3,
        successWh: 9,
        failureWh: 9,
      };
      desk.runner.seed(keys.reputation(pseudonym), { ...known, seller, tokens: 2 });
    }
    const sold = old.slice(0, 2);
    for (const pseudonym of sold) {
      const trader = desk.stored(keys.trader(pseudonym)) as object;
      desk.runner.seed(keys.trader(pseudonym), { ...trader, since: new Date().toISOString().slice(0, 10) });
    }
    const { order } = await rotationOrder(sold);
    const next = await successors(order);
    await refused('RULE_VIOLATION', rotate(next)); // two are too young, unless they are sold
    await refused('INVALID_INPUT', rotate(next, { sold: [...sold].reverse() }));
    await refused('INVALID_INPUT', rotate(next, { sold: [name()] }));
    assert.deepEqual((await rotate(next, { sold })).sold, sold);
    const startOf = (pseudonym: string) => {
      const follows = next[order.indexOf(pseudonym)] ?? '';
      const start = desk.stored(keys.reputation(follows)) as { tokens: number; probation?: object };
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
    const trader = desk.stored(keys.trader(young)) as object;
    desk.runner.seed(keys.trader(young), { ...trader, since: new Date().toISOString().slice(0, 10) });
    const { order } = await rotationOrder();
    const error = await refused('RULE_VIOLATION', rotate(await successors(order)));
    assert.deepEqual([error.data['rule'], error.data['pointer']], ['rotationAge', '/retired/0']);
  });

  it('can be tried with other names once it was refused, until one has been carried out', async () => {
    const { order } = await rotationOrder();
    await successors(order);
    const next = await successors(order);
    await rotate(next);
    await refused('CONFLICT', successors(order));
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
    desk.runner.seed(keys.slot(leag, slot), planned);
    desk.runner.seed(keys.order(leag, slot, old[3] ?? ''), { any: 'order' });
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
      desk.runner.seed(keys.slot(leag, slot), { ...planned, state: 'SETTLED' });
      desk.runner.seed(keys.outcome(leag, slot, old[3] ?? ''), outcome(facts));
    };
    settled({ final: false, scored: false }); // a late reading may still come
    await refused('CONFLICT', rotate(next));
    settled({ final: true, scored: false }); // its score has not fallen yet
    await refused('CONFLICT', rotate(next));
    settled({ final: true, scored: true });
    await rotate(next);
  });
});
