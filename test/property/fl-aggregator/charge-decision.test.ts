// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  CHARGE_INPUTS,
  generatedSessions,
  generatedVehicle,
  labelledStays,
  operated,
  perfectForesight,
  priceSeries,
  randomStream,
  uncontrolled,
  writeChargeFeatures,
  type ChargeAction,
  type ChargePolicy,
} from '@wattpass/fl-aggregator';

const from = Date.UTC(2024, 2, 20);
const to = Date.UTC(2024, 3, 10);

/** Hourly prices around a daily wave, over the change of the clocks. */
function waves(seed: number): ReturnType<typeof priceSeries> {
  const stream = randomStream(seed);
  const rows = Array.from({ length: (to - from) / 3_600_000 + 48 }, (_, hour) => {
    const time = new Date(from - 86_400_000 + hour * 3_600_000).toISOString();
    return `${time},${(80 + 60 * Math.sin(hour / 3.8) + 30 * stream.normal()).toFixed(2)}`;
  });
  return priceSeries(`start,eur_mwh\n${rows.join('\n')}`);
}

const worlds = fc.integer({ min: 0, max: 2 ** 31 }).map((seed) => {
  const stream = randomStream(seed);
  const generated = generatedVehicle({ wearEuroPerKwh: 0.03, feeEuroPerKwh: 0.05 * stream.uniform() }, stream);
  return { seed, ...generated, sessions: generatedSessions(generated, from, to, stream), series: waves(seed) };
});

/** Decides by chance, the worst a model could do. */
function atRandom(seed: number): ChargePolicy {
  const stream = randomStream(seed, 9);
  return () => () => stream.below(3) as ChargeAction;
}

describe('charging behind the shield', () => {
  it('never misses a departure, whatever is wanted', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom<ChargeAction>(0, 1, 2), ({ seed, vehicle, sessions, series }, stubborn) => {
        for (const policy of [atRandom(seed), () => () => stubborn, uncontrolled, perfectForesight]) {
          assert.equal(operated(vehicle, sessions, series, policy).missedDepartures, 0);
        }
      }),
    );
  });

  it('gives stays in order, without overlap, within the days asked for', () => {
    fc.assert(
      fc.property(worlds, ({ sessions }) => {
        sessions.forEach(({ arrival, departure }, place) => {
          assert.ok(departure > arrival && departure * 3_600_000 <= to);
          assert.ok(place === 0 || arrival > sessions[place - 1]!.departure);
        });
      }),
    );
  });
});

describe('the features', () => {
  it('are finite and bounded, as are all labelled hours', () => {
    fc.assert(
      fc.property(worlds, ({ seed, vehicle, sessions, series }) => {
        const { count, features, labels } = labelledStays(vehicle, sessions, series, randomStream(seed));
        assert.deepEqual([features.length, labels.length], [count * CHARGE_INPUTS, count]);
        assert.ok(features.every((value) => Math.abs(value) <= 4));
        assert.ok(labels.every((label) => label <= 2));
      }),
      { numRuns: 30 },
    );
  });

  it('see no price beyond those published', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 9 }), ({ vehicle, series }, hours) => {
        const all = series.prices.slice(0, 10);
        const write = (known: Float64Array): Float64Array => {
          const out = new Float64Array(CHARGE_INPUTS);
          const situation = { energy: 20, required: vehicle.targetKwh, localHour: 20, hoursLeft: 10, known };
          writeChargeFeatures(vehicle, situation, out, 0);
          return out;
        };
        assert.deepEqual(write(all.subarray(0, hours)), write(Float64Array.from(all.slice(0, hours))));
      }),
    );
  });
});
