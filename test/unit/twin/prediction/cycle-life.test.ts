// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { predictCycleLife, seededRandom, trainCycleLife, type LivedCell } from '@wattpass/twin';

const volts = Float64Array.from({ length: 20 }, (_, index) => 3.5 - index * 0.075);

/** A cell whose ΔQ(V) is a dip of a depth, and whose life is 20 / √depth, within a few percent. */
function cellOf(depth: number, noise = 0): LivedCell {
  const ampHours = volts.map((voltage) => -depth * (0.2 + Math.exp(-((voltage - 2.8) ** 2) / 0.08)));
  return { change: { volts, ampHours }, cycles: Math.round((20 * (1 + noise)) / Math.sqrt(depth)) };
}

describe('the cycle life', () => {
  const random = seededRandom(5);
  const train = Array.from({ length: 30 }, () => cellOf(10 ** (-3.4 + 2 * random()), 0.1 * (random() - 0.5)));
  const model = trainCycleLife(train);

  it('follows from the early change of the capacity', () => {
    for (const depth of [0.0006, 0.002, 0.01, 0.03]) {
      const { low, expected, high } = predictCycleLife(model, cellOf(depth).change);
      const truth = 20 / Math.sqrt(depth);
      assert.ok(Math.abs(expected / truth - 1) < 0.1, `${expected}, meant ${truth}`);
      assert.ok(low < expected && expected <= high);
    }
  });

  it('reads other voltages, in any number', () => {
    const { change } = cellOf(0.004);
    const every = {
      volts: change.volts.filter((_, index) => index % 2 === 1),
      ampHours: change.ampHours.filter((_, index) => index % 2 === 1),
    };
    const [coarse, fine] = [every, change].map((each) => predictCycleLife(model, each).expected);
    assert.ok(Math.abs(coarse! / fine! - 1) < 0.1, `${coarse} against ${fine}`);
  });

  it('is no longer than an early fade allows that no training cell had', () => {
    const dying = cellOf(0.5).change; // fades 0.1 Ah of its whole capacity, five times the worst training cell's 0.02
    const greatest = Math.max(...train.map(({ change, cycles }) => -change.ampHours.at(-1)! * cycles));
    assert.ok(predictCycleLife(model, dying).expected <= greatest / -dying.ampHours.at(-1)!);
  });

  it('needs three cells', () => {
    assert.throws(() => trainCycleLife(train.slice(0, 2)), RangeError);
  });
});
