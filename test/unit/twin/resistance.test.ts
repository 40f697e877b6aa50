// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { onsetResistance, referenceResistance } from '@wattpass/twin';
import { scaledColumns, smallDischarge, withValues } from '../../support/columns-fixture.js';

const rated = { capacityMicroampHours: 20_000 };

describe('the resistance at load onset', () => {
  it('is the voltage step over the current step', () => {
    // 0.2 V for 2 A
    assert.deepEqual(onsetResistance(smallDischarge(), rated), { microohms: 100_000, intervalMs: 10_000, index: 2 });
  });

  it('counts the small current before', () => {
    const columns = withValues(smallDischarge(), { microamps: [[1, -100_000]] });
    assert.equal(onsetResistance(columns, rated)?.microohms, 105_263); // 0.2 V for 1.9 A
  });

  it('halves for a battery twice as large', () => {
    const doubled = onsetResistance(scaledColumns(smallDischarge(), 2), { capacityMicroampHours: 40_000 });
    assert.equal(doubled?.microohms, 50_000);
  });

  it('is absent without a rest before, after a charge, or if the voltage does not fall', () => {
    const { timeMs, microvolts, microamps, millicelsius } = smallDischarge();
    const underLoad = {
      timeMs: timeMs.subarray(2),
      microvolts: microvolts.subarray(2),
      microamps: microamps.subarray(2),
      millicelsius: millicelsius.subarray(2),
    };
    assert.equal(onsetResistance(underLoad, rated), undefined);
    assert.equal(onsetResistance(withValues(smallDischarge(), { microamps: [[1, 1_000_000]] }), rated), undefined);
    assert.equal(onsetResistance(withValues(smallDischarge(), { microvolts: [[2, 4_200_000]] }), rated), undefined);
    assert.equal(onsetResistance(scaledColumns(smallDischarge(), 0), rated), undefined);
  });
});

describe('the reference resistance', () => {
  it('is the median of the first five estimates', () => {
    assert.equal(referenceResistance([107_000, 104_000, 103_000, 900_000, 105_000, 1, 2, 3]), 105_000);
    assert.equal(referenceResistance([100, 201]), 151); // 150.5, rounded
    assert.equal(referenceResistance([]), undefined);
  });
});
