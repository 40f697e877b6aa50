// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';

/** Asserts that two lists of numbers differ nowhere by more than `tolerance`. */
export function assertNear(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-12): void {
  assert.equal(actual.length, expected.length);
  Array.from(expected).forEach((value, place) => {
    assert.ok(Math.abs(actual[place]! - value) <= tolerance, `place ${place}: ${actual[place]!}, not ${value}`);
  });
}
