// SPDX-License-Identifier: Apache-2.0
import { casesOf } from '../conformance-case.js';
import { CHANNEL } from '../network-spec.js';
import { scriptThreeWays, threeWays } from './three-ways.js';

/** What a proposal is for: channel, chaincode, function, organisations. */
export const targetCases = casesOf('targets', {
  'an unknown channel': (t) => scriptThreeWays(t, t.alpha, [], { channel: 'elsewhere' }),
  'an empty channel name': (t) => scriptThreeWays(t, t.alpha, [], { channel: '' }),
  'an unknown chaincode': (t) => scriptThreeWays(t, t.alpha, [], { chaincode: 'absent' }),
  'an unknown chaincode with organisations named': (t) =>
    scriptThreeWays(t, t.alpha, [], { chaincode: 'absent', organizations: ['AlphaMSP'] }),
  'an empty chaincode name': (t) => scriptThreeWays(t, t.alpha, [], { chaincode: '' }),
  'a chaincode name with a version': (t) => scriptThreeWays(t, t.alpha, [], { chaincode: 'majority:1.0' }),
  'an unknown function': (t) =>
    threeWays(t, t.alpha, { call: { channel: CHANNEL, chaincode: 'majority', args: ['absent'] } }),
  'no arguments at all': (t) => threeWays(t, t.alpha, { call: { channel: CHANNEL, chaincode: 'majority', args: [] } }),
  'an unknown organisation': (t) => scriptThreeWays(t, t.alpha, [], { organizations: ['DeltaMSP'] }),
  'an unknown organisation beside a known one': (t) =>
    scriptThreeWays(t, t.alpha, [], { organizations: ['AlphaMSP', 'DeltaMSP'] }),
  'the same organisation twice': (t) =>
    scriptThreeWays(t, t.alpha, [['put', t.key('x'), '1']], { organizations: ['AlphaMSP', 'AlphaMSP'] }),
  'another organisation alone executes there': async (t) => {
    const organizations = ['BetaMSP'];
    await t.given(t.alpha, [['privatePut', 'bothEndorse', t.key('p')]], { transient: { value: 'v' } });
    return t.evaluate(t.alpha, [['try', ['privateGet', 'bothEndorse', t.key('p')]]], { organizations });
  },
});
