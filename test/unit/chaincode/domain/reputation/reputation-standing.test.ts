// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { applyExecution } from '@wattpass/chaincode/domain/reputation/execution-rules.js';
import { defaultReputationParameters as rules } from '@wattpass/chaincode/domain/reputation/reputation-parameters.js';
import { freshScore, type RoleScore } from '@wattpass/chaincode/domain/reputation/role-score.js';
import { restored, rotated, underNewOwner } from '@wattpass/chaincode/domain/reputation/standing-rules.js';
import { crossing, overallScore, requireTrust, trustOf } from '@wattpass/chaincode/domain/reputation/trust-rules.js';
import { refusedAtOnce } from '../../../../support/refused.js';
import { executionOf, participantId, reputationOf, slotAt } from '../../../../support/reputations.js';

const at = '2026-11-22T12:00:00.000Z';
const seconds = Date.parse(at) / 1000;
const used = (score: number, facts: Partial<RoleScore> = {}): RoleScore => ({
  ...freshScore(score),
  successes: 1,
  successWh: 5_000,
  ...facts,
});
const known = (seller: RoleScore, buyer: RoleScore) => {
  const { probation, ...rest } = reputationOf('ada', { seller, buyer });
  assert.ok(probation);
  return rest;
};
const trust = (seller: RoleScore, buyer: RoleScore) => trustOf(known(seller, buyer), rules);

describe('the score over both roles', () => {
  it("is the buyer's until something was sold, then the mean, cut down", () => {
    assert.equal(overallScore({ seller: freshScore(0), buyer: freshScore(700_000) }), 700_000);
    assert.equal(overallScore({ seller: used(1), buyer: freshScore(700_000) }), 350_000);
    const failed = { ...freshScore(100_000), failures: 1 };
    assert.equal(overallScore({ seller: failed, buyer: freshScore(700_000) }), 400_000);
  });
});

describe('trust', () => {
  it('bars a role whose own score is below the least', () => {
    const { sellerBarred, buyerBarred } = trust(used(199_999), used(900_000));
    assert.deepEqual([sellerBarred, buyerBarred], [true, false]);
    assert.equal(trust(used(200_000), used(200_000)).sellerBarred, false);
  });

  it('bars both roles where the score over both is below the least', () => {
    const { sellerBarred, buyerBarred } = trust(used(0), used(399_998)); // mean 199,999
    assert.deepEqual([sellerBarred, buyerBarred], [true, true]);
    assert.equal(trust(used(0), used(400_000)).buyerBarred, false);
  });

  it('limits newcomers to 5 kWh a slot, those below 0.7 to 15 kWh and others not', () => {
    assert.equal(
      trustOf(reputationOf('ada', { seller: used(900_000), buyer: used(900_000) }), rules).slotLimitWh,
      5_000,
    );
    assert.equal(trust(used(699_999), used(699_999)).slotLimitWh, 15_000);
    assert.equal(trust(used(700_000), used(700_000)).slotLimitWh, null);
  });

  it('is written anew only where it changes', () => {
    const facts = { rules, version: 3, at };
    const moved = reputationOf('ada', { seller: used(450_000) });
    assert.deepEqual(crossing(moved, facts), { reputation: moved, trust: undefined });
    const fallen = reputationOf('ada', { seller: used(150_000) });
    const expected = { sellerBarred: true, buyerBarred: false, slotLimitWh: 5_000 };
    const { trust: written, reputation } = crossing(fallen, facts);
    assert.deepEqual(written, { participant: participantId('ada'), ...expected, since: at, ruleVersion: 3 });
    assert.deepEqual(reputation, { ...fallen, trust: expected });
    assert.equal(crossing(reputation, facts).trust, undefined);
  });

  it('falls below the bar within four failures for who always fails', () => {
    let reputation = reputationOf('ada');
    let failures = 0;
    while (!trustOf(reputation, rules).sellerBarred) {
      const execution = executionOf('ada', { meteredWh: 0 });
      reputation = applyExecution(reputation, execution, slotAt(1, failures)).reputation;
      failures += 1;
    }
    assert.equal(failures, 4); // 46,667 at first, then about 100,000 each: 500,000 -> 453,333 -> ... -> 154,000
  });

  it('is required of every order', () => {
    const facts = { participant: participantId('ada'), since: at, ruleVersion: 1 };
    const standing = { ...trust(used(100_000), used(800_000)), ...facts };
    assert.equal(
      refusedAtOnce('RULE_VIOLATION', () => {
        requireTrust(standing, 'seller', 1);
      }).data['rule'],
      'barred',
    );
    requireTrust(standing, 'buyer', 15_000);
    const tooMuch = refusedAtOnce('RULE_VIOLATION', () => {
      requireTrust(standing, 'buyer', 15_001);
    });
    assert.deepEqual(tooMuch.data, { rule: 'slotLimit', limitWh: 15_000 });
    requireTrust({ ...standing, slotLimitWh: null }, 'buyer', 2_000_000);
  });
});

describe('a restoration', () => {
  const barred = known(used(120_000, { lastDrop: 5, failures: 3, failureWh: 9_000 }), used(640_000));

  it('lifts both roles to 0.25, keeps the evidence, and makes a newcomer of the participant', () => {
    const after = restored(barred, at, { rules, version: 2 });
    assert.deepEqual(after.seller, { ...barred.seller, score: 250_000, lastDrop: seconds });
    assert.deepEqual(after.buyer, { ...barred.buyer, lastDrop: seconds });
    assert.deepEqual(after.probation, { successes: 0, counterparties: [] });
    assert.deepEqual(trustOf(after, rules), {
      sellerBarred: false,
      buyerBarred: false,
      slotLimitWh: 5_000,
    });
    assert.deepEqual(after.changes, [
      { reason: 'restored', role: 'seller', ruleVersion: 2, at, before: 120_000, after: 250_000 },
      { reason: 'restored', role: 'buyer', ruleVersion: 2, at, before: 640_000, after: 640_000 },
    ]);
  });

  it('is refused to whom nothing bars', () => {
    const free = reputationOf('ada');
    const error = refusedAtOnce('RULE_VIOLATION', () => restored(free, at, { rules, version: 2 }));
    assert.equal(error.data['rule'], 'barredToRestore');
  });
});

describe("a vehicle's new owner", () => {
  it('begins no better than a newcomer and no better than the old owner', () => {
    const old = known(used(120_000, { lastDrop: 5 }), used(900_000));
    const next = underNewOwner({ ...old, tokens: 0 }, participantId('bea'), at, rules);
    assert.deepEqual(next.seller, { ...freshScore(120_000), lastDrop: 5 });
    assert.deepEqual(next.buyer, freshScore(500_000));
    assert.deepEqual([next.tokens, next.probation], [0, { successes: 0, counterparties: [] }]);
  });
});

describe('a rotated pseudonym', () => {
  const facts = { lastDrop: seconds - 90_000, successes: 37, successWh: 259_001, failures: 3, failureWh: 1 };

  it('keeps what does not identify it', () => {
    const next = rotated(known(used(649_999, facts), used(1_000_000)), participantId('bea'), at, rules);
    assert.deepEqual(next.seller, {
      score: 600_000,
      successes: 32,
      successWh: 131_072 * 1, // 2^17
      failures: 2,
      failureWh: 1,
      lastDrop: Date.parse('2026-11-22T00:00:00Z') / 1000, // it was at 11:00 the day before
      gainDay: Date.parse('2026-11-22') / 86_400_000,
      gainToday: 30_000,
    });
    assert.equal(next.buyer.score, 1_000_000);
    assert.equal(next.probation, undefined);
    assert.deepEqual(next.credit, { week: '', by: {} });
  });

  it('stays a newcomer who was one', () => {
    const next = rotated(reputationOf('ada'), participantId('bea'), at, rules);
    assert.deepEqual(next.probation, { successes: 0, counterparties: [] });
  });
});
