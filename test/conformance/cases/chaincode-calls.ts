// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../../support/chaincode/conformance/script-chaincode.js';
import { casesOf } from '../conformance-case.js';
import { CHANNEL } from '../network-spec.js';

const call = (chaincode: string, script: readonly Step[], channel = ''): Step => [
  'call',
  chaincode,
  JSON.stringify(script),
  channel,
];

/** Chaincodes that call chaincodes. */
export const chaincodeCallCases = casesOf('chaincode calls', {
  'a called chaincode writes into its own namespace': async (t) =>
    t.transaction(await t.given(t.alpha, [call('any', [['put', t.key('x'), '1']]), ['put', t.key('y'), '1']])),
  'a called chaincode reads committed state': async (t) => {
    await t.given(t.alpha, [['put', t.key('x'), 'there']], { chaincode: 'any' });
    return t.evaluate(t.alpha, [['get', t.key('x')], call('any', [['get', t.key('x')]])]);
  },
  'the channel can be named': (t) => t.evaluate(t.alpha, [call('any', [['get', t.key('x')]], CHANNEL)]),
  'an error of the called chaincode is an answer': (t) => t.evaluate(t.alpha, [['try', call('any', [['fail', 'no']])]]),
  'a status 400 of the called chaincode is an answer': (t) =>
    t.evaluate(t.alpha, [['try', call('any', [['respond', 400, 'refused', 'body']])]]),
  'writes of a called chaincode that fails': async (t) =>
    t.submit(t.alpha, [
      [
        'try',
        call('any', [
          ['put', t.key('x'), '1'],
          ['fail', 'no'],
        ]),
      ],
      ['put', t.key('y'), '1'],
    ]),
  'an unknown chaincode': (t) => t.evaluate(t.alpha, [['try', call('absent', [])]]),
  'an unknown channel': (t) => t.evaluate(t.alpha, [['try', call('any', [], 'elsewhere')]]),
  'a chaincode that calls itself': (t) => t.evaluate(t.alpha, [['try', call('majority', [['get', t.key('x')]])]]),
  'a circle of calls': (t) => t.evaluate(t.alpha, [['try', call('any', [['try', call('majority', [])] as Step])]]),
  'three deep': async (t) => t.submit(t.alpha, [call('any', [call('all', [['put', t.key('x'), '1']])])]),
  'a called chaincode sees the same transaction and creator': async (t) => {
    const seen = await t.evaluate(t.alpha, [call('any', [['clientIdentity']])]);
    return JSON.parse(JSON.stringify(seen).replace(/x509::[^"\\]*/g, '<id>')) as object;
  },
  'a called chaincode sees transient data': (t) =>
    t.evaluate(t.alpha, [call('any', [['transient', 'value']])], { transient: { value: 'handed on' } }),
  'a system chaincode that is called': (t) =>
    t.evaluate(t.alpha, [
      ['try', call('qscc', [])],
      ['try', call('cscc', [])],
    ]),
  'a private read of a called chaincode is in its own collections': async (t) => {
    await t.given(t.alpha, [['privatePut', 'alphaBeta', t.key('p')]], { transient: { value: 'secret' } });
    const script: Step[] = [['try', call('majority', [['privateGet', 'alphaBeta', t.key('p')]])]];
    return t.evaluate(t.alpha, script, { chaincode: 'any', organizations: ['AlphaMSP'] });
  },
  'an endorsement that needs a private read of a called chaincode': async (t) => {
    await t.given(t.alpha, [['privatePut', 'alphaBeta', t.key('p')]], { transient: { value: 'secret' } });
    const script: Step[] = [call('majority', [['privateGet', 'alphaBeta', t.key('p')]]), ['put', t.key('x'), '1']];
    return t.submit(t.alpha, script, { chaincode: 'any' });
  },
});
