// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assess, chargeBetween, syntheticCell, syntheticDischarge } from '@wattpass/twin';
import { scaledColumns } from '../../support/columns-fixture.js';

const cells = fc.record({
  seed: fc.integer(),
  cycle: fc.integer({ min: 1, max: 200 }),
  cRate: fc.constantFrom(0.5, 1, 2),
});
const discharges = cells.map(({ seed, cycle, cRate }) => syntheticDischarge(syntheticCell({ seed }), cycle, { cRate }));

describe('the twin, for any discharge', () => {
  it('counts the same charge in one piece and in two', () => {
    fc.assert(
      fc.property(discharges, fc.nat(), (columns, place) => {
        const last = columns.timeMs.length - 1;
        const middle = place % columns.timeMs.length;
        const whole = chargeBetween(columns, 0, last);
        const parts = chargeBetween(columns, 0, middle) + chargeBetween(columns, middle, last);
        assert.ok(Math.abs(whole - parts) < 1e-6 * Math.abs(whole));
      }),
    );
  });

  it('assesses a copy of any size alike', () => {
    fc.assert(
      fc.property(discharges, fc.integer({ min: 2, max: 100 }), (columns, factor) => {
        const one = assess(columns, { capacityMicroampHours: 2_000_000 });
        const many = assess(scaledColumns(columns, factor), { capacityMicroampHours: 2_000_000 * factor });
        assert.deepEqual(many.window, one.window);
        assert.deepEqual([many.findings, many.anomalies], [one.findings, one.anomalies]);
        assert.ok(Math.abs(many.sohMillionths! - one.sohMillionths!) <= 1);
        assert.ok(Math.abs(many.resistanceMicroohms! * factor - one.resistanceMicroohms!) <= factor);
      }),
    );
  });
});
