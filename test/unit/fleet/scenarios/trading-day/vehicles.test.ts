// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  CHARGE,
  DISCHARGE,
  IDLE,
  type ChargeAction,
  type ChargeSession,
  type RecordedStay,
} from '@wattpass/fl-aggregator';
import { behaviours, quantilePolicy, type Behaviour, type TradingPolicy } from '@wattpass/fleet';
import { cast, deliveredShare, tradesInRing } from '@wattpass/fleet/internal/scenarios/trading-day/behaviours.js';
import { tradingCalendar } from '@wattpass/fleet/internal/scenarios/trading-day/calendar.js';
import { TradingVehicle } from '@wattpass/fleet/internal/scenarios/trading-day/trading-vehicle.js';
import {
  defaultVehicle,
  hoursPlugged,
  vehicleLives,
} from '@wattpass/fleet/internal/scenarios/trading-day/vehicle-stays.js';
import { firstHour, testPrices } from './lives.js';

const prices = testPrices();
const grid = { floor: 100_000, ceiling: 200_000 };
const stay = (from: number, to: number, drivenKwh = 20): ChargeSession => {
  return { arrival: firstHour + from, departure: firstHour + to, utcOffset: 2, drivenKwh };
};

function vehicle(
  sessions: readonly ChargeSession[],
  {
    behaviour = 'honest',
    policy = quantilePolicy(),
    failureRate = 0,
    seed = 1,
  }: {
    behaviour?: Behaviour;
    policy?: TradingPolicy;
    failureRate?: number;
    seed?: number;
  } = {},
): TradingVehicle {
  const life = { vehicle: defaultVehicle, sessions };
  return new TradingVehicle({
    number: 1,
    name: 'ev-1',
    leag: 'north',
    behaviour,
    policy,
    failureRate,
    seed,
    life,
    prices,
  });
}

const always =
  (action: ChargeAction): TradingPolicy =>
  () =>
  () =>
    action;

describe('the casting of vehicles', () => {
  const hours = Array.from({ length: 200 }, (_, place) => (place * 37) % 200);

  it('gives each behaviour its share, to those that stay longest, and the LEAGs alike numbers', () => {
    const parts = cast(hours, 3, { always: 0.025, collusion: 0.025, 'self-trade': 0.02 });
    const count = (behaviour: Behaviour): number => parts.filter((part) => part.behaviour === behaviour).length;
    assert.deepEqual([count('always'), count('collusion'), count('self-trade'), count('honest')], [5, 5, 4, 186]);
    const liars = parts.flatMap(({ behaviour }, place) => (behaviour === 'honest' ? [] : [hours[place] ?? 0]));
    assert.equal(Math.min(...liars), 186);
    const sizes = [0, 1, 2].map((leag) => parts.filter((part) => part.leag === leag).length);
    assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, String(sizes));
  });

  it('keeps a ring at one LEAG, and the two vehicles of an owner together', () => {
    const parts = cast(hours, 3, { collusion: 0.03, 'self-trade': 0.02 });
    const leags = (behaviour: Behaviour): number[] =>
      parts.filter((part) => part.behaviour === behaviour).map(({ leag }) => leag);
    assert.deepEqual([...new Set(leags('collusion'))], [0]);
    assert.deepEqual(leags('self-trade').sort(), [0, 0, 1, 1]);
  });
});

describe('dishonest behaviours', () => {
  it('deliver what they are called after', () => {
    const shares = (behaviour: Exclude<Behaviour, 'honest'>): number[] =>
      [0, 1, 2, 3, 4].map((trades) => deliveredShare(behaviour, trades));
    assert.deepEqual(shares('always'), [0, 0, 0, 0, 0]);
    assert.deepEqual(shares('half'), [0.5, 0.5, 0.5, 0.5, 0.5]);
    assert.deepEqual(shares('on-off'), [1, 1, 0, 0, 1]);
    assert.deepEqual(shares('collusion'), [1, 1, 0, 0, 0]);
    assert.equal(tradesInRing('self-trade', 1), true);
    assert.equal(tradesInRing('always', 0), false);
  });

  it('each come with the reason for which the score is to fall; honesty comes with none', () => {
    assert.deepEqual(
      Object.entries(behaviours).filter(([, reason]) => reason === null),
      [['honest', null]],
    );
  });

  it('offer what they do not have, at a price that always sells, and stop once they are barred', () => {
    const liar = vehicle([stay(8, 16)], { behaviour: 'always', policy: always(IDLE) });
    liar.slotLimitWh = 5_000;
    liar.beginHour(firstHour + 8);
    assert.deepEqual(liar.offer(firstHour + 8, grid), { side: 'sell', quantity: 5_000, limit: 100_000, grid: true });
    const delivery = liar.prepare(firstHour + 8, 'sell', 5_000);
    assert.deepEqual([delivery.plannedWh, delivery.failure], [0, undefined]);
    assert.deepEqual(liar.deliver(delivery), { start: 0, end: 0 });
    liar.orderRefused('barred', undefined);
    assert.equal(liar.offer(firstHour + 9, grid), undefined);
    liar.forgive(5_000, 'sell');
    assert.equal(liar.behaviour, 'honest');
    liar.beginHour(firstHour + 9);
    assert.deepEqual(liar.offer(firstHour + 9, grid), { side: 'sell', quantity: 5_000, limit: 100_000, grid: true });
    const proof = liar.prepare(firstHour + 9, 'sell', 5_000);
    assert.deepEqual([proof.plannedWh, liar.deliver(proof)], [5_000, { start: 0, end: 5_000 }]);
    liar.beginHour(firstHour + 10);
    assert.equal(liar.offer(firstHour + 10, grid), undefined);
  });
});

describe('the life of a vehicle', () => {
  it('takes what it bought and gives what it sold, to the watt-hour', () => {
    const buyer = vehicle([stay(8, 16)], { policy: always(CHARGE) });
    buyer.beginHour(firstHour + 8);
    const offer = buyer.offer(firstHour + 8, grid);
    assert.deepEqual([offer?.side, offer?.quantity], ['buy', 7_526]);
    assert.deepEqual(buyer.deliver(buyer.prepare(firstHour + 8, 'buy', 3_000)), { start: 0, end: 3_000 });
    assert.equal(buyer.battery.energyWh, 28_000 + 2_790);
    const seller = vehicle([stay(8, 20)], { policy: always(DISCHARGE) });
    seller.beginHour(firstHour + 8);
    assert.deepEqual(seller.deliver(seller.prepare(firstHour + 8, 'sell', 4_650)), { start: 0, end: 4_650 });
    assert.equal(seller.battery.energyWh, 23_000);
  });

  it('is charged for its departure whatever the market sells it, and sells nothing that it needs', () => {
    const late = vehicle([stay(8, 11)], { policy: always(DISCHARGE) });
    for (const hour of [8, 9, 10]) {
      late.beginHour(firstHour + hour);
      const offer = late.offer(firstHour + hour, grid);
      assert.deepEqual([offer?.side, offer?.limit, offer?.grid], ['buy', 200_000, true]);
      late.deliver(undefined);
    }
    late.beginHour(firstHour + 11);
    assert.equal(late.battery.energyWh, 49_000); // 28 and three hours at full power, of which it needed all but one kWh
    assert.equal(late.missedDepartures, 0);
  });

  it('fails as often as said: half of the failures announced, each a real shortfall, and rests for the day', function () {
    this.timeout(20_000); // hundreds of vehicles with keys
    const counts = { announced: 0, unannounced: 0 };
    for (let seed = 0; seed < 400; seed += 1) {
      const each = vehicle([stay(8, 20)], { policy: always(DISCHARGE), failureRate: 0.5, seed });
      each.beginHour(firstHour + 8);
      const { failure, plannedWh } = each.prepare(firstHour + 8, 'sell', 5_000);
      if (failure !== undefined) {
        counts[failure] += 1;
        assert.ok(plannedWh < 4_750);
        assert.equal(each.offer(firstHour + 9, grid), undefined);
      }
    }
    const failed = counts.announced + counts.unannounced;
    assert.ok(failed > 160 && failed < 240, String(failed));
    assert.ok(Math.abs(counts.announced - failed / 2) < 40, String(counts.announced));
  });

  it('misses no departure under any behaviour and policy, any fills and any void slot', function () {
    this.timeout(20_000); // thousands of hours
    const choice = fc.record({
      action: fc.constantFrom<ChargeAction>(CHARGE, IDLE, DISCHARGE),
      filled: fc.double({ min: 0, max: 1, noNaN: true }),
      isVoid: fc.boolean(),
    });
    const behaviour = fc.constantFrom(...(Object.keys(behaviours) as Behaviour[]));
    const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 14 })), { maxLength: 5 });
    fc.assert(
      fc.property(behaviour, gaps, fc.array(choice, { minLength: 48, maxLength: 48 }), (role, stays, choices) => {
        let free = 0;
        const sessions = stays.flatMap(([gap, length]) => {
          const session = stay(free + gap, free + gap + length, 3 * length);
          free += gap + length;
          return free <= 48 ? [session] : [];
        });
        const wish: { action: ChargeAction } = { action: IDLE };
        const each = vehicle(sessions, { behaviour: role, policy: () => () => wish.action });
        for (const [hour, { action, filled, isVoid }] of choices.entries()) {
          wish.action = action;
          liveHour(each, firstHour + hour, isVoid ? 0 : filled);
        }
        each.beginHour(firstHour + 48);
        assert.equal(each.missedDepartures, 0);
      }),
      { numRuns: 150 },
    );
  });
});

/** Lets a vehicle live through an hour in which this share of its offer is filled; its meter shows what it contracted. */
function liveHour(each: TradingVehicle, hour: number, filled: number): void {
  each.beginHour(hour);
  const offer = each.offer(hour, grid);
  const wh = Math.floor((offer?.quantity ?? 0) * filled);
  if (offer === undefined || wh === 0) {
    each.deliver(undefined);
    return;
  }
  const span = each.deliver(each.prepare(hour, offer.side, wh));
  assert.ok(span);
  const metered = span.end - span.start;
  if (each.behaviour === 'honest') {
    assert.ok(offer.side === 'sell' ? metered === wh : metered >= wh);
  }
}

describe('stays of a run', () => {
  const recorded = (text: string, hours: number): RecordedStay => {
    const arrival = Date.parse(text) / 3_600_000;
    return { arrival, departure: arrival + hours, utcOffset: -7, deliveredKwh: 12.4 };
  };
  const report = {
    rows: 0,
    kept: 0,
    unreadable: 0,
    repeated: 0,
    backwards: 0,
    short: 0,
    outliers: 0,
    disordered: 0,
    rescaled: 0,
  };

  it('are the recorded ones of the same weekday, at the same hour of the local clock', () => {
    const calendar = tradingCalendar(prices, { from: '2023-05-02', days: 2 });
    const tuesday = recorded('2019-05-07T09:00:00-07:00', 6);
    const wednesday = recorded('2019-05-08T13:00:00-07:00', 3);
    const stays = { stays: [tuesday, wednesday], report };
    const [life] = vehicleLives(1, { calendar, prices, stays, seed: 1 });
    assert.ok(life);
    // Amsterdam is two hours ahead of UTC in May
    assert.deepEqual(life.sessions, [
      { arrival: firstHour + 7, departure: firstHour + 13, utcOffset: 2, drivenKwh: 12 },
      { arrival: firstHour + 35, departure: firstHour + 38, utcOffset: 2, drivenKwh: 12 },
    ]);
    assert.equal(hoursPlugged(life, calendar), 9);
  });

  it('leave out what overlaps another stay and what has no known prices', () => {
    const calendar = tradingCalendar(prices, { from: '2023-05-02', days: 2 });
    const long = recorded('2019-05-07T09:00:00-07:00', 30);
    const stays = { stays: [long, recorded('2019-05-08T09:00:00-07:00', 300)], report };
    const [life] = vehicleLives(1, { calendar, prices, stays, seed: 1 });
    assert.deepEqual(
      life?.sessions.map(({ arrival }) => arrival),
      [firstHour + 7],
    );
  });

  it('come from the stated generator where no file is given, and follow from the seed', () => {
    const calendar = tradingCalendar(prices, { from: '2023-05-02', days: 2 });
    const lives = vehicleLives(30, { calendar, prices, seed: 7 });
    assert.deepEqual(lives, vehicleLives(30, { calendar, prices, seed: 7 }));
    assert.notDeepEqual(lives, vehicleLives(30, { calendar, prices, seed: 8 }));
    assert.ok(lives.flatMap(({ sessions }) => sessions).length > 20);
  });
});
