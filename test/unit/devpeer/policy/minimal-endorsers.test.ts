// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createChannelPolicies } from '@wattpass/devpeer/internal/policy/channel-policies';
import { minimalEndorsers } from '@wattpass/devpeer/internal/policy/minimal-endorsers';
import { parseSignaturePolicy } from '@wattpass/devpeer/internal/policy/policy-parser';
import { signaturePolicy } from '@wattpass/devpeer/internal/policy/signature-policy';

const six = ['A', 'B', 'C', 'D', 'E', 'F'];

function sets(policy: string, mspIds: readonly string[], preferred?: string): string[] {
  const found = minimalEndorsers(signaturePolicy(parseSignaturePolicy(policy)), mspIds, preferred);
  return [...found].map((set) => set.join(''));
}

describe('minimalEndorsers', () => {
  it('finds the smallest sets first and no supersets', () => {
    assert.deepEqual(sets("OR('C.peer', AND('A.peer','B.peer'))", ['A', 'B', 'C']), ['C', 'AB']);
  });

  it('puts the preferred organisation first among sets of a size', () => {
    assert.deepEqual(sets("OR('A.peer','B.peer')", ['A', 'B'], 'B'), ['B', 'A']);
    assert.deepEqual(sets("OutOf(2,'A.peer','B.peer','C.peer')", ['A', 'B', 'C'], 'C'), ['CA', 'CB', 'AB']);
  });

  it('finds four of six for MAJORITY, with the preferred among them', () => {
    const policy = createChannelPolicies(six).get('Endorsement');
    const [first] = minimalEndorsers(policy, six, 'E');
    assert.equal(first?.length, 4);
    assert.ok(first.includes('E'));
    // 15 = the number of ways to choose 4 of 6.
    assert.equal([...minimalEndorsers(policy, six)].length, 15);
  });

  it('leaves out organisations that have no peer to ask', () => {
    assert.deepEqual(sets("OR('A.peer','B.peer')", ['B']), ['B']);
    assert.deepEqual(sets("AND('A.peer','B.peer')", ['B']), []);
  });

  it('does not send peers where clients or two peers of one organisation must sign', () => {
    assert.deepEqual(sets("OR('A.client')", six), []);
    assert.deepEqual(sets("AND('A.peer','A.peer')", six), []);
  });

  it('takes members and peers alike', () => {
    assert.deepEqual(sets("OR('A.member','B.peer')", ['A', 'B']), ['A', 'B']);
  });
});
