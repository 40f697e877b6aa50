// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFlags } from '@wattpass/launch';
import { lifeFlags, lifeSettings, ratedOf } from '@wattpass/launch/internal/life/life-flags.js';

const settingsOf = (...args: string[]) => lifeSettings(readFlags(lifeFlags, args));

describe('flags of a life', () => {
  it('has the defaults of the cells of the first data set', () => {
    const settings = settingsOf();
    assert.equal(settings.endOfLife, 0.7);
    assert.equal(ratedOf(settings.rated, 'B0005'), 2);
    assert.equal(settings.ageing, undefined);
  });

  it('takes one rating for all and exceptions by name', () => {
    const { rated } = settingsOf('--rated-ah', '2.5,B0099=1.1,X=3');
    assert.equal(ratedOf(rated, 'B0005'), 2.5);
    assert.equal(ratedOf(rated, 'B0099'), 1.1);
    assert.equal(ratedOf(rated, 'X'), 3);
    assert.equal(ratedOf(settingsOf('--rated-ah', 'X=3').rated, 'Y'), 2);
  });

  it('refuses ratings that are none, and two for one cell', () => {
    for (const given of ['', 'two', '0', '1,2', 'A=1,A=2', '=1', '1,', '1e3']) {
      assert.throws(() => settingsOf('--rated-ah', given), /--rated-ah: /, given);
    }
  });
});
