// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  CHARGE,
  costOf,
  DISCHARGE,
  energyAfter,
  IDLE,
  optimalPlan,
  randomStream,
  type ChargeAction,
  type ChargeVehicle,
} from '@wattpass/fl-aggregator';
import highs from 'highs';

/** The package's types describe what it is under `require`; imported, the namespace itself is the loader. */
const loaded = (highs as unknown as typeof highs.default)();

const car: ChargeVehicle = {
  capacityKwh: 60,
  powerKwh: 7,
  reserveKwh: 6,
  targetKwh: 48,
  efficiency: 0.93,
  wearEuroPerKwh: 0.03,
  feeEuroPerKwh: 0.02,
};

/**
 * The cheapest way to depart with `required`, as a mixed-integer linear programme: c and d are the kWh charged and
 * discharged in an hour, b says which of both may be. Nothing in it knows of states or of whole kWh.
 */
function programme(vehicle: ChargeVehicle, prices: Float64Array, start: number, required: number): string {
  const { efficiency, powerKwh, wearEuroPerKwh: wear, feeEuroPerKwh: fee, capacityKwh, reserveKwh } = vehicle;
  const hours = Array.from(prices);
  const number = (value: number): string => `${value < 0 ? '-' : '+'} ${Math.abs(value).toFixed(12)}`;
  const upTo = (hour: number): string =>
    hours
      .slice(0, hour + 1)
      .map((_, place) => `+ c${place} - d${place}`)
      .join(' ');
  return [
    'Minimize',
    ` cost: ${hours
      .map((price, t) => `${number((price + fee) / efficiency)} c${t} ${number(wear - efficiency * price)} d${t}`)
      .join(' ')}`,
    'Subject To',
    ...hours.flatMap((_, t) => [
      ` top${t}: ${upTo(t)} <= ${capacityKwh - start}`,
      ` floor${t}: ${upTo(t)} >= ${reserveKwh - start}`,
      ` in${t}: c${t} - ${powerKwh} b${t} <= 0`,
      ` out${t}: d${t} + ${powerKwh} b${t} <= ${powerKwh}`,
    ]),
    ` end: ${upTo(hours.length - 1)} >= ${required - start}`,
    'Bounds',
    ...hours.flatMap((_, t) => [` 0 <= c${t} <= ${powerKwh}`, ` 0 <= d${t} <= ${powerKwh}`]),
    'Binary',
    ` ${hours.map((_, t) => `b${t}`).join(' ')}`,
    'End',
  ].join('\n');
}

function pricesOf(hours: number, seed: number): Float64Array {
  const stream = randomStream(seed);
  return Float64Array.from({ length: hours }, () => 0.08 + 0.08 * stream.normal());
}

describe('the optimum by dynamic programme', () => {
  it('costs what a linear programme says, where full power is one kWh an hour', async () => {
    const solver = await loaded;
    const small = { ...car, capacityKwh: 8, powerKwh: 1, reserveKwh: 1 };
    for (let seed = 1; seed <= 12; seed += 1) {
      const prices = pricesOf(4 + (seed % 10), seed);
      const start = 1 + (seed % 7);
      const required = Math.min(6, start + 2);
      const solution = solver.solve(programme(small, prices, start, required));
      assert.equal(solution.Status, 'Optimal');
      const plan = optimalPlan(small, prices, required);
      assert.ok(Math.abs(plan.costAt(0, start) - solution.ObjectiveValue) < 1e-7, `seed ${seed}`);
    }
  });

  it('is never cheaper than the linear programme with any power up to full, and close to it', async () => {
    const solver = await loaded;
    let [ours, bound] = [0, 0];
    for (let seed = 1; seed <= 8; seed += 1) {
      const prices = pricesOf(12, seed);
      const solution = solver.solve(programme(car, prices, 34, 48));
      const cost = optimalPlan(car, prices, 48).costAt(0, 34);
      assert.ok(cost >= solution.ObjectiveValue - 1e-7, `seed ${seed}`);
      ours += cost;
      bound += solution.ObjectiveValue;
    }
    assert.ok(ours - bound < 0.1 * Math.abs(bound), `${ours} against ${bound}`);
  });

  it('is the best of all sequences of actions, tried one by one', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const prices = pricesOf(6, seed);
      let best = Infinity;
      for (let code = 0; code < 3 ** 6; code += 1) {
        let [energy, cost] = [40, 0];
        for (let hour = 0, rest = code; hour < 6; hour += 1, rest = Math.floor(rest / 3)) {
          const after = energyAfter(car, energy, (rest % 3) as ChargeAction);
          cost += costOf(car, energy, after, prices[hour]!);
          energy = after;
        }
        best = energy >= 48 ? Math.min(best, cost) : best;
      }
      const plan = optimalPlan(car, prices, 48);
      assert.ok(Math.abs(plan.costAt(0, 40) - best) < 1e-12);
    }
  });

  it('says so where the departure is out of reach', () => {
    const plan = optimalPlan(car, Float64Array.of(0.1), 48);
    assert.equal(plan.actionAt(0, 20), undefined);
    assert.equal(plan.costAt(0, 20), Infinity);
    assert.equal(plan.actionAt(0, 41), CHARGE);
  });

  it('by hand: sells the dear hour and buys back in the cheap one; rests where wear eats the gain', () => {
    const plan = optimalPlan({ ...car, feeEuroPerKwh: 0 }, Float64Array.of(0.1, 0.5, 0.05), 48);
    assert.deepEqual([plan.actionAt(0, 48), plan.actionAt(1, 48), plan.actionAt(2, 41)], [IDLE, DISCHARGE, CHARGE]);
    // 7 kWh sold at 0.93 of 0.5 less 0.03 of wear, bought at 0.05 over 0.93
    assert.ok(Math.abs(plan.costAt(0, 48) - (7 * (0.05 / 0.93) - 7 * (0.93 * 0.5 - 0.03))) < 1e-12);
    const flat = optimalPlan({ ...car, feeEuroPerKwh: 0 }, Float64Array.of(0.1, 0.11, 0.1), 48);
    assert.equal(flat.actionAt(0, 48), IDLE);
  });
});
