// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { InputOf } from '@wattpass/chaincode/domain';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors, partyOf } from '../../support/actors.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import { consortiumWithStrangers, seedStatus, strangers, travellers } from '../../support/journey.js';
import { refused } from '../../support/refused.js';

const request: InputOf<'logistics:createBatch'> = {
  id: 'B-2026-1',
  batteryIds: [...travellers],
  receiver: { mspId: 'OperatorMSP', role: 'operator' },
  date: '2026-11-22',
};

describe('logistics:createBatch', () => {
  let runner: ContractRunner;
  beforeEach(() => {
    runner = consortiumWithStrangers();
    for (const id of travellers) {
      seedStatus(runner, id, actors.producer);
    }
  });

  it('puts a batch on record that all can read', async () => {
    const batch = await runner.submit(actors.producer, 'logistics:createBatch', request);
    assert.deepEqual(batch.consignor, { mspId: 'ProducerMSP', role: 'producer' });
    assert.equal(batch.count, 3);
    assert.deepEqual(await runner.evaluate(actors.station, 'logistics:batch', { batchId: 'B-2026-1' }), batch);
    assert.deepEqual(runner.lastEvent, {
      name: 'batch.created',
      payload: { type: 'batch.created', items: [{ kind: 'batch', id: 'B-2026-1', count: 3 }] },
    });
  });

  for (const [who, holder] of [
    ['an operator', actors.operator],
    ['a recycler', actors.recycler],
  ] as const) {
    it(`lets ${who} send what it holds`, async () => {
      seedStatus(runner, '09521234543213-X', holder);
      const receiver = { mspId: 'ProducerMSP', role: 'producer' as const };
      const own = { ...request, receiver, batteryIds: ['09521234543213-X'] };
      const batch = await runner.submit(holder, 'logistics:createBatch', own);
      assert.deepEqual(batch.consignor, partyOf(holder));
    });
  }

  it('answers the same request again with the batch, also when the batteries have gone on', async () => {
    const batch = await runner.submit(actors.producer, 'logistics:createBatch', request);
    seedStatus(runner, travellers[0], actors.operator);
    const events = runner.events.length;
    assert.deepEqual(await runner.submit(actors.producer, 'logistics:createBatch', request), batch);
    assert.equal(runner.events.length, events);
  });

  it('refuses another batch under the same id', async () => {
    await runner.submit(actors.producer, 'logistics:createBatch', request);
    const other = { ...request, date: '2026-11-23' };
    await refused('ALREADY_EXISTS', runner.submit(actors.producer, 'logistics:createBatch', other));
  });

  it('refuses the same request by another organisation under the same id', async () => {
    await runner.submit(actors.producer, 'logistics:createBatch', request);
    await refused('ALREADY_EXISTS', runner.submit(strangers.producer, 'logistics:createBatch', request));
  });

  it('refuses batteries in another custody and names the first', async () => {
    seedStatus(runner, travellers[1], actors.operator);
    const error = await refused('FORBIDDEN', runner.submit(actors.producer, 'logistics:createBatch', request));
    assert.equal(error.data['pointer'], '/batteryIds/1');
    assert.equal(error.data['index'], 1);
  });

  it('refuses a caller of the right role that holds nothing', async () => {
    await refused('FORBIDDEN', runner.submit(strangers.producer, 'logistics:createBatch', request));
  });

  it('does not take title for custody', async () => {
    seedStatus(runner, travellers[2], actors.producer, { custody: { mspId: 'LogisticsMSP', role: 'logistics' } });
    await refused('FORBIDDEN', runner.submit(actors.producer, 'logistics:createBatch', request));
  });

  it('refuses a battery that is not on record and names it', async () => {
    const batteryIds = [travellers[0], '09521234543213-GONE'];
    const error = await refused(
      'NOT_FOUND',
      runner.submit(actors.producer, 'logistics:createBatch', { ...request, batteryIds }),
    );
    assert.equal(error.data['pointer'], '/batteryIds/1');
  });

  for (const status of ['announced', 'recycled'] as const) {
    it(`refuses a battery that is ${status}`, async () => {
      seedStatus(runner, travellers[1], actors.producer, { status });
      const error = await refused('ILLEGAL_STATUS', runner.submit(actors.producer, 'logistics:createBatch', request));
      assert.equal(error.data['index'], 1);
    });
  }

  it('refuses a battery that stands twice', async () => {
    const batteryIds = [travellers[0], travellers[1], travellers[0]];
    const error = await refused(
      'INVALID_INPUT',
      runner.submit(actors.producer, 'logistics:createBatch', { ...request, batteryIds }),
    );
    assert.equal(error.data['index'], 2);
  });

  for (const role of ['user', 'station', 'logistics'] as const) {
    it(`refuses a receiver with the role ${role}`, async () => {
      const receiver = partyOf(actors[role]);
      const error = await refused(
        'RULE_VIOLATION',
        runner.submit(actors.producer, 'logistics:createBatch', { ...request, receiver }),
      );
      assert.equal(error.data['rule'], 'custodyEdge');
      assert.deepEqual(error.data['legal'], ['producer', 'operator', 'recycler']);
    });
  }

  it('refuses a receiver that is no member, has another role or is suspended', async () => {
    const asks = (mspId: string) =>
      runner.submit(actors.producer, 'logistics:createBatch', { ...request, receiver: { mspId, role: 'operator' } });
    await refused('RULE_VIOLATION', asks('NobodyMSP'));
    await refused('RULE_VIOLATION', asks('RecyclerMSP'));
    runner.seed(keys.member('OperatorMSP'), {
      mspId: 'OperatorMSP',
      name: 'Operator',
      roles: ['operator'],
      status: 'suspended',
      since: '2026-01-01T00:00:00.000Z',
    });
    const error = await refused('RULE_VIOLATION', asks('OperatorMSP'));
    assert.equal(error.data['rule'], 'activeMember');
  });

  it('lists batches a page at a time', async () => {
    for (const id of ['B-3', 'B-1', 'B-2']) {
      await runner.submit(actors.producer, 'logistics:createBatch', { ...request, id });
    }
    const first = await runner.evaluate(actors.user, 'logistics:batches', { limit: 2 });
    assert.deepEqual(
      first.items.map(({ id }) => id),
      ['B-1', 'B-2'],
    );
    const next = await runner.evaluate(actors.user, 'logistics:batches', { limit: 2, bookmark: first.bookmark });
    assert.deepEqual(
      next.items.map(({ id }) => id),
      ['B-3'],
    );
    assert.equal(next.bookmark, '');
  });

  it('lets one of two creations of the same id through', async () => {
    const one = await runner.endorse(actors.producer, 'logistics:createBatch', request);
    const two = await runner.endorse(actors.producer, 'logistics:createBatch', { ...request, date: '2026-11-30' });
    one.commit();
    assert.throws(two.commit, /MVCC_READ_CONFLICT/);
  });
});
