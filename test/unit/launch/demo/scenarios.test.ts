// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { CommandLineError, readFlags } from '@wattpass/launch';
import { scenarioFlags, scenariosOf } from '@wattpass/launch/internal/demo/scenarios.js';

const scenarios = (...args: string[]) => scenariosOf(readFlags(scenarioFlags, args));

describe('what a demonstration shows', () => {
  it('is battery lives where nothing is asked, or a seed alone', () => {
    for (const args of [[], ['--seed', '7']]) {
      const { lives, trading } = scenarios(...args);
      assert.deepEqual({ lives, trading }, { lives: true, trading: undefined });
    }
  });

  it('is what a flag asks for, and both where both are asked for', () => {
    const shown = (...args: string[]) => {
      const { lives, trading } = scenarios(...args);
      return [lives, trading !== undefined];
    };
    assert.deepEqual(shown('--cells', '2'), [true, false]);
    assert.deepEqual(shown('--ageing', 'cells'), [true, false]);
    assert.deepEqual(shown('--days', '1'), [false, true]);
    assert.deepEqual(shown('--vehicles', '30', '--seed', '3'), [false, true]);
    assert.deepEqual(shown('--cycle-life', '9', '--leags', '1'), [true, true]);
  });

  it('trades as asked, and as little as makes sense where it is not', () => {
    const { trading } = scenarios('--leags', '3', '--from', '2023-05-01');
    assert.deepEqual(trading, {
      ...{ days: 2, vehicles: 24, leags: 3, slotsPerDay: 24, failureRate: 0.02, seed: 1, from: '2023-05-01' },
      ...{ prices: undefined, sessions: undefined },
    });
  });

  it('gives both scenarios the same seed', () => {
    const { life, trading } = scenarios('--seed', '42', '--days', '1');
    assert.deepEqual([life.seed, trading?.seed], [42, 42]);
  });

  it('refuses what cannot be traded, naming flag and rule', () => {
    const cases: readonly (readonly [string[], RegExp])[] = [
      [['--days', '0'], /--days: a whole number from 1 to 365, not "0"/],
      [['--vehicles', '7'], /--vehicles: a whole number from 8/],
      [['--vehicles', '23', '--leags', '3'], /--vehicles: 24 at least for 3 LEAGs, not "23"/],
      [['--leags', 'three'], /--leags: a whole number/],
      [['--from', 'May'], /--from: a day such as 2023-05-01, not "May"/],
      [['--slots-per-day', '25'], /--slots-per-day: /],
      [['--failure-rate', '2'], /--failure-rate: a number from 0 to 1/],
    ];
    for (const [args, message] of cases) {
      assert.throws(() => scenarios(...args), message);
      assert.throws(() => scenarios(...args), CommandLineError);
    }
  });
});
