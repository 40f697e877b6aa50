// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Recycling } from '@wattpass/chaincode/domain';
import { actors } from '../../support/actors.js';
import { atRecycler, inService, materialsOf, pass, steps } from '../../support/battery-life.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';

const { recycler, producer, user, operator } = actors;
const salt = '00112233445566778899aabbccddeeff';

async function record(runner: ContractRunner, item: Recycling, key = 'recycling-1'): Promise<string> {
  const { ids } = await runner.submit(recycler, 'battery:recordRecycling', { key }, { items: [item] });
  return ids[0] ?? '';
}

function evaluationOf(batteryId: string): Recycling {
  return { kind: 'evaluation', batteryId, salt, soh: 430_000, verdict: 'recycle', findings: 'worn' };
}

describe('recycling records', () => {
  it('are kept in private, oldest first, for recycler and producer', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atRecycler(runner, 'R1');
    const first = await record(runner, evaluationOf(batteryId));
    runner.clockAhead = 1000;
    const second = await record(runner, materialsOf(batteryId), 'recycling-2');
    const { items } = await runner.evaluate(producer, 'battery:recyclingRecords', { batteryId });
    assert.deepEqual(
      items.map(({ id, by, record: { kind } }) => [id, by, kind]),
      [
        [first, 'RecyclerMSP', 'evaluation'],
        [second, 'RecyclerMSP', 'materials'],
      ],
    );
    for (const stranger of [user, operator]) {
      await refused('FORBIDDEN', runner.evaluate(stranger, 'battery:recyclingRecords', { batteryId }));
    }
  });

  it('are of batteries that the recycler holds and whose life has ended', async () => {
    const runner = consortiumOfSix();
    const batteryId = await inService(runner, 'R1');
    await refused('FORBIDDEN', record(runner, evaluationOf(batteryId)));
    await pass(runner, batteryId, 'custody', user, recycler);
    const error = await refused('ILLEGAL_STATUS', record(runner, evaluationOf(batteryId)));
    assert.deepEqual(error.data['legal'], ['retired', 'evaluated', 'refurbished']);
    assert.equal(error.data['pointer'], '/items/0');
  });
});

describe('battery:recycle', () => {
  it('ends the battery and its passport, given recovered materials', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atRecycler(runner, 'R1');
    const materialsRecordId = await record(runner, materialsOf(batteryId));
    const input = { items: [{ batteryId, materialsRecordId }] };
    const { statuses } = await runner.submit(recycler, 'battery:recycle', input);
    assert.equal(statuses[0]?.status, 'recycled');
    const { passports } = await runner.evaluate(user, 'battery:passports', { batteryId });
    assert.deepEqual(
      passports.map(({ status, life }) => [status, life]),
      [['ceased', 'waste']],
    );
    assert.ok(passports[0]?.endedAt);
    assert.deepEqual(await runner.submit(recycler, 'battery:recycle', input), { statuses });
    assert.deepEqual(runner.lastLedger?.writes, []);
  });

  it('needs a record of recovered materials, not any record', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atRecycler(runner, 'R1');
    const evaluation = await record(runner, evaluationOf(batteryId));
    for (const materialsRecordId of [evaluation, '0'.repeat(32)]) {
      const attempt = runner.submit(recycler, 'battery:recycle', { items: [{ batteryId, materialsRecordId }] });
      assert.equal((await refused('NOT_SEALED', attempt)).data['pointer'], '/items/0');
    }
  });

  it('needs title and custody', async () => {
    const runner = consortiumOfSix();
    const batteryId = await inService(runner, 'R1');
    await steps(runner, batteryId, user, 'retired');
    await pass(runner, batteryId, 'custody', user, recycler);
    const materialsRecordId = await record(runner, materialsOf(batteryId));
    const input = { items: [{ batteryId, materialsRecordId }] };
    await refused('FORBIDDEN', runner.submit(recycler, 'battery:recycle', input));
    await pass(runner, batteryId, 'title', user, recycler);
    await runner.submit(recycler, 'battery:recycle', input);
  });

  it('waits for open moves', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atRecycler(runner, 'R1');
    const materialsRecordId = await record(runner, materialsOf(batteryId));
    await runner.submit(recycler, 'battery:offerMove', {
      key: 'offer-0001',
      kind: 'title',
      to: { mspId: 'ProducerMSP', role: 'producer' },
      batteryIds: [batteryId],
    });
    await refused(
      'CONFLICT',
      runner.submit(recycler, 'battery:recycle', { items: [{ batteryId, materialsRecordId }] }),
    );
  });

  it('is the end: no move, no step, no certificate after it', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atRecycler(runner, 'R1');
    const materialsRecordId = await record(runner, materialsOf(batteryId));
    await runner.submit(recycler, 'battery:recycle', { items: [{ batteryId, materialsRecordId }] });
    const step = runner.submit(recycler, 'battery:changeStatus', { items: [{ batteryId, to: 'evaluated' }] });
    assert.deepEqual((await refused('ILLEGAL_STATUS', step)).data['legal'], []);
    await refused(
      'ILLEGAL_STATUS',
      runner.submit(recycler, 'battery:offerMove', {
        key: 'offer-0001',
        kind: 'title',
        to: { mspId: 'ProducerMSP', role: 'producer' },
        batteryIds: [batteryId],
      }),
    );
    await refused('ILLEGAL_STATUS', record(runner, evaluationOf(batteryId), 'recycling-9'));
  });
});
