// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  capacityDrift,
  cleanSeries,
  conformalWidth,
  initialSoc,
  stepSoc,
  track,
  VOLTAGE_NODES,
  type Series,
} from '@wattpass/twin';

const expected = { ratedAmpHours: 2, nominalVolts: 3.6 };

const series = (count: number): Series => ({
  seconds: Float64Array.from({ length: count }, (_, index) => 10 * index),
  volts: Float64Array.from({ length: count }, (_, index) => 4 - index / count),
  amps: new Float64Array(count).fill(-2),
  celsius: new Float64Array(count).fill(25),
});

const rowsAt = (all: Series, order: readonly number[]): Series => ({
  seconds: Float64Array.from(order, (row) => all.seconds[row]!),
  volts: Float64Array.from(order, (row) => all.volts[row]!),
  amps: Float64Array.from(order, (row) => all.amps[row]!),
  celsius: Float64Array.from(order, (row) => all.celsius[row]!),
});

describe('the data space, for any disorder', () => {
  it('gives back the sound series, and counts what it did', () => {
    const repeats = fc.uniqueArray(fc.nat(199), { maxLength: 8 });
    const swaps = fc.uniqueArray(fc.nat(98), { maxLength: 8 });
    fc.assert(
      fc.property(repeats, swaps, (repeated, swapped) => {
        const order = Array.from({ length: 200 }, (_, row) => row);
        for (const pair of swapped) {
          [order[2 * pair], order[2 * pair + 1]] = [2 * pair + 1, 2 * pair];
        }
        const doubled = order.flatMap((row) => (repeated.includes(row) ? [row, row] : [row]));
        const { series: clean, repairs } = cleanSeries(rowsAt(series(200), doubled), expected);
        assert.deepEqual(clean, series(200));
        assert.equal(repairs.repeated, repeated.length);
        assert.ok(repairs.disordered >= swapped.length);
        assert.deepEqual(cleanSeries(clean, expected).series, clean);
      }),
      { numRuns: 50 },
    );
  });
});

describe('conformal widths, for any residuals', () => {
  it('hold at least the share asked for, of the residuals themselves', () => {
    const residuals = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 20, maxLength: 200 });
    fc.assert(
      fc.property(residuals, fc.double({ min: 0.1, max: 0.95, noNaN: true }), (values, coverage) => {
        const width = conformalWidth(values, coverage);
        assert.ok(values.filter((value) => Math.abs(value) <= width).length >= coverage * values.length);
      }),
    );
  });
});

describe('filters, for any measurements', () => {
  it('keep their variances positive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(5), fc.double({ min: -10, max: 10, noNaN: true })), { maxLength: 50 }),
        (all) => {
          let tracked = track(undefined, 0, 1, capacityDrift);
          for (const [cycles, value] of all) {
            tracked = track(tracked, tracked.cycle + cycles, value, capacityDrift);
            const [level, both, trend] = tracked.variance;
            assert.ok(level > 0 && trend > 0 && level * trend - both * both > -1e-18);
          }
        },
      ),
    );
  });

  it('keep the state of charge between empty and full', () => {
    const table = (value: (depth: number) => number): Float64Array =>
      Float64Array.from({ length: VOLTAGE_NODES }, (_, node) => value(node / (VOLTAGE_NODES - 1)));
    const battery = {
      ampHours: 2,
      nominalVolts: 3.6,
      voltage: { openVolts: table((depth) => 4.2 - depth), ohms: table(() => 0.1), celsius: table(() => 25) },
    };
    const measurement = fc.record({
      seconds: fc.double({ min: 0, max: 3600, noNaN: true }),
      volts: fc.double({ min: -100, max: 100, noNaN: true }),
      amps: fc.double({ min: -100, max: 100, noNaN: true }),
      celsius: fc.double({ min: -40, max: 80, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(measurement, { maxLength: 50 }), (all) => {
        let state = initialSoc(0.5, battery);
        for (const each of all) {
          state = stepSoc(battery, state, each);
          assert.ok(state.soc >= 0 && state.soc <= 1);
          assert.ok(state.socVariance > 0 && Number.isFinite(state.excessOhms));
        }
      }),
    );
  });
});
