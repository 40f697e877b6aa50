// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  behaviourOf,
  capacityDrift,
  forecast,
  judgeDelivery,
  newTwin,
  remainingCycles,
  syntheticCell,
  syntheticDischarge,
  track,
  twinAfter,
  unwatched,
  watch,
  wattHours,
  type BatteryTwin,
  type Tracked,
} from '@wattpass/twin';
import { columnsOf } from '../../../support/columns-fixture.js';

const near = (actual: number, wanted: number, tolerance = 1e-8): void => {
  assert.ok(Math.abs(actual - wanted) <= tolerance, `${actual}, wanted ${wanted}`);
};

describe('tracking', () => {
  it('is the Kalman filter of a local linear trend', () => {
    // The same filter in matrices with numpy: F = [[1, n], [0, 1]], measured 1.0, then 0.995, 0.992 and, 3 cycles on, 0.98
    let tracked = track(undefined, 1, 1, capacityDrift);
    tracked = track(tracked, 2, 0.995, capacityDrift);
    tracked = track(tracked, 3, 0.992, capacityDrift);
    tracked = track(tracked, 6, 0.98, capacityDrift);
    near(tracked.level, 0.98242729);
    near(tracked.trend, -0.00289815);
    near(tracked.variance[0], 7.66900642e-5, 1e-12);
    near(tracked.variance[1], 1.57379573e-5, 1e-12);
    near(tracked.variance[2], 6.69017676e-6, 1e-12);
    const { expected, deviation } = forecast(tracked, 10, capacityDrift);
    near(expected, 0.9534457426635403);
    near(deviation, 0.03411451625192501);
  });

  it('is moved little by one wild value', () => {
    let tracked: Tracked | undefined;
    for (let cycle = 1; cycle <= 30; cycle += 1) {
      tracked = track(tracked, cycle, 1, capacityDrift);
    }
    assert.ok(track(tracked, 31, 0.2, capacityDrift).level > 0.97);
  });

  it('refuses an earlier cycle and what is no number', () => {
    const tracked = track(undefined, 5, 1, capacityDrift);
    assert.throws(() => track(tracked, 4, 1, capacityDrift), /^RangeError: cycle/);
    assert.throws(() => track(tracked, 6, NaN, capacityDrift), /^RangeError: value/);
  });
});

describe('the remaining life', () => {
  const steady = (count: number): Tracked => {
    let tracked = track(undefined, 1, 0.999, capacityDrift);
    for (let cycle = 2; cycle <= count; cycle += 1) {
      tracked = track(tracked, cycle, 1 - cycle / 1000, capacityDrift);
    }
    return tracked;
  };

  it('is where the trend meets the end of life', () => {
    // 1 - cycle/1000 is 0.9 after 100 cycles and 0.7 after 300
    const found = remainingCycles(steady(100), 0.7, capacityDrift);
    assert.ok(Math.abs(found!.expected - 200) <= 8, String(found!.expected));
    assert.ok(found!.low < found!.expected && found!.expected < found!.high);
  });

  it('is not told from four measurements, nor where nothing falls', () => {
    assert.equal(remainingCycles(steady(4), 0.7, capacityDrift), undefined);
    let flat = track(undefined, 1, 1, capacityDrift);
    for (let cycle = 2; cycle <= 50; cycle += 1) {
      flat = track(flat, cycle, 1, capacityDrift);
    }
    assert.equal(remainingCycles(flat, 0.7, capacityDrift), undefined);
  });
});

describe('watching', () => {
  const settled = (): typeof unwatched => {
    let watched = unwatched;
    for (let index = 0; index < 20; index += 1) {
      watched = watch(watched, index % 2 === 0 ? 9 : 11, 0.1).watched; // median 10, sigma 1.4826
    }
    return watched;
  };

  it('finds a shift of two deviations in four values', () => {
    let watched = settled();
    const value = 10 + 2 * 1.4826; // each adds 2 - 0.75 = 1.25; the sum passes 4 with the fourth
    const alarms = Array.from({ length: 4 }, () => {
      const next = watch(watched, value, 0.1);
      watched = next.watched;
      return next.alarm?.direction;
    });
    assert.deepEqual(alarms, [undefined, undefined, undefined, 'up']);
  });

  it('takes two wild values, not one, and the other direction as well', () => {
    const once = watch(settled(), -1000, 0.1);
    assert.equal(once.alarm, undefined);
    assert.equal(watch(once.watched, -1000, 0.1).alarm?.direction, 'down');
  });

  it('is silent while nothing changes, and keeps no more than its reference', () => {
    let watched = settled();
    for (let index = 0; index < 1000; index += 1) {
      const next = watch(watched, index % 2 === 0 ? 9 : 11, 0.1);
      assert.equal(next.alarm, undefined);
      watched = next.watched;
    }
    assert.equal(watched.reference.length, 20);
  });
});

describe('behaviour', () => {
  it('tells the parts of a charge', () => {
    const charge = columnsOf([
      [0, 3.8, 0, 24],
      [60, 4.0, 1.5, 25],
      [120, 4.1, 1.5, 26],
      [180, 4.2, 1.5, 26.5],
      [240, 4.2, 0.8, 26],
      [300, 4.2, 0.3, 25],
    ]);
    const found = behaviourOf(charge, { capacityMicroampHours: 2_000_000 });
    assert.deepEqual([found.constantCurrentSeconds, found.constantVoltageSeconds, found.kelvin], [180, 120, 2.5]);
    near(found.voltsPerSecond, 0.1 / 60, 1e-9); // the two steady steps are of 0.1 V in a minute
  });

  it('counts energy, and judges what was delivered against what was asked for', () => {
    const hour = columnsOf([
      [0, 4, -1, 25],
      [3600, 3, -1, 25],
    ]);
    near(wattHours(hour), -3.5); // 1 Ah at a mean of 3.5 V
    assert.equal(judgeDelivery(10_000, 10_300), 'over-delivered');
    assert.equal(judgeDelivery(10_000, 10_200), undefined);
    assert.equal(judgeDelivery(10_000, 4_900), 'under-delivered');
    assert.equal(judgeDelivery(0, 5), undefined);
  });
});

describe('a twin', function () {
  this.timeout(20_000); // on a busy machine

  const rated = { capacityMicroampHours: 2_000_000, nominalMicrovolts: 3_650_000, endOfDischargeMicrovolts: 2_700_000 };
  const cell = syntheticCell({ seed: 1 });
  const sampling = { intervalMs: 30_000 };

  const after = (cycles: number) => {
    let twin: BatteryTwin = newTwin;
    let last: ReturnType<typeof twinAfter>['estimate'] | undefined;
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      const next = twinAfter(twin, { cycle, columns: syntheticDischarge(cell, cycle, sampling) }, rated, 0.7);
      twin = JSON.parse(JSON.stringify(next.twin)) as BatteryTwin; // it survives being stored
      last = next.estimate;
    }
    return { twin, estimate: last! };
  };

  it('follows a battery in constant memory, and sees its end', () => {
    const early = after(25);
    const late = after(90);
    assert.ok(JSON.stringify(late.twin).length < 1.1 * JSON.stringify(early.twin).length + 100);
    const { soh, remainingCycles: remaining, outlook } = late.estimate;
    const measured = late.estimate.assessment.sohMillionths! / 1e6;
    assert.ok(soh!.low < measured && measured < soh!.high);
    // fade gathers pace, so a straight trend comes out late rather than early
    assert.ok(Math.abs(remaining!.expected - (cell.cycleLife - 90)) < 25, String(remaining!.expected));
    assert.deepEqual(
      outlook.map(({ cycles }) => cycles),
      [10, 25, 50],
    );
    assert.ok(outlook[0]!.soh.expected > outlook[2]!.soh.expected);
  });

  it('learns nothing from a chunk of an earlier cycle, nor from a doubtful recording', () => {
    const { twin } = after(30);
    const late = twinAfter(twin, { cycle: 3, columns: syntheticDischarge(cell, 3, sampling) }, rated, 0.7);
    assert.deepEqual(late.twin.capacity, twin.capacity);
    const columns = syntheticDischarge(cell, 31, sampling);
    columns.millicelsius[5] = 130_000;
    const doubtful = twinAfter(twin, { cycle: 31, columns }, rated, 0.7);
    assert.deepEqual(doubtful.twin.capacity, twin.capacity);
    assert.equal(doubtful.estimate.assessment.findings.length > 0, true);
  });

  it('says nothing of health before a full discharge', () => {
    const rest = columnsOf([
      [0, 4, 0, 25],
      [60, 4, 0, 25],
    ]);
    const { estimate } = twinAfter(newTwin, { cycle: 1, columns: rest }, rated, 0.7);
    assert.deepEqual(estimate.outlook, []);
    assert.equal('soh' in estimate, false);
  });
});
