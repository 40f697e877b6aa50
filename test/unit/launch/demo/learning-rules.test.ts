// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Report } from '@wattpass/launch';
import { learningFailures, learningLine } from '@wattpass/launch/internal/demo/learning-rules.js';

type Learning = Report['learning'];
type Round = Learning['rounds'][number];

const hash = 'ab'.repeat(32);
const round: Round = {
  ...{ task: 't', round: 1, status: 'accepted', clients: 9, excluded: [], accuracy: 0.9 },
  ...{ modelHash: hash, ledgerHash: hash, clientHashes: [hash, hash, hash] },
};
const saved = { day: '2024-01-01', stays: 3, euro: 4, uncontrolledEuro: 10, optimumEuro: 2, shareOfOptimumPercent: 75 };
const sound: Learning = { rounds: [round, { ...round, round: 2 }], saving: [saved], missedDepartures: 0 };

const failuresOf = (learning: Learning, trading: object | null = { days: 1 }): string[] =>
  learningFailures({ learning, arguments: { trading } } as unknown as Report);

/** A sound report whose second round is another. */
const withRound = (change: Partial<Round>): Learning => ({
  ...sound,
  rounds: [round, { ...round, round: 2, ...change }],
});

describe('what must hold of learning', () => {
  it('holds of a sound report, and of one where nobody was to learn', () => {
    assert.deepEqual(failuresOf(sound), []);
    assert.deepEqual(failuresOf({ rounds: [], saving: [], missedDepartures: 0 }, null), []);
  });

  const cases: readonly (readonly [string, Learning, RegExp])[] = [
    ['a missing round', { ...sound, rounds: [round] }, /^a round of learning before the first day.*: 1 of 2$/],
    ['a round that was voted down', withRound({ status: 'rejected' }), /: round 2 is rejected$/],
    ['another model in the store', withRound({ modelHash: 'cd'.repeat(32) }), /at three vehicles: round 2$/],
    ['another model at a vehicle', withRound({ clientHashes: [hash, hash, 'cd'.repeat(32)] }), /: round 2$/],
    ['vehicles that show nothing', withRound({ clientHashes: [] }), /: round 2$/],
    ['a missed departure', { ...sound, missedDepartures: 1 }, /^no departure was missed: 1 were$/],
  ];
  for (const [what, learning, expected] of cases) {
    it(`names ${what}`, () => {
      const failures = failuresOf(learning);
      assert.equal(failures.length, 1);
      assert.match(failures[0] ?? '', expected);
    });
  }

  it('is told in a line, with and without days', () => {
    assert.match(learningLine(sound), /2 rounds, the last with 9 vehicles.*90 %.*6\.00 € saved.*75 % of what/);
    assert.match(learningLine({ rounds: [], saving: [], missedDepartures: 0 }), /0 rounds.*– of what/);
  });
});
