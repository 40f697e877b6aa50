// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Change, Member, Vote } from '@wattpass/chaincode/domain';
import { tallyOf } from '@wattpass/chaincode/domain/consortium/vote-rules.js';

const at = '2026-01-31T08:00:00Z';

function members(active: number, suspended = 0): Member[] {
  return Array.from({ length: active + suspended }, (_, index) => ({
    mspId: `M${index}`,
    name: `M${index}`,
    roles: ['operator'],
    status: index < active ? 'active' : 'suspended',
    since: at,
  }));
}

function votes(...approving: readonly string[]): Vote[] {
  return approving.map((mspId) => ({ proposalId: '0'.repeat(32), mspId, approve: true, at }));
}

const suspension: Change = { kind: 'suspendMember', mspId: 'M0', reason: 'x' };

describe('the count of votes', () => {
  const needed: readonly (readonly [number, number])[] = [
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [6, 4],
    [7, 4],
  ];
  for (const [active, majority] of needed) {
    it(`needs ${majority} of ${active}`, () => {
      assert.equal(tallyOf(suspension, [], members(active)).needed, majority);
    });
  }

  it('leaves out the suspended, strangers and refusals', () => {
    const cast = [...votes('M0', 'M3', 'M9'), { ...votes('M1')[0]!, approve: false }];
    assert.deepEqual(tallyOf(suspension, cast, members(3, 1)), {
      approvals: 1,
      needed: 2,
      delegatorApproved: undefined,
    });
  });

  it('asks for the delegator where a recycler is let in', () => {
    const change: Change = { kind: 'grantRole', mspId: 'M0', role: 'recycler', delegator: 'M1' };
    assert.equal(tallyOf(change, votes('M0', 'M2'), members(3)).delegatorApproved, false);
    assert.equal(tallyOf(change, votes('M0', 'M1'), members(3)).delegatorApproved, true);
    const noOperator = members(3).map((member): Member => ({ ...member, roles: ['user'] }));
    assert.equal(tallyOf(change, votes('M0', 'M1'), noOperator).delegatorApproved, false);
  });
});
