// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { defaultCommitteeParameters as rules } from '@wattpass/chaincode/domain/committee/committee-parameters.js';
import { dutiesOf, payEach, payees } from '@wattpass/chaincode/domain/committee/duty-rules.js';
import type { DutyNote } from '@wattpass/chaincode/domain/committee/ranking.js';
import {
  dayOf,
  rank,
  requireRankingTime,
  seedOf,
  withNotes,
  type Candidate,
  type Duty,
} from '@wattpass/chaincode/domain/committee/ranking-rules.js';
import type { SlotAttestation, Conclusion } from '@wattpass/chaincode/domain/committee/slot-committee.js';
import { bookRoot, committeeOf, resultHash, slot, start, validatorId } from '../../../../support/committees.js';
import { refusedAtOnce } from '../../../../support/refused.js';

/** The sponsor of a validator: an organisation of its own. */
const sponsorOf = (validator: string) => `S${validator}`;
const sponsorIdOf = (name: string) => sponsorOf(validatorId(name));
const seed = 'ab'.repeat(32);
const candidate = (name: string, facts: Partial<Candidate> = {}): Candidate => ({
  validator: {
    id: validatorId(name),
    mspId: 'UserMSP',
    sponsor: { kind: 'organisation', mspId: sponsorOf(validatorId(name)) },
    payTo: 'ff'.repeat(32),
    status: 'active',
    since: start,
  },
  reputation: 1_000_000,
  barred: false,
  active: true,
  ...facts,
});
const facts = { seed, duties: new Map<string, Duty>(), satYesterday: new Set<string>(), rules };
const order = (candidates: Candidate[], given: Partial<typeof facts> = {}) =>
  rank(candidates, '2026-11-22', { ...facts, ...given }).map(({ validator }) => validator);
const note = (name: string, duty: DutyNote['duty']): DutyNote => ({ validator: validatorId(name), duty });

describe("a day's ranking", () => {
  it('goes by reputation', () => {
    const three = [
      candidate('a', { reputation: 1 }),
      candidate('b', { reputation: 3 }),
      candidate('c', { reputation: 2 }),
    ];
    assert.deepEqual(order(three), ['b', 'c', 'a'].map(validatorId));
  });

  it('breaks ties by the hash of seed and id, anew with every seed', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const byHash = (of: string) =>
      names
        .map(validatorId)
        .map((id) => [createHash('sha256').update(`${of}${id}`).digest('hex'), id] as const)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([, id]) => id);
    const candidates = names.map((name) => candidate(name));
    assert.deepEqual(order(candidates), byHash(seed));
    const other = 'cd'.repeat(32);
    assert.deepEqual(order([...candidates].reverse(), { seed: other }), byHash(other));
    assert.notDeepEqual(byHash(seed), byHash(other));
  });

  it('lets those who sat the day before rest behind the others, whatever their reputation', () => {
    const two = [candidate('a'), candidate('b', { reputation: 300_000 })];
    assert.deepEqual(order(two, { satYesterday: new Set([validatorId('a')]) }), ['b', 'a'].map(validatorId));
  });

  it('says who is excluded and why', () => {
    const duties = new Map<string, Duty>([
      [sponsorIdOf('b'), { duty: 499_999 }],
      [sponsorIdOf('c'), { duty: 900_000, outUntil: '2026-11-22' }],
      [sponsorIdOf('d'), { duty: 500_000, outUntil: '2026-11-21' }],
    ]);
    const candidates = [
      candidate('a', { barred: true }),
      candidate('b'),
      candidate('c'),
      candidate('d'),
      candidate('e', { active: false }),
    ];
    const excluded = rank(candidates, '2026-11-22', { ...facts, duties }).map((each) => [
      each.validator,
      each.excluded,
    ]);
    assert.deepEqual(Object.fromEntries(excluded), {
      [validatorId('a')]: 'barred',
      [validatorId('b')]: 'duty',
      [validatorId('c')]: 'out',
      [validatorId('d')]: undefined,
      [validatorId('e')]: 'inactive',
    });
  });

  it('has a seed that hangs on the day and on every result of the day before', () => {
    const outcome = (hash: string | null) => ({ slot, resultHash: hash, duties: [], at: start });
    const seeds = [
      seedOf('2026-11-22', []),
      seedOf('2026-11-23', []),
      seedOf('2026-11-22', [outcome(resultHash)]),
      seedOf('2026-11-22', [outcome(null)]),
      seedOf('2026-11-22', [outcome(resultHash), outcome(bookRoot)]),
      seedOf('2026-11-22', [outcome(bookRoot), outcome(resultHash)]),
    ];
    assert.equal(new Set(seeds).size, seeds.length);
  });

  it('is taken on its day, ten minutes after midnight at the earliest', () => {
    for (const now of ['2026-11-21T23:59:59Z', '2026-11-22T00:09:59Z', '2026-11-23T00:10:00Z']) {
      assert.equal(
        refusedAtOnce('RULE_VIOLATION', () => {
          requireRankingTime('2026-11-22', now);
        }).data['rule'],
        'rankingTime',
      );
    }
    requireRankingTime('2026-11-22', '2026-11-22T00:10:00Z');
    requireRankingTime('2026-11-22', '2026-11-22T23:59:59Z');
    assert.deepEqual([dayOf('2026-02-28T23:00:00Z'), dayOf('2026-02-28T23:00:00Z', 1)], ['2026-02-28', '2026-03-01']);
  });
});

describe('duty', () => {
  const day = '2026-11-22';

  it('begins full, rises by 0.01, falls by 0.05 for a missed seat and by 0.5 for a refuted verdict', () => {
    const duties = new Map<string, Duty>([[sponsorIdOf('a'), { duty: 800_000 }]]);
    const notes = [
      note('a', 'timely'),
      note('b', 'missed'),
      note('c', 'refuted'),
      note('d', 'late'),
      note('e', 'timely'),
    ];
    assert.deepEqual(Object.fromEntries(withNotes(duties, day, notes, sponsorOf, rules)), {
      [sponsorIdOf('a')]: { duty: 810_000 },
      [sponsorIdOf('b')]: { duty: 950_000 },
      [sponsorIdOf('c')]: { duty: 500_000, outUntil: '2026-11-29' },
      [sponsorIdOf('d')]: { duty: 1_000_000 },
      [sponsorIdOf('e')]: { duty: 1_000_000 },
    });
  });

  it('never falls below nothing', () => {
    const notes = Array.from({ length: 3 }, () => note('a', 'refuted'));
    assert.equal(withNotes(new Map(), day, notes, sponsorOf, rules).get(sponsorIdOf('a'))?.duty, 0);
  });

  const attested = (name: string, facts: Partial<SlotAttestation> = {}): [string, SlotAttestation] => [
    validatorId(name),
    {
      bookRoot,
      resultHash,
      verdict: 'accept',
      validator: validatorId(name),
      slot,
      at: start,
      timely: true,
      doubled: false,
      ...facts,
    },
  ];
  const verdicts = new Map([
    attested('v0'),
    attested('v1', { timely: false }),
    attested('v2', { verdict: 'reject', reason: 'another price' }),
    attested('v3', { doubled: true }),
  ]);
  const dutiesAt = (conclusion: Conclusion) =>
    dutiesOf({ ...committeeOf(5, 5), conclusion }, verdicts).map(({ duty }) => duty);

  it('is judged by the conclusion', () => {
    assert.deepEqual(dutiesAt('attested'), ['timely', 'late', 'refuted', 'missed', 'missed']);
    assert.deepEqual(dutiesAt('approved'), ['timely', 'late', 'refuted', 'missed', 'missed']);
    assert.deepEqual(dutiesAt('rejected'), ['refuted', 'refuted', 'timely', 'missed', 'missed']);
    assert.deepEqual(dutiesAt('expired'), ['timely', 'late', 'timely', 'missed', 'missed']);
  });

  it('counts replaced members as well', () => {
    const committee = committeeOf(5, 5);
    const [first, ...members] = committee.members;
    const notes = dutiesOf({ ...committee, members, replaced: [first!], conclusion: 'attested' }, new Map());
    assert.deepEqual(new Set(notes.map(({ validator }) => validator)).size, 5);
  });

  it('shares a fifth of the fees equally among who was timely and right', () => {
    const duties = [
      note('a', 'timely'),
      note('b', 'late'),
      note('c', 'timely'),
      note('d', 'refuted'),
      note('e', 'timely'),
    ];
    assert.deepEqual(payees(duties), ['a', 'c', 'e'].map(validatorId));
    assert.equal(payEach(1_000n, 3, rules), 66n); // 200 / 3
    assert.equal(payEach(9_007_199_254_740_993_000n, 1, rules), 1_801_439_850_948_198_600n);
    assert.equal(payEach(1_000n, 0, rules), 0n);
  });
});
