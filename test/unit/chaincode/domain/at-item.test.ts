// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { atItem, compareInstants, DomainError, refuseRepeats, sameParty } from '@wattpass/chaincode/domain';
import { refused, refusedAtOnce } from '../../../support/refused.js';

describe('the items of a list', () => {
  it('name themselves in a refusal', async () => {
    const work = atItem('items', 3, () => {
      throw new DomainError('CONFLICT', 'no', { id: 'x' });
    });
    const error = await refused('CONFLICT', work);
    assert.equal(error.detail, '/items/3: no');
    assert.deepEqual(error.data, { pointer: '/items/3', index: 3, id: 'x' });
  });

  it('lead to the offending field', async () => {
    const issues = [{ pointer: '/endedAt', rule: 'must not be before startedAt' }];
    const work = atItem('items', 1, () => {
      throw new DomainError('INVALID_INPUT', '/endedAt: must not be before startedAt', { issues });
    });
    const error = await refused('INVALID_INPUT', work);
    assert.equal(error.detail, '/items/1/endedAt: must not be before startedAt');
    assert.deepEqual(error.data['issues'], [{ pointer: '/items/1/endedAt', rule: 'must not be before startedAt' }]);
  });

  it('leave faults of the program as they are', async () => {
    const fault = new RangeError('broken');
    await assert.rejects(
      atItem('items', 0, () => Promise.reject(fault)),
      (error) => error === fault,
    );
  });

  it('stand once', () => {
    refuseRepeats('ids', ['a', 'b', 'c']);
    refuseRepeats('ids', []);
    const { data } = refusedAtOnce('INVALID_INPUT', () => {
      refuseRepeats('ids', ['a', 'b', 'a', 'b'], 'id');
    });
    assert.equal(data['pointer'], '/ids/2/id');
  });
});

describe('instants', () => {
  it('are compared with and without milliseconds', () => {
    assert.equal(compareInstants('2026-01-31T08:00:00Z', '2026-01-31T08:00:00.000Z'), 0);
    assert.ok(compareInstants('2026-01-31T08:00:00Z', '2026-01-31T08:00:00.001Z') < 0);
    assert.ok(compareInstants('2026-01-31T08:00:01Z', '2026-01-31T08:00:00.999Z') > 0);
  });
});

describe('parties', () => {
  it('are the same by organisation, role and person', () => {
    const party = { mspId: 'UserMSP', role: 'user' as const };
    assert.ok(sameParty(party, { ...party }));
    assert.ok(!sameParty(party, { ...party, actorId: 'a'.repeat(32) }));
    assert.ok(!sameParty(party, { ...party, role: 'operator' }));
    assert.ok(!sameParty(party, { ...party, mspId: 'OtherMSP' }));
  });
});
