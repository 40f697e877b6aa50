// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { parseBatteryCode } from '@wattpass/chaincode/domain';
import { batteryLabel } from '@wattpass/fleet';

describe('battery label', () => {
  it('writes the date and the number of the day as GB/T 34014 does', () => {
    // 2026 is the 16th year from 2011 (G), November B, the 22nd day N (no I)
    const { firstLife, secondLife } = batteryLabel(new Date('2026-11-22T10:00:00Z'), 7);
    assert.equal(firstLife, '9WPCE180000DEMGBN0000007');
    assert.equal(secondLife, '9WPCE18GBN0000007RC');
  });

  it('writes codes that the ledger reads as what they are, on every kind of day', () => {
    for (const day of ['2024-02-29', '2025-12-31', '2030-01-01', '2040-10-30']) {
      const { firstLife, secondLife } = batteryLabel(new Date(`${day}T23:59:59Z`), 9_999_999);
      assert.equal(firstLife.length, 24);
      assert.equal(parseBatteryCode(firstLife)?.date, day);
      assert.equal(secondLife.length, 19);
      assert.equal(parseBatteryCode(secondLife)?.date, day);
      assert.equal(parseBatteryCode(secondLife)?.reuse, 'cell');
    }
  });

  it('refuses days and numbers that the standard does not have', () => {
    assert.throws(() => batteryLabel(new Date('2010-12-31T00:00:00Z'), 1), RangeError);
    assert.throws(() => batteryLabel(new Date('2041-01-01T00:00:00Z'), 1), RangeError);
    assert.throws(() => batteryLabel(new Date('2026-01-01T00:00:00Z'), 0), RangeError);
  });
});
