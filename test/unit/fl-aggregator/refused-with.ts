// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { LearningError, type LearningErrorCode } from '@wattpass/fl-aggregator';

/** Asserts that `act` is refused with this code. */
export function refusedWith(code: LearningErrorCode, act: () => unknown): void {
  assert.throws(act, (error) => {
    assert.ok(error instanceof LearningError, String(error));
    assert.equal(error.code, code, error.message);
    return true;
  });
}
