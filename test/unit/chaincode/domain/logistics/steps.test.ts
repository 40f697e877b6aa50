// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { agreementSteps } from '@wattpass/chaincode/domain/logistics/agreement-rules.js';
import { claimSteps } from '@wattpass/chaincode/domain/logistics/claim-rules.js';
import { checkStatusAmong, checkStep } from '@wattpass/chaincode/domain/logistics/steps.js';
import { refusedAtOnce } from '../../../../support/refused.js';

/** Every step there is, by hand. */
const machines = [
  [
    'agreement',
    agreementSteps,
    'offered-accepted offered-declined offered-cancelled accepted-inTransit accepted-cancelled inTransit-arrived arrived-delivered',
  ],
  ['claim', claimSteps, 'open-answered open-withdrawn answered-evidenced answered-withdrawn evidenced-closed'],
] as const;

describe('status machines of logistics', () => {
  for (const [kind, machine, byHand] of machines) {
    const legal = new Set<string>(byHand.split(' '));
    const steps: Readonly<Record<string, readonly string[]>> = machine;
    for (const from of Object.keys(steps)) {
      for (const to of Object.keys(steps)) {
        const may = legal.has(`${from}-${to}`);
        it(`${may ? 'let' : 'keep'} a ${kind} that is ${from} ${may ? 'become' : 'from becoming'} ${to}`, () => {
          const work = (): void => {
            checkStep(steps, kind, { id: 'x', status: from }, to);
          };
          if (may) {
            work();
          } else {
            const { data } = refusedAtOnce('ILLEGAL_STATUS', work);
            assert.deepEqual(data, { status: from, to, legal: steps[from] });
          }
        });
      }
    }
  }

  it('list the statuses in which something is allowed', () => {
    const record = { id: 'x', status: 'b' };
    checkStatusAmong(['a', 'b'], 'thing', record, 'no');
    const { data } = refusedAtOnce('ILLEGAL_STATUS', () => {
      checkStatusAmong(['a', 'c'], 'thing', record, 'no');
    });
    assert.deepEqual(data, { status: 'b', legal: ['a', 'c'] });
  });
});
