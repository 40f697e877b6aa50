// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { firstCycleBelow, stateOfHealth } from '@wattpass/twin';

describe('the state of health', () => {
  it('is the share of the rated capacity in millionths, rounded down', () => {
    assert.equal(stateOfHealth(1_400_000, 2_000_000), 700_000);
    assert.equal(stateOfHealth(1_399_999, 2_000_000), 699_999); // 699,999.5
    assert.equal(stateOfHealth(2_035_338, 2_000_000), 1_017_669);
    assert.equal(stateOfHealth(0, 2_000_000), 0);
  });

  it('needs a rated capacity', () => {
    for (const rated of [0, -1, NaN]) {
      assert.throws(() => stateOfHealth(1, rated), RangeError);
    }
  });
});

describe('the end of life', () => {
  const capacities = [1_900_000, 1_400_000, 1_399_999, 1_450_000, 1_300_000].map((capacityMicroampHours, index) => ({
    cycle: index + 1,
    capacityMicroampHours,
  }));

  it('is the first cycle below the share, even if the capacity recovers', () => {
    assert.equal(firstCycleBelow(capacities, 2_000_000, 700_000), 3);
    assert.equal(firstCycleBelow(capacities, 2_000_000, 960_000), 1);
  });

  it('is not reached by a capacity at the share', () => {
    assert.equal(firstCycleBelow(capacities.slice(0, 2), 2_000_000, 700_000), undefined);
    assert.equal(firstCycleBelow([], 2_000_000, 700_000), undefined);
  });

  it('is the same for a battery twice as large', () => {
    const doubled = capacities.map(({ cycle, capacityMicroampHours }) => ({
      cycle,
      capacityMicroampHours: 2 * capacityMicroampHours,
    }));
    assert.equal(firstCycleBelow(doubled, 4_000_000, 700_000), 3);
  });
});
