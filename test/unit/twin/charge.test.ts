// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { chargeBetween, stateOfChargeAfter } from '@wattpass/twin';
import { columnsOf } from '../../support/columns-fixture.js';

// One hour at -1 A, then one hour in which the current goes from -1 A to -3 A, then half an hour back up to +1 A.
const columns = columnsOf([
  [0, 4, -1, 25],
  [3600, 3.8, -1, 25],
  [7200, 3.6, -3, 25],
  [9000, 3.7, 1, 25],
]);

describe('coulomb counting', () => {
  it('is the trapezoidal rule', () => {
    assert.equal(chargeBetween(columns, 0, 1), -1_000_000);
    assert.equal(chargeBetween(columns, 1, 2), -2_000_000);
    assert.equal(chargeBetween(columns, 2, 3), -500_000); // mean of -3 and 1 A for half an hour
    assert.equal(chargeBetween(columns, 0, 3), -3_500_000);
  });

  it('is zero over one sample and follows uneven sampling', () => {
    assert.equal(chargeBetween(columns, 2, 2), 0);
    const uneven = columnsOf([
      [0, 4, -1, 25],
      [1.5, 4, -1, 25],
      [36, 4, -1, 25],
    ]);
    assert.equal(chargeBetween(uneven, 0, 2), -10_000); // 36 s of 1 A
  });
});

describe('the state of charge', () => {
  it('counts on from the state before', () => {
    assert.equal(stateOfChargeAfter(1_000_000, columns, 10_000_000), 650_000);
    assert.equal(stateOfChargeAfter(600_000, columns, 10_000_000, 2), 550_000);
  });

  it('stays between empty and full', () => {
    assert.equal(stateOfChargeAfter(300_000, columns, 10_000_000), 0);
    const charge = columnsOf([
      [0, 4, 1, 25],
      [3600, 4, 1, 25],
    ]);
    assert.equal(stateOfChargeAfter(950_000, charge, 10_000_000), 1_000_000);
  });
});
