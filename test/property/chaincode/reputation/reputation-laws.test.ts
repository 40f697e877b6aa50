// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { applyExecution } from '@wattpass/chaincode/domain/reputation/execution-rules.js';
import { defaultReputationParameters as rules } from '@wattpass/chaincode/domain/reputation/reputation-parameters.js';
import { freshScore, type RoleScore } from '@wattpass/chaincode/domain/reputation/role-score.js';
import { fail, succeed } from '@wattpass/chaincode/domain/reputation/score-rules.js';
import { trustOf } from '@wattpass/chaincode/domain/reputation/trust-rules.js';
import fc from 'fast-check';
import { executionOf, participantId, reputationOf, slotAt } from '../../../support/reputations.js';

const T = rules.reputationRecoverySeconds;
const now = 1_795_348_800;
const wh = fc.integer({ min: 0, max: 2_147_483_647 });
const count = fc.integer({ min: 0, max: 1_000_000 });
const since = fc.integer({ min: 0, max: 2 * T });
const evidence = fc.record({
  score: fc.integer({ min: 0, max: 1_000_000 }),
  successWh: fc.integer({ min: 0, max: 2 ** 50 }),
  successes: count,
  failureWh: fc.integer({ min: 0, max: 2 ** 50 }),
  failures: count,
  lastDrop: fc.option(
    since.map((d) => now - d),
    { nil: undefined },
  ),
});
const scoreOf = (facts: object): RoleScore => JSON.parse(JSON.stringify({ ...freshScore(0), ...facts })) as RoleScore;
const middle = (score: RoleScore): RoleScore => ({ ...score, score: 500_000 });
const gain = (score: RoleScore, energy: number) => succeed(middle(score), energy, now, rules).score - 500_000;
const loss = (score: RoleScore, energy: number) => 500_000 - fail(middle(score), energy, now, rules).score;

/** A rational number, as pen and paper have it. */
class Ratio {
  constructor(
    readonly top: bigint,
    readonly bottom: bigint = 1n,
  ) {}
  plus = ({ top, bottom }: Ratio) => new Ratio(this.top * bottom + top * this.bottom, this.bottom * bottom);
  times = ({ top, bottom }: Ratio) => new Ratio(this.top * top, this.bottom * bottom);
  over = ({ top, bottom }: Ratio) => new Ratio(this.top * bottom, this.bottom * top);
  below = ({ top, bottom }: Ratio) => this.top * bottom < top * this.bottom;
  floor = () => Number(this.top / this.bottom);
  ceiling = () => Number(-(-this.top / this.bottom)) + (this.top % this.bottom === 0n ? 0 : 1);
}
const whole = (value: number) => new Ratio(BigInt(value));
const daysSince = ({ lastDrop }: RoleScore) => whole(lastDrop === undefined ? T : Math.min(now - lastDrop, T));
const fifth = new Ratio(1n, 5n);
const rest = new Ratio(4n, 5n);

describe('laws of reputation', () => {
  it('a gain is the formula over the rationals, cut down once', () => {
    fc.assert(
      fc.property(evidence, wh, (facts, energy) => {
        const score = scoreOf(facts);
        const mean = whole(score.successWh + energy).over(whole(score.successes + 1));
        const u = mean.below(whole(energy)) ? mean : whole(energy);
        const time = fifth.plus(rest.times(daysSince(score)).over(whole(T)));
        const exact = whole(50_000)
          .times(u)
          .over(u.plus(whole(10_000)))
          .times(time);
        assert.equal(gain(score, energy), Math.min(exact.floor(), 30_000));
      }),
    );
  });

  it('a loss is the formula over the rationals, rounded up once', () => {
    fc.assert(
      fc.property(evidence, wh, (facts, energy) => {
        const score = scoreOf(facts);
        const mean = whole(score.failureWh + energy).over(whole(score.failures + 1));
        const u = mean.below(whole(energy)) ? whole(energy) : mean;
        const tau = whole(7 * 86_400);
        const time = fifth.plus(rest.times(tau).over(tau.plus(daysSince(score))));
        const exact = whole(200_000)
          .times(u)
          .over(u.plus(whole(10_000)))
          .times(time);
        assert.equal(loss(score, energy), exact.ceiling());
      }),
    );
  });

  it('a gain grows with the mean energy of successes and with the time since the last failure', () => {
    fc.assert(
      fc.property(evidence, wh, wh, since, since, (facts, energy, more, one, other) => {
        const score = scoreOf(facts);
        assert.ok(gain({ ...score, successWh: score.successWh + more }, energy) >= gain(score, energy));
        const [late, early] = [Math.max(one, other), Math.min(one, other)];
        assert.ok(
          gain({ ...score, lastDrop: now - late }, energy) >= gain({ ...score, lastDrop: now - early }, energy),
        );
      }),
    );
  });

  it('a loss grows with the mean energy of failures and shrinks with the time since the last one', () => {
    fc.assert(
      fc.property(evidence, wh, wh, since, since, (facts, energy, more, one, other) => {
        const score = scoreOf(facts);
        assert.ok(loss({ ...score, failureWh: score.failureWh + more }, energy) >= loss(score, energy));
        const [late, early] = [Math.max(one, other), Math.min(one, other)];
        assert.ok(
          loss({ ...score, lastDrop: now - late }, energy) <= loss({ ...score, lastDrop: now - early }, energy),
        );
      }),
    );
  });

  it('a failure cannot be made cheap: with whatever before it, it costs at least what its own energy costs', () => {
    fc.assert(
      fc.property(evidence, wh, (facts, energy) => {
        const score = scoreOf(facts);
        const alone = scoreOf({ lastDrop: score.lastDrop });
        assert.ok(loss(score, energy) >= loss(alone, energy));
      }),
    );
  });

  it('thirty failures of 100 Wh do not buy later ones of 15 kWh: three of those bar', () => {
    const slots = Array.from({ length: 40 }, (_, index) => slotAt(1 + Math.floor(index / 20), index % 20));
    let reputation = reputationOf('ada', { seller: { ...freshScore(500_000), successWh: 1, successes: 1 } });
    for (const slot of slots.slice(0, 30)) {
      const tiny = executionOf('ada', { contractedWh: 101, meteredWh: 0 });
      reputation = applyExecution(reputation, tiny, slot).reputation;
    }
    let large = 0;
    while (!trustOf(reputation, rules).sellerBarred) {
      const failure = executionOf('ada', { contractedWh: 15_000, meteredWh: 0 });
      reputation = applyExecution(reputation, failure, slots[30 + large]!).reputation;
      large += 1;
    }
    assert.ok(large <= 3, `${large} large failures`);
  });

  it('a score stays on the scale, a day gains no more than its most, and only its own role changes', () => {
    const step = fc.record({
      contractedWh: fc.integer({ min: 1, max: 100_000 }),
      part: fc.integer({ min: 0, max: 12 }),
      announced: fc.boolean(),
      hour: fc.integer({ min: 0, max: 22 }),
      role: fc.constantFrom('seller', 'buyer'),
      counterparty: fc.constantFrom('grid', participantId('bea'), participantId('cleo')),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let reputation = reputationOf('ada');
        let gained = { seller: 0, buyer: 0 };
        for (const { contractedWh, part, announced, hour, role, counterparty } of steps) {
          const meteredWh = Math.floor((contractedWh * part) / 10);
          const shares = [{ counterparty, energyWh: contractedWh }];
          const execution = executionOf('ada', { role, contractedWh, meteredWh, announced, shares });
          const { reputation: next, change } = applyExecution(reputation, execution, slotAt(22, hour));
          const other = role === 'seller' ? 'buyer' : 'seller';
          assert.deepEqual(next[other], reputation[other]);
          assert.deepEqual([change.before, change.after], [reputation[role].score, next[role].score]);
          assert.ok(change.after >= 0 && change.after <= 1_000_000);
          gained = { ...gained, [role]: gained[role] + Math.max(0, change.after - change.before) };
          assert.ok(next.tokens >= 0 && next.tokens <= 2);
          assert.ok(Object.values(next.credit.by).every((credited) => credited <= 20_000));
          reputation = next;
        }
        assert.ok(gained.seller <= 30_000 && gained.buyer <= 30_000);
      }),
    );
  });
});
