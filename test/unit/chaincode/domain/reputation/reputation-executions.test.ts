// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  applyExecution,
  delivered,
  inOrder,
  type Execution,
} from '@wattpass/chaincode/domain/reputation/execution-rules.js';
import { defaultReputationParameters as rules } from '@wattpass/chaincode/domain/reputation/reputation-parameters.js';
import type { Reputation } from '@wattpass/chaincode/domain/reputation/reputation.js';
import { executionOf, participantId, reputationOf, slotAt } from '../../../../support/reputations.js';

const [bea, cleo] = [participantId('bea'), participantId('cleo')];
const sold = (facts: Partial<Execution> = {}): Execution => executionOf('ada', facts);
const apply = (reputation: Reputation, execution: Execution, day = 22): Reputation =>
  applyExecution(reputation, execution, slotAt(day)).reputation;

describe('what counts as delivered', () => {
  it('misses 5 % or 100 Wh at most, whichever is more', () => {
    assert.equal(delivered(10_000, 9_500, rules), true);
    assert.equal(delivered(10_000, 9_499, rules), false);
    assert.equal(delivered(1_000, 900, rules), true);
    assert.equal(delivered(1_000, 899, rules), false);
    assert.equal(delivered(2_019, 1_919, rules), true); // 5 % is 100.95, cut down to 100
    assert.equal(delivered(2_019, 1_918, rules), false);
  });
});

describe('an execution', () => {
  it('names slot, order, rule version and reason of the change', () => {
    const { change, reputation } = applyExecution(reputationOf('ada'), sold({ meteredWh: 9_600 }), slotAt(22));
    assert.deepEqual(change, {
      reason: 'delivered',
      role: 'seller',
      ruleVersion: 1,
      slot: { leag: 'north', slot: '2026-11-22T12:00:00.000Z' },
      orderId: 'order-1',
      at: '2026-11-22T13:00:00.000Z',
      contractedWh: 10_000,
      meteredWh: 9_600,
      countedWh: 9_600,
      before: 500_000,
      after: 524_489, // 50,000 * 9,600 / 19,600 = 24,489.8
    });
    assert.equal(reputation.seller.score, 524_489);
    assert.equal(reputation.buyer.score, 500_000);
  });

  it('that lacks energy costs by what is missing', () => {
    const { change } = applyExecution(reputationOf('ada'), sold({ meteredWh: 0 }), slotAt(22));
    assert.deepEqual([change.reason, change.countedWh, change.after], ['shortfall', 10_000, 453_333]);
  });

  it('that delivers more than contracted gains for the contracted energy', () => {
    const { change } = applyExecution(reputationOf('ada'), sold({ meteredWh: 30_000 }), slotAt(22));
    assert.equal(change.countedWh, 10_000);
  });

  it('is excused by a token where it was announced, and by nothing once tokens are spent', () => {
    const short = sold({ meteredWh: 1_000, announced: true });
    const first = applyExecution(reputationOf('ada'), short, slotAt(22));
    assert.deepEqual([first.change.reason, first.change.before, first.change.after], ['excused', 500_000, 500_000]);
    assert.deepEqual(first.reputation, { ...reputationOf('ada'), tokens: 0 });
    assert.equal(applyExecution(first.reputation, short, slotAt(22)).change.reason, 'shortfall');
  });

  it('that was announced short but came in full costs no token', () => {
    const { reputation, change } = applyExecution(reputationOf('ada'), sold({ announced: true }), slotAt(22));
    assert.deepEqual([change.reason, reputation.tokens], ['delivered', 1]);
  });

  it('earns a token with every twentieth success, up to two', () => {
    let reputation = reputationOf('ada', { tokens: 0 });
    const tokens: number[] = [];
    for (let count = 1; count <= 60; count += 1) {
      reputation = apply(reputation, sold());
      tokens.push(reputation.tokens);
    }
    assert.deepEqual([tokens[18], tokens[19], tokens[38], tokens[39], tokens[59]], [0, 1, 1, 2, 2]);
  });

  it('is taken in the order of the order ids', () => {
    const [one, two, three] = ['a', 'b', 'c'].map((orderId) => sold({ orderId })) as [Execution, Execution, Execution];
    assert.deepEqual(inOrder([three, one, two]), [one, two, three]);
  });
});

describe('credit', () => {
  const toBea = (energyWh: number, day = 22) =>
    [sold({ contractedWh: energyWh, shares: [{ counterparty: bea, energyWh }] }), slotAt(day)] as const;

  it('ends at 20 kWh with one counterparty in an ISO week', () => {
    let reputation = reputationOf('ada');
    const counted = [15_000, 15_000, 15_000].map((energyWh) => {
      const { change, reputation: next } = applyExecution(reputation, ...toBea(energyWh));
      reputation = next;
      return change.countedWh;
    });
    assert.deepEqual(counted, [15_000, 5_000, 0]);
    assert.deepEqual(reputation.credit, { week: '2026-W47', by: { [bea.slice(0, 16)]: 20_000 } });
    assert.equal(applyExecution(reputation, ...toBea(15_000, 23)).change.countedWh, 15_000); // Monday
  });

  it('is counted for each counterparty, and the grid is exempt', () => {
    const shares = [
      { counterparty: bea, energyWh: 25_000 },
      { counterparty: cleo, energyWh: 10_000 },
      { counterparty: 'grid', energyWh: 40_000 },
    ];
    const { change } = applyExecution(reputationOf('ada'), sold({ contractedWh: 75_000, shares }), slotAt(22));
    assert.equal(change.countedWh, 70_000);
  });

  it('is not used up by a failure', () => {
    const { reputation } = applyExecution(reputationOf('ada'), { ...toBea(15_000)[0], meteredWh: 0 }, slotAt(22));
    assert.deepEqual(reputation.credit, reputationOf('ada').credit);
  });

  it('that is used up earns no token and ends no probation, so that trade to and fro does not', () => {
    let reputation = apply(reputationOf('ada', { tokens: 0 }), toBea(20_000)[0]);
    for (let count = 0; count < 40; count += 1) {
      reputation = apply(reputation, toBea(1_000)[0]);
    }
    assert.deepEqual([reputation.tokens, reputation.tokenProgress, reputation.probation?.successes], [0, 1, 1]);
    assert.equal(reputation.seller.successes, 41);
  });
});

describe('probation', () => {
  const sellTo = (counterparty: string) => sold({ contractedWh: 1_000, shares: [{ counterparty, energyWh: 1_000 }] });

  it('ends with ten successes with three counterparties, the grid being one', () => {
    let reputation = reputationOf('ada');
    for (let count = 0; count < 20; count += 1) {
      reputation = apply(reputation, sellTo(count % 2 === 0 ? bea : 'grid'));
    }
    assert.deepEqual(reputation.probation, { successes: 20, counterparties: [bea.slice(0, 16), 'grid'] });
    assert.equal(apply(reputation, sellTo(cleo)).probation, undefined);
  });

  it('lasts for ten successes also where there are three counterparties', () => {
    let reputation = reputationOf('ada');
    for (const counterparty of [bea, cleo, 'grid', bea, cleo, 'grid', bea, cleo, 'grid']) {
      reputation = apply(reputation, sellTo(counterparty));
    }
    assert.equal(reputation.probation?.successes, 9);
    assert.equal(apply(reputation, sellTo('grid')).probation, undefined);
  });
});
