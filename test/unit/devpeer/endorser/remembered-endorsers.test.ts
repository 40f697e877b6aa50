// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { rememberedEndorsers } from '@wattpass/devpeer/internal/endorser/remembered-endorsers';
import { createChannelPolicies } from '@wattpass/devpeer/internal/policy/channel-policies';
import { minimalEndorsers } from '@wattpass/devpeer/internal/policy/minimal-endorsers';

const mspIds = ['A', 'B', 'C', 'D'];

describe('rememberedEndorsers', () => {
  const majority = createChannelPolicies(mspIds).get('Endorsement');

  it('gives the sets in the order in which they are found, however often it is asked', () => {
    const expected = [...minimalEndorsers(majority, mspIds, 'C')];
    assert.equal(expected.length, 4, 'four ways to take three of four');
    const plans = rememberedEndorsers([majority], mspIds, 'C');
    assert.deepEqual(plans.has(0) && [...plans].slice(0, 1), expected.slice(0, 1));
    assert.deepEqual([...plans], expected);
    assert.deepEqual([...rememberedEndorsers([majority], mspIds, 'C')], expected);
  });

  it('asks the policies once', () => {
    let asked = 0;
    const counting = {
      evaluate: (signers: Parameters<typeof majority.evaluate>[0]) => {
        asked += 1;
        return majority.evaluate(signers);
      },
    };
    assert.equal(rememberedEndorsers([counting], mspIds, 'A').has(0), true);
    const before = asked;
    assert.equal(rememberedEndorsers([counting], mspIds, 'A').has(0), true);
    assert.equal(asked, before);
  });

  it('tells other organisations and other preferences apart', () => {
    const first = (...args: Parameters<typeof rememberedEndorsers>) => [...rememberedEndorsers(...args)][0];
    assert.equal(first([majority], mspIds, 'D')?.[0], 'D');
    assert.equal(first([majority], ['A', 'B', 'C'], 'B')?.[0], 'B');
    assert.equal(first([majority], ['A', 'B'], 'A'), undefined);
  });
});
