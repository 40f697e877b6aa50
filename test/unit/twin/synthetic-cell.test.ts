// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { assess, capacityAtCycle, firstCycleBelow, syntheticCell, syntheticDischarge } from '@wattpass/twin';

const rated = { capacityMicroampHours: 2_000_000, nominalMicrovolts: 3_650_000, endOfDischargeMicrovolts: 2_700_000 };
const seeds = [1, 2, 3, 7, 42];
const digest = (columns: object): string => createHash('sha256').update(JSON.stringify(columns)).digest('hex');

describe('a synthetic cell', () => {
  it('gives the same samples for the same seed and cycle, and others for others', () => {
    const of = (seed: number, cycle: number) => digest(syntheticDischarge(syntheticCell({ seed }), cycle));
    assert.equal(of(1, 5), of(1, 5));
    assert.equal(new Set([of(1, 5), of(2, 5), of(1, 6), of(2, 6)]).size, 4);
  });

  it('shows discharges that are plausible and full', () => {
    for (const seed of seeds) {
      const cell = syntheticCell({ seed });
      for (const cycle of [1, 50, cell.cycleLife]) {
        const columns = syntheticDischarge(cell, cycle);
        const assessment = assess(columns, rated);
        assert.deepEqual(assessment.findings, []);
        assert.deepEqual(assessment.anomalies, []);
        const truth = 1e6 * capacityAtCycle(cell, cycle);
        const error = (assessment.capacityMicroampHours ?? 0) / truth - 1;
        assert.ok(error > -0.03 && error < 0.01, `seed ${seed}, cycle ${cycle}: ${error}`);
      }
    }
  });

  it('ages to the end of its life in the cycles it was given', () => {
    for (const seed of seeds) {
      const cell = syntheticCell({ seed, typicalCycleLife: 100 });
      assert.ok(cell.cycleLife >= 80 && cell.cycleLife <= 120);
      const capacities = Array.from({ length: 130 }, (_, index) => ({
        cycle: index + 1,
        capacityMicroampHours: assess(syntheticDischarge(cell, index + 1), rated).capacityMicroampHours ?? 0,
      }));
      const end = firstCycleBelow(capacities, rated.capacityMicroampHours, 700_000) ?? Infinity;
      assert.ok(Math.abs(end - cell.cycleLife) <= 6, `seed ${seed}: ${end}, meant ${cell.cycleLife}`);
    }
  });

  it('rises in resistance and warms up', () => {
    const cell = syntheticCell({ seed: 1 });
    const [young, old] = [1, cell.cycleLife].map((cycle) => assess(syntheticDischarge(cell, cycle), rated));
    assert.ok(old!.resistanceMicroohms! > 1.3 * young!.resistanceMicroohms!);
    assert.ok(old!.greatestMillicelsius > young!.greatestMillicelsius);
    assert.ok(young!.greatestMillicelsius > 26_000 && old!.greatestMillicelsius < 45_000);
  });

  it('comes in any size', () => {
    const cell = syntheticCell({ seed: 3, capacityMicroampHours: 60_000_000 });
    const large = assess(syntheticDischarge(cell, 1, { cRate: 0.5, intervalMs: 30_000 }), {
      ...rated,
      capacityMicroampHours: 60_000_000,
    });
    assert.deepEqual(large.findings, []);
    assert.ok(large.sohMillionths! > 950_000 && large.sohMillionths! < 1_040_000);
  });

  it('ends its recording even if the end voltage is out of reach', () => {
    const columns = syntheticDischarge(syntheticCell({ seed: 1 }), 1, { cRate: 1e-6 });
    assert.ok(columns.timeMs.length <= 20_010);
  });
});
