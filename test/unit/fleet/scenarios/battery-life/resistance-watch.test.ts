// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { ResistanceWatch } from '@wattpass/fleet';

describe('resistance watch', () => {
  it('says nothing before it has twice five estimates', () => {
    const watch = new ResistanceWatch();
    const answers = Array.from({ length: 9 }, () => watch.add(100));
    assert.deepEqual(
      answers.filter((rise) => rise !== undefined),
      [],
    );
    assert.equal(watch.add(100), 0);
  });

  it('compares medians, so that single estimates do not count', () => {
    const watch = new ResistanceWatch();
    for (const value of [100, 100, 9000, 100, 1, 150, 150, 1, 150]) {
      watch.add(value);
    }
    assert.equal(watch.add(9000), 0.5);
  });
});
