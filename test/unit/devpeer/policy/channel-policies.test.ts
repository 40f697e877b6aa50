// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createChannelPolicies, implicitMetaPolicy } from '@wattpass/devpeer/internal/policy/channel-policies';
import { PolicyError } from '@wattpass/devpeer/internal/policy/policy-error';
import { signers } from './signers.js';

const six = ['A', 'B', 'C', 'D', 'E', 'F'];
const policies = createChannelPolicies(six);

describe('createChannelPolicies', () => {
  it('lets any member read; clients and admins write; peers only read', () => {
    const who = ['A.client', 'A.admin', 'A.peer', 'A.orderer', 'X.client'];
    const allowed = (name: string) => who.filter((text) => policies.get(name).evaluate(signers(text)));
    assert.deepEqual(allowed('Readers'), ['A.client', 'A.admin', 'A.peer']);
    assert.deepEqual(allowed('Writers'), ['A.client', 'A.admin']);
  });

  it('needs peers of more than half the organisations to endorse', () => {
    fc.assert(
      fc.property(fc.subarray(six), (signing) => {
        for (const name of ['Endorsement', 'LifecycleEndorsement', '/Channel/Application/Endorsement']) {
          const outcome = policies.get(name).evaluate(signers(...signing.map((org) => `${org}.peer`)));
          assert.equal(outcome, signing.length >= 4, `${name} by ${signing.join()}`);
        }
      }),
    );
  });

  it('does not count clients as endorsers, nor one organisation twice', () => {
    assert.equal(policies.get('Endorsement').evaluate(signers('A.client', 'B.client', 'C.client', 'D.client')), false);
    const twice = signers('A.peer#1', 'A.peer#2', 'A.peer#3', 'A.peer#4');
    assert.equal(policies.get('Endorsement').evaluate(twice), false);
  });

  it('needs a majority of admins to change the channel', () => {
    assert.equal(policies.get('Admins').evaluate(signers('A.admin', 'B.admin', 'C.admin')), false);
    assert.ok(policies.get('Admins').evaluate(signers('A.admin', 'B.admin', 'C.admin', 'D.admin')));
  });

  const majorities: [number, number][] = [
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [6, 4],
    [7, 4],
  ];
  for (const [organizations, needed] of majorities) {
    it(`takes ${needed} of ${organizations} for a majority`, () => {
      const names = Array.from({ length: organizations }, (_, i) => `O${i}`);
      const policy = createChannelPolicies(names).get('Endorsement');
      const peers = names.map((name) => `${name}.peer`);
      assert.ok(policy.evaluate(signers(...peers.slice(0, needed))));
      assert.equal(policy.evaluate(signers(...peers.slice(0, needed - 1))), false);
    });
  }

  it('knows ANY and ALL, and that rules over nobody hold', () => {
    const parts = [true, false].map((outcome) => ({ evaluate: () => outcome }));
    assert.equal(implicitMetaPolicy('ANY', parts).evaluate([]), true);
    assert.equal(implicitMetaPolicy('ALL', parts).evaluate([]), false);
    for (const rule of ['ANY', 'ALL', 'MAJORITY'] as const) {
      assert.ok(implicitMetaPolicy(rule, []).evaluate([]));
    }
  });

  it('refuses a name that is no policy', () => {
    for (const name of ['Nonsense', '/Channel/Orderer/Writers']) {
      assert.throws(
        () => policies.get(name),
        (error) => error instanceof PolicyError && error.code === 'POLICY_UNKNOWN',
      );
    }
  });
});
