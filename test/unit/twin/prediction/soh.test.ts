// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  conformalWidth,
  coverageOf,
  dischargeCurve,
  estimateShare,
  findKnee,
  matchCurve,
  referenceCurve,
  SOH_DEPTHS,
  sohFeatures,
  syntheticCell,
  syntheticDischarge,
  trainSohModel,
  type DischargeCurve,
  type SohBattery,
} from '@wattpass/twin';

const near = (actual: number, wanted: number, tolerance: number): void => {
  assert.ok(Math.abs(actual - wanted) <= tolerance, `${actual}, wanted ${wanted}`);
};

/** A voltage over the share of charge given, with a plateau and a knee, as layered-oxide cells show. */
const shape = (share: number): number => 4.1 - 0.6 * share - 0.12 * Math.exp((share - 0.9) * 18);

/** A full discharge of `capacity` Ah at 2 A whose voltage is the shape, stretched, lowered and tilted. */
function curveOf(capacity: number, stretch = 1, shift = 0, tilt = 0, count = 400): DischargeCurve {
  const ampHours = Float64Array.from({ length: count }, (_, index) => (capacity * index) / (count - 1));
  return {
    seconds: ampHours.map((charge) => charge * 1800),
    ampHours,
    volts: ampHours.map((charge) => shape(charge / (2 * stretch)) - shift - (tilt * charge) / 2),
    amps: new Float64Array(count).fill(2),
    celsius: new Float64Array(count).fill(25),
    totalAmpHours: capacity,
    isFull: true,
  };
}

describe('a reference curve', () => {
  it('is the median of the first five full discharges', () => {
    const curves = [1.9, 2.1, 2, 1.95, 2.05, 1].map((capacity) => curveOf(capacity, capacity / 2));
    const reference = referenceCurve(curves)!;
    assert.equal(reference.capacityAmpHours, 2);
    near(reference.volts[100]!, shape(0.5), 1e-3);
    assert.equal(referenceCurve([{ ...curves[0]!, isFull: false }]), undefined);
  });
});

describe('matching a discharge with its reference', () => {
  const reference = referenceCurve([curveOf(2)])!;

  it('gives back how it was stretched, lowered and tilted', () => {
    const match = matchCurve(curveOf(1.6, 0.8, 0.03, 0.02), reference, 0.9)!;
    near(match.stretch, 0.8, 0.003);
    near(match.shift, 0.03, 0.003);
    near(match.tilt, 0.02, 0.006);
    assert.ok(match.residual < 1e-3);
  });

  it('says nothing of a discharge that stopped before the depth', () => {
    const whole = curveOf(2);
    const half = { ...whole, ampHours: whole.ampHours.slice(0, 200), volts: whole.volts.slice(0, 200) };
    assert.equal(matchCurve(half, reference, 0.9), undefined);
    assert.notEqual(matchCurve(half, reference, 0.4), undefined);
  });
});

describe('conformal intervals', () => {
  it('take the ranked residual', () => {
    // nine residuals: ⌈10 · 0.8⌉ = 8th smallest
    assert.equal(conformalWidth([-9, 1, 2, -3, 4, 5, 6, 7, -8], 0.8), 8);
    assert.equal(conformalWidth([1, 2, 3], 0.9), Infinity); // ⌈4 · 0.9⌉ = 4 of three
  });

  it('count what they hold', () => {
    const interval = { low: 0, expected: 1, high: 2 };
    assert.equal(coverageOf([interval, interval, interval, interval], [0, 2, 3, -1]), 0.5);
  });
});

describe('health from partial discharges', function () {
  this.timeout(20_000); // on a busy machine

  const rated = { capacityMicroampHours: 2_000_000, endOfDischargeMicrovolts: 2_700_000 };
  const battery = (seed: number): SohBattery => {
    const cell = syntheticCell({ seed });
    const curves = Array.from({ length: 12 }, (_, index) => {
      return dischargeCurve(syntheticDischarge(cell, 1 + index * 12, { intervalMs: 15_000 }), rated)!;
    });
    const reference = referenceCurve(curves)!;
    return {
      features: curves.map((curve) => sohFeatures(curve, reference)),
      shares: Float64Array.from(curves, ({ totalAmpHours }) => totalAmpHours / reference.capacityAmpHours),
    };
  };

  it('is within two points on batteries that were not trained on', () => {
    const batteries = [1, 2, 3].map(battery);
    for (const held of batteries) {
      const model = trainSohModel(batteries.filter((other) => other !== held));
      const estimates = held.features.map((reading) => estimateShare(model, reading)!);
      estimates.forEach(({ expected }, index) => {
        near(expected, held.shares[index]!, 0.02);
      });
      assert.ok(estimates.every(({ low, expected, high }) => low < expected && expected < high));
    }
  });

  it('is not told before the first depth is reached', () => {
    const model = trainSohModel([battery(1)]);
    assert.equal(
      estimateShare(
        model,
        SOH_DEPTHS.map(() => undefined),
      ),
      undefined,
    );
  });
});

describe('the knee', () => {
  const cycles = Array.from({ length: 100 }, (_, index) => index);

  it('is where two lines meet', () => {
    const capacities = cycles.map((cycle) => 2 - 0.001 * cycle - 0.01 * Math.max(0, cycle - 60));
    const knee = findKnee(cycles, capacities)!;
    assert.equal(knee.cycle, 60);
    near(knee.slopes[0], -0.001, 1e-6);
    near(knee.slopes[1], -0.011, 1e-6);
    assert.ok(knee.explained > 0.999);
  });

  it('is none in a straight line, in one that flattens, or in too few points', () => {
    const wiggle = (cycle: number): number => 0.001 * Math.sin(cycle * 7);
    assert.equal(
      findKnee(
        cycles,
        cycles.map((cycle) => 2 - 0.005 * cycle + wiggle(cycle)),
      ),
      undefined,
    );
    assert.equal(
      findKnee(
        cycles,
        cycles.map((cycle) => 2 - 0.01 * Math.min(cycle, 50)),
      ),
      undefined,
    );
    assert.equal(findKnee([1, 2, 3], [1, 1, 0]), undefined);
  });
});
