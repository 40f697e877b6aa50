// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { attestation } from '@wattpass/chaincode/domain/committee/attest-rules.js';
import { defaultCommitteeParameters } from '@wattpass/chaincode/domain/committee/committee-parameters.js';
import { advance, progressOf } from '@wattpass/chaincode/domain/committee/round-rules.js';
import type {
  SlotAttestation,
  OrganisationVerdict,
  SlotCommittee,
} from '@wattpass/chaincode/domain/committee/slot-committee.js';
import { after, committeeOf, validatorId } from '../../../../support/committees.js';

/** What a faulty validator or organisation does. */
const faults = ['killed', 'late', 'lying', 'twoTongued'] as const;
type Behaviour = (typeof faults)[number] | 'honest';

interface Scene {
  /** Whether what was cleared is what an honest re-run gives. */
  readonly right: boolean;
  readonly validators: ReadonlyMap<string, Behaviour>;
  readonly organisations: ReadonlyMap<string, Behaviour>;
}

const everyone = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => `${name}MSP`);

/** Plays one slot to its end, in steps of five seconds. */
function play(drawn: SlotCommittee, scene: Scene): SlotCommittee {
  let committee = drawn;
  const attestations = new Map<string, SlotAttestation>();
  const organisations: OrganisationVerdict[] = [];
  const rules = { ...defaultCommitteeParameters, committeeSeats: Math.max(3, drawn.members.length) };
  for (let seconds = 0; seconds <= 3_600 && committee.conclusion === undefined; seconds += 5) {
    const now = after(seconds);
    attest(committee, attestations, scene, now);
    vote(committee, organisations, scene, now);
    committee =
      advance(committee, { attestations, organisations }, { organisations: everyone, now }, rules) ?? committee;
  }
  return committee;
}

/** Members give their verdicts five seconds into a round, those that are late 70 s into it. */
function attest(committee: SlotCommittee, given: Map<string, SlotAttestation>, scene: Scene, now: string): void {
  const inRound = (Date.parse(now) - Date.parse(committee.roundSince)) / 1000;
  for (const { validator } of committee.members.filter((member) => !given.has(member.validator))) {
    const behaviour = scene.validators.get(validator) ?? 'honest';
    const due = { killed: Infinity, late: 70, lying: 5, twoTongued: 5, honest: 5 }[behaviour];
    if (inRound >= due) {
      const { bookRoot, resultHash } = committee;
      const verdict =
        (behaviour === 'lying') !== scene.right
          ? ({ bookRoot, resultHash, verdict: 'accept' } as const)
          : ({ bookRoot, resultHash: 'ee'.repeat(32), verdict: 'reject', reason: 'another result' } as const);
      const attested = attestation(committee, validator, verdict, now, defaultCommitteeParameters);
      given.set(validator, { ...attested, doubled: behaviour === 'twoTongued' });
    }
  }
}

/** Organisations vote five seconds into the vote. */
function vote({ vote: open }: SlotCommittee, cast: OrganisationVerdict[], scene: Scene, now: string): void {
  if (open === undefined || Date.parse(now) - Date.parse(open.since) < 5_000) {
    return;
  }
  for (const mspId of open.voters.filter((voter) => !cast.some((each) => each.mspId === voter))) {
    const behaviour = scene.organisations.get(mspId) ?? 'honest';
    if (behaviour === 'honest' || behaviour === 'lying') {
      cast.push({ mspId, approve: (behaviour === 'honest') === scene.right, at: now });
    }
  }
}

/** Every way to make up to `most` of `names` faulty, each in every way. */
function* patterns(names: readonly string[], most: number): Generator<ReadonlyMap<string, Behaviour>> {
  const [first, ...others] = names;
  if (first === undefined) {
    yield new Map();
    return;
  }
  yield* patterns(others, most);
  if (most > 0) {
    for (const rest of patterns(others, most - 1)) {
      for (const fault of faults) {
        yield new Map([...rest, [first, fault]]);
      }
    }
  }
}

const named = (count: number) => Array.from({ length: count }, (_, index) => validatorId(`v${index}`));
const allHonest = new Map<string, Behaviour>();
const third = new Map<string, Behaviour>([
  ['BMSP', 'lying'],
  ['EMSP', 'lying'],
]);

for (const seats of [3, 5, 7]) {
  for (const [spares, what] of [
    [0, 'without substitutes'],
    [2, 'with two substitutes'],
  ] as const) {
    const validators = named(seats + spares);
    const most = Math.floor(validators.length / 3);
    describe(`a committee of ${seats} ${what}, up to ${most} of ${validators.length} faulty in every pattern`, function () {
      this.timeout(60_000); // up to 6,000 patterns
      const drawn = committeeOf(seats + spares, seats);

      it('settles what is right, though two of six organisations lie as well', () => {
        const ends = { attested: 0, approved: 0, rejected: 0, expired: 0 };
        for (const behaviours of patterns(validators, most)) {
          const { conclusion } = play(drawn, { right: true, validators: behaviours, organisations: third });
          ends[conclusion ?? 'expired'] += 1;
        }
        assert.equal(ends.rejected + ends.expired, 0);
        assert.ok(ends.attested > 0);
      });

      it('never settles what is wrong', () => {
        for (const behaviours of patterns(validators, most)) {
          const { conclusion } = play(drawn, { right: false, validators: behaviours, organisations: third });
          assert.ok(conclusion === 'rejected' || conclusion === 'expired', String(conclusion));
        }
      });
    });
  }
}

describe('a committee of seven', () => {
  const behaves = (...behaviours: Behaviour[]) =>
    new Map(behaviours.map((behaviour, index) => [validatorId(`v${index}`), behaviour] as const));
  const drawn = committeeOf(9, 7);
  const scene = { right: true, organisations: allHonest };

  it('attests at once when all are well', () => {
    const { conclusion, round, concludedAt } = play(drawn, { ...scene, validators: allHonest });
    assert.deepEqual([conclusion, round, concludedAt], ['attested', 1, after(5)]);
  });

  it('attests in the first round with two killed, and in the second with three, by a substitute', () => {
    const two = play(drawn, { ...scene, validators: behaves('killed', 'killed') });
    assert.deepEqual([two.conclusion, two.round], ['attested', 1]);
    const three = play(drawn, { ...scene, validators: behaves('killed', 'killed', 'killed') });
    assert.deepEqual([three.conclusion, three.round, three.concludedAt], ['attested', 2, after(65)]);
    assert.deepEqual(
      three.replaced.map(({ validator }) => validator),
      named(2),
    );
    assert.deepEqual(three.members.slice(0, 2), [
      { validator: validatorId('v7'), mspId: 'v7MSP', from: 2 },
      { validator: validatorId('v8'), mspId: 'v8MSP', from: 2 },
    ]);
  });

  it('counts the verdicts of who stayed: a substitute adds to them', () => {
    const progress = play(drawn, { ...scene, validators: behaves('killed', 'killed', 'killed') });
    assert.equal(progress.members.filter(({ from }) => from === 1).length, 5);
  });

  it('hands over to the organisations at once when three reject, and after three rounds of silence', () => {
    const rejected = play(drawn, { ...scene, validators: behaves('lying', 'lying', 'lying') });
    assert.deepEqual([rejected.conclusion, rejected.vote?.since, rejected.vote?.needed], ['approved', after(5), 4]);
    const silent = behaves('killed', 'killed', 'killed', 'killed', 'killed', 'killed', 'killed');
    const { conclusion, vote, round } = play(drawn, { ...scene, validators: silent });
    assert.deepEqual([conclusion, vote?.since, round], ['approved', after(180), 3]);
  });

  it('is void when the organisations stay silent for ten minutes', () => {
    const organisations = new Map<string, Behaviour>(['A', 'B', 'C'].map((name) => [`${name}MSP`, 'killed']));
    const validators = behaves('lying', 'lying', 'lying');
    const { conclusion, concludedAt } = play(drawn, { right: true, organisations, validators });
    assert.deepEqual([conclusion, concludedAt], ['expired', after(605)]);
  });

  it('replaces who spoke with two tongues, and counts neither word', () => {
    const validators = behaves('twoTongued', 'killed', 'killed');
    const { conclusion, round, replaced } = play(drawn, { ...scene, validators });
    assert.deepEqual([conclusion, round], ['attested', 2]);
    assert.ok(replaced.some(({ validator }) => validator === validatorId('v0')));
  });

  it('waits within a round, and stays as it was concluded', () => {
    const nothing = { attestations: new Map<string, SlotAttestation>(), organisations: [] };
    assert.deepEqual(progressOf(drawn, nothing, after(59), defaultCommitteeParameters), {
      next: 'wait',
      until: after(60),
    });
    const facts = { organisations: [], now: after(999) };
    const concluded: SlotCommittee = { ...drawn, conclusion: 'attested', concludedAt: after(5) };
    assert.equal(advance(concluded, nothing, facts, defaultCommitteeParameters), undefined);
  });
});

describe('without a committee', () => {
  it('more than two thirds of the organisations attest, and no fewer', () => {
    const drawn = committeeOf(2);
    const scene = { right: true, validators: allHonest };
    assert.equal(play(drawn, { ...scene, organisations: allHonest }).conclusion, 'approved');
    const one = new Map<string, Behaviour>([['AMSP', 'killed']]);
    assert.equal(play(drawn, { ...scene, organisations: one }).conclusion, 'approved');
    const two = new Map<string, Behaviour>([...one, ['BMSP', 'killed']]);
    assert.equal(play(drawn, { ...scene, organisations: two }).conclusion, 'expired');
    assert.equal(play(drawn, { ...scene, organisations: third }).conclusion, 'rejected'); // two refusals leave four
  });
});
