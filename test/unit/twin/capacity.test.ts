// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { dischargeCapacity, dischargeWindow } from '@wattpass/twin';
import { columnsOf, scaledColumns, smallDischarge, withValues } from '../../support/columns-fixture.js';

const rated = { capacityMicroampHours: 20_000 };
const to = (volts: number) => ({ ...rated, endOfDischargeMicrovolts: volts * 1e6 });

describe('the discharge window', () => {
  it('runs from the first to the last sample under load', () => {
    assert.deepEqual(dischargeWindow(smallDischarge(), rated), { onset: 2, end: 5 });
  });

  it('ends with the first sample below the end-of-discharge voltage', () => {
    assert.deepEqual(dischargeWindow(smallDischarge(), to(3.1)), { onset: 2, end: 4, endVoltageReached: true });
    assert.deepEqual(dischargeWindow(smallDischarge(), to(2.7)), { onset: 2, end: 5, endVoltageReached: true });
  });

  it('takes the voltage as reached if the next sample would have', () => {
    // The last two fell from 3.0 to 2.6 V, so the next would have shown 2.2 V.
    assert.deepEqual(dischargeWindow(smallDischarge(), to(2.3)), { onset: 2, end: 5, endVoltageReached: true });
    assert.deepEqual(dischargeWindow(smallDischarge(), to(2.2)), { onset: 2, end: 5, endVoltageReached: false });
  });

  it('goes on through a pause and through a short charge', () => {
    const columns = withValues(smallDischarge(), {
      microamps: [
        [3, 0],
        [4, 500_000],
      ],
    });
    assert.deepEqual(dischargeWindow(columns, rated), { onset: 2, end: 5 });
  });

  it('does not take noise or a charge for a discharge', () => {
    const rest = columnsOf([
      [0, 4, -0.0001, 24],
      [10, 4, 0.0001, 24],
      [20, 4, -0.0001, 24],
    ]);
    assert.equal(dischargeWindow(rest, rated), undefined);
    assert.equal(dischargeWindow(scaledColumns(smallDischarge(), -1), rated), undefined);
  });

  it('leaves out currents below a tenth of the usual discharge current', () => {
    const columns = withValues(smallDischarge(), {
      microamps: [
        [1, -199_999],
        [6, -200_000],
      ],
    });
    assert.deepEqual(dischargeWindow(columns, rated), { onset: 2, end: 6 });
  });

  it('is not moved by one wild current', () => {
    const columns = withValues(smallDischarge(), { microamps: [[4, -2_000_000_000]] });
    assert.deepEqual(dischargeWindow(columns, rated), { onset: 2, end: 5 });
  });
});

describe('the discharge capacity', () => {
  it('is the charge within the window and half the interval of the onset', () => {
    // 10 s at a mean of 1 A and 30 s at 2 A: 70 A·s = 19,444.4 µAh
    assert.equal(dischargeCapacity(smallDischarge(), rated)?.capacityMicroampHours, 19_444);
    // 10 s at 1 A and 20 s at 2 A: 50 A·s = 13,888.9 µAh
    assert.equal(dischargeCapacity(smallDischarge(), to(3.1))?.capacityMicroampHours, 13_889);
  });

  it('subtracts what is charged in between', () => {
    const columns = withValues(smallDischarge(), {
      microamps: [
        [3, 1_000_000],
        [4, 1_000_000],
      ],
    });
    // onset 10 A·s; -2 to 1 A: 5; 1 A: -10; 1 to -2 A: 5; together 10 A·s
    assert.equal(dischargeCapacity(columns, rated)?.capacityMicroampHours, 2_778);
  });

  it('leaves the onset interval out if it is a gap', () => {
    const columns = columnsOf([
      [0, 4.2, 0, 24],
      [101, 4, -2, 24],
      [111, 3.9, -2, 24],
      [121, 3.8, -2, 24],
    ]);
    assert.equal(dischargeCapacity(columns, rated)?.capacityMicroampHours, 11_111); // 40 A·s
    const near = withValues(columns, { timeMs: [[0, 1_000]] });
    assert.equal(dischargeCapacity(near, rated)?.capacityMicroampHours, 38_889); // and 100 s at 1 A
  });

  it('starts with the chunk if the load is already on', () => {
    const columns = columnsOf([
      [0, 4, -2, 24],
      [10, 3.9, -2, 24],
      [20, 3.8, 0, 24],
    ]);
    assert.deepEqual(dischargeCapacity(columns, rated), { capacityMicroampHours: 5_556, window: { onset: 0, end: 1 } });
  });

  it('is absent without a discharge', () => {
    assert.equal(dischargeCapacity(scaledColumns(smallDischarge(), -1), rated), undefined);
  });

  it('doubles with the current', () => {
    const doubled = dischargeCapacity(scaledColumns(smallDischarge(), 2), { capacityMicroampHours: 40_000 });
    assert.deepEqual(doubled, { capacityMicroampHours: 38_889, window: { onset: 2, end: 5 } });
  });
});
