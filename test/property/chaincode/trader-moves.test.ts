// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isDomainError, type Enrolment, type Trader } from '@wattpass/chaincode/domain';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { leagNames, MovingMarket, type LeagName } from '../../support/moving-market.js';
import { testVehicle, type TestVehicle } from '../../support/vehicles.js';
import { walletKey } from '../../support/wallet-keys.js';

const STEP = 50_000;

/** Vehicles between LEAGs. */
class World {
  readonly market = new MovingMarket(2);
  constructor(readonly vehicles: readonly TestVehicle[]) {}

  /** Up to three vehicles, some of which may be anything but fit. */
  some(picks: readonly number[]): TestVehicle[] {
    const chosen = picks.map((pick) => this.vehicles[pick % this.vehicles.length] ?? assert.fail());
    return [...new Set(chosen)];
  }

  /** Those of `vehicles` that have a name, with the status of its record. */
  async named(vehicles: readonly TestVehicle[], statuses: readonly Trader['status'][], leag?: LeagName) {
    const found: TestVehicle[] = [];
    for (const vehicle of vehicles.filter(({ nullifier }) => this.market.names.has(nullifier))) {
      const trader = await this.market.status(this.market.nameOf(vehicle));
      if (statuses.includes(trader.status) && (leag === undefined || trader.leag === leag)) {
        found.push(vehicle);
      }
    }
    return found;
  }

  /** Vehicles that are enrolled with a LEAG and never had a name; now and then another among them. */
  nameless(leag: LeagName, picks: readonly number[]): TestVehicle[] {
    const fit = this.vehicles.filter(({ nullifier }) => {
      const own = this.market.stored(keys.enrolment(nullifier)) as Enrolment | null;
      return own?.leag === leag && own.released === undefined && !this.market.names.has(nullifier);
    });
    return [...new Set([...fit, ...((picks[0] ?? 0) % 4 === 0 ? this.some(picks.slice(1)) : [])])];
  }

  scores(vehicles: readonly TestVehicle[]): number[] {
    return vehicles.map((vehicle) => this.market.reputation(vehicle).seller.score);
  }
}

/** A command that found nobody to do it with. */
class Unfit extends Error {}

function fit<T>(found: T | undefined): T {
  if (found === undefined) {
    throw new Unfit();
  }
  return found;
}

type Command = (world: World, leag: LeagName, picks: readonly number[]) => Promise<void>;

const commands: Record<string, Command> = {
  enrol: async (world, leag, picks) => {
    await world.market.enrol(leag, world.some(picks));
  },
  certify: async (world, leag, picks) => {
    await world.market.certify(leag, world.nameless(leag, picks));
  },
  settle: (world, _leag, picks) => {
    world
      .some(picks)
      .filter(({ nullifier }) => world.market.names.has(nullifier))
      .forEach((vehicle, index) => {
        world.market.setScore(vehicle, ((picks[index] ?? 0) * 7_919) % 1_000_001);
      });
    return Promise.resolve();
  },
  rotate: async (world, leag, picks) => {
    const { market, vehicles } = world;
    market.passDays();
    const here = await world.named(vehicles, ['active', 'retired'], leag);
    const leave = here.filter((_, index) => (picks[index % picks.length] ?? 0) % 2 === 0);
    const stay = here.filter((vehicle) => !leave.includes(vehicle));
    const arrive = (await world.named(world.some(picks), ['leaving'])).slice(0, 2);
    const parties = [...stay, ...leave, ...arrive];
    const before = world.scores(parties);
    await market.rotate(leag, { stay, leave, arrive });
    assert.deepEqual(
      world.scores(parties),
      before.map((score) => score - (score % STEP)),
      'the record follows',
    );
  },
  come: async (world, leag) => {
    await world.market.enrol(leag, await world.named(world.vehicles, ['leaving']));
  },
  arrive: async (world, leag) => {
    const arrive = await world.named(world.vehicles, ['leaving']);
    await world.market.enrol(leag, arrive);
    await world.market.rotate(leag, { arrive });
  },
  leave: async (world, leag, picks) => {
    const vehicle = fit((await world.named(world.some(picks), ['active', 'retired'], leag))[0]);
    const before = world.scores([vehicle]);
    await world.market.runner.submit(actors.user, 'trader:leave', world.market.leave(leag, vehicle));
    assert.deepEqual(world.scores([vehicle]), before);
  },
  retire: async (world, leag, picks) => {
    const vehicle = fit((await world.named(world.some(picks), ['active'], leag))[0]);
    const pseudonym = world.market.nameOf(vehicle);
    await world.market.runner.submit(world.market.by(leag), 'trader:retire', { leag, pseudonym });
  },
  release: async (world, leag, picks) => {
    await world.market.release(leag, world.nameless(leag, picks).slice(0, 2));
  },
  forgedNames: async (world, leag, picks) => {
    const pseudonyms = picks.map(() => walletKey().address).sort();
    pseudonyms.forEach((pseudonym) => {
      world.market.sealPast(leag, keys.link(pseudonym));
    });
    await world.market.runner.submit(world.market.by(leag), 'trader:certify', { leag, pseudonyms });
  },
  forgedArrivals: async (world, leag) => {
    const { market, vehicles } = world;
    const arrivals = (await world.named(vehicles, ['leaving']))
      .map((vehicle) => market.arrival(leag, vehicle))
      .sort((one, other) => (one.payload.pseudonym < other.payload.pseudonym ? -1 : 1));
    const retired = arrivals.map(({ payload }) => payload.pseudonym);
    const { groups } = await market.runner.evaluate(market.by(leag), 'trader:rotationOrder', { leag, retired });
    const certified = groups.flatMap((group) => group.map(() => walletKey().address).sort());
    certified.forEach((pseudonym) => {
      market.sealPast(leag, keys.link(pseudonym));
    });
    const input = { key: market.newKey(), leag, arrivals, certified, commitments: retired };
    await market.runner.submit(market.by(leag), 'trader:rotate', input);
  },
  forgedRelease: async (world, leag, picks) => {
    const { market } = world;
    const key = market.newKey();
    const nullifiers = world
      .some(picks.slice(0, ((picks[0] ?? 0) % 2) + 1))
      .map(({ nullifier }) => nullifier)
      .sort();
    nullifiers.forEach((nullifier) => {
      market.sealPast(leag, keys.release(market.idOf(leag, key), nullifier, 'unnamed'));
    });
    await market.runner.submit(market.by(leag), 'trader:release', { leag, key, nullifiers });
  },
};

/** What must hold of all LEAGs at any time, counted from the public lists as anybody can. */
async function recount({ market, vehicles }: World, after: string): Promise<void> {
  const homes = new Map<string, LeagName>();
  const sums = { active: 0, fresh: 0, entitled: 0, between: 0 };
  for (const leag of leagNames) {
    const { items: listed } = await market.runner.evaluate(actors.user, 'trader:enrolments', { leag, limit: 100 });
    const { items: traders } = await market.runner.evaluate(actors.user, 'trader:list', { leag, limit: 100 });
    const enrolled = listed.filter(({ released }) => released === undefined);
    for (const { nullifier } of enrolled) {
      assert.ok(!homes.has(nullifier), `${after}: one LEAG at a time`);
      homes.set(nullifier, leag);
      const own = market.stored(keys.enrolment(nullifier)) as Enrolment;
      assert.deepEqual([own.leag, own.released], [leag, undefined], after);
    }
    const count = await market.count(leag);
    const { active, fresh, entitled, arrived, left } = count;
    assert.equal(count.enrolled, enrolled.length, after);
    assert.equal(active, traders.filter(({ status }) => status === 'active').length, after);
    assert.ok(active <= fresh + arrived - left, `${after}: ${JSON.stringify(count)}`);
    assert.ok(fresh + arrived - left <= count.enrolled, `${after}: ${JSON.stringify(count)}`);
    assert.ok(fresh <= entitled, `${after}: ${JSON.stringify(count)}`);
    sums.active += active;
    sums.fresh += fresh;
    sums.entitled += entitled;
    sums.between += traders.filter(({ status }) => status === 'leaving').length;
  }
  assert.ok(sums.entitled <= vehicles.length, `${after}: one first name a vehicle`);
  assert.ok(sums.active + sums.between <= sums.fresh, `${after}: no record is left behind`);
}

const step = fc.record({
  name: fc.constantFrom(...Object.keys(commands)),
  leag: fc.constantFrom(...leagNames),
  picks: fc.array(fc.nat({ max: 999 }), { minLength: 2, maxLength: 4 }),
});
const sequence = fc.array(step, { minLength: 10, maxLength: 30 });
type Steps = typeof sequence extends fc.Arbitrary<infer T> ? T : never;

describe('vehicles between LEAGs', function () {
  this.timeout(120_000);
  let vehicles: TestVehicle[];
  before(async () => {
    vehicles = await Promise.all(Array.from({ length: 10 }, () => testVehicle()));
  });

  /** Carries out one command after the other and recounts after each. @returns The commands that were carried out. */
  async function play(steps: Steps): Promise<Set<string>> {
    const world = new World(vehicles);
    await world.market.settleIn('north', vehicles.slice(0, 4));
    await world.market.settleIn('south', vehicles.slice(4, 6));
    await world.market.enrol('north', vehicles.slice(6, 8));
    const done = new Set<string>();
    for (const { name, leag, picks } of steps) {
      await commands[name]?.(world, leag, picks).then(
        () => done.add(name),
        (error: unknown) => {
          assert.ok(isDomainError(error) || error instanceof Unfit, String(error));
        },
      );
      await recount(world, name);
    }
    return done;
  }

  it('are never more names than vehicles, and each name’s record follows, whatever is tried', async () => {
    await fc.assert(
      fc.asyncProperty(sequence, async (steps) => {
        await play(steps);
      }),
      { numRuns: 25 },
    );
  });

  it('do by such sequences all that they can', async () => {
    const never = new Set(Object.keys(commands));
    for (const steps of fc.sample(sequence, { numRuns: 100, seed: 1 })) {
      (await play(steps)).forEach((name) => never.delete(name));
      if (never.size === 0) {
        return;
      }
    }
    assert.deepEqual([...never], [], 'commands that no sequence carried out');
  });
});
