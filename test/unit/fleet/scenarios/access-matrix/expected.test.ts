// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { expectedAccess, matrixRecords, matrixRoles } from '@wattpass/fleet';

describe('expected access', () => {
  it('has an answer for every record, role and operation', () => {
    assert.equal(matrixRoles.length, 6);
    assert.equal(matrixRecords.length, 19);
    for (const record of matrixRecords) {
      for (const role of matrixRoles) {
        for (const operation of ['read', 'write'] as const) {
          assert.match(expectedAccess(record, role, operation), /^(allowed|denied)$/);
        }
      }
    }
  });

  it('lets nobody write what he cannot read', () => {
    for (const record of matrixRecords) {
      for (const role of matrixRoles) {
        const mayWrite = expectedAccess(record, role, 'write') === 'allowed';
        assert.ok(!mayWrite || expectedAccess(record, role, 'read') === 'allowed', `${record} ${role}`);
      }
    }
  });

  it('refuses a record that the design does not have', () => {
    assert.throws(() => expectedAccess('wallet', 'user', 'read'), RangeError);
  });
});
