// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { actors, person } from '../../support/actors.js';
import { atRecycler, inService, maintenanceOf } from '../../support/battery-life.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';

const { operator, recycler, user } = actors;

function record(runner: ContractRunner, batteryId: string, key: string, caller = operator, reason = 'worn') {
  return runner.submit(caller, 'battery:recordMaintenance', { key }, { items: [maintenanceOf(batteryId, { reason })] });
}

describe('maintenance records', () => {
  it('stand in the collection of who made them, and are read together, oldest first', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atRecycler(runner, 'W1');
    const first = await record(runner, batteryId, 'maintenance-1');
    assert.equal(runner.lastLedger?.writes[0]?.collection, 'maintenanceOperator');
    runner.clockAhead = 1000;
    const second = await record(runner, batteryId, 'maintenance-2', recycler);
    assert.equal(runner.lastLedger.writes[0].collection, 'maintenanceRecycler');
    for (const reader of [operator, recycler, user]) {
      const { items } = await runner.evaluate(reader, 'battery:maintenance', { batteryId });
      assert.deepEqual(
        items.map(({ id, by }) => [id, by]),
        [
          [first.ids[0], 'OperatorMSP'],
          [second.ids[0], 'RecyclerMSP'],
        ],
      );
    }
    for (const stranger of [actors.producer, actors.logistics, actors.station]) {
      await refused('FORBIDDEN', runner.evaluate(stranger, 'battery:maintenance', { batteryId }));
    }
  });

  it('come from who holds the battery or enrolled its BMS', async () => {
    const runner = consortiumOfSix({}, [{ mspId: 'OperatorTwoMSP', name: 'Two', role: 'operator' }]);
    const batteryId = await inService(runner, 'W1');
    await record(runner, batteryId, 'maintenance-1');
    const other = person('OperatorTwoMSP', 'oskar', { role: 'operator' });
    await refused('FORBIDDEN', record(runner, batteryId, 'maintenance-2', other));
    await refused('FORBIDDEN', record(runner, batteryId, 'maintenance-2', recycler));
  });

  it('repeat under the same key and are refused with other content', async () => {
    const runner = consortiumOfSix();
    const batteryId = await inService(runner, 'W1');
    const first = await record(runner, batteryId, 'maintenance-1');
    runner.clockAhead = 1000;
    assert.deepEqual(await record(runner, batteryId, 'maintenance-1'), first);
    const { items } = await runner.evaluate(user, 'battery:maintenance', { batteryId });
    assert.equal(items.length, 1);
    await refused('ALREADY_EXISTS', record(runner, batteryId, 'maintenance-1', operator, 'other'));
  });

  it('are refused for a battery that does not exist, all together', async () => {
    const runner = consortiumOfSix();
    const batteryId = await inService(runner, 'W1');
    const items = [maintenanceOf(batteryId), maintenanceOf('09521234543213-NONE')];
    const attempt = runner.submit(operator, 'battery:recordMaintenance', { key: 'maintenance-1' }, { items });
    assert.equal((await refused('NOT_FOUND', attempt)).data['pointer'], '/items/1');
    assert.deepEqual((await runner.evaluate(user, 'battery:maintenance', { batteryId })).items, []);
  });
});
