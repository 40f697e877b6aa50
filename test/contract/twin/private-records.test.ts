// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Condition, RunMode, Usage } from '@wattpass/chaincode/domain';
import type { Certified } from '@wattpass/chaincode/ledger/actor.js';
import { actors, partyOf, person } from '../../support/actors.js';
import { newBms } from '../../support/bms.js';
import { composeKey } from '../../support/committed-state.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import { consortiumWithStrangers, seedStatus, strangers } from '../../support/journey.js';
import { refused } from '../../support/refused.js';

const batteryId = '09521234543213-T1';
const salt = 'a1'.repeat(16);
const key = 'private-key-1';

const runMode: RunMode = { batteryId, salt, mode: 'vehicleToGrid', from: '2026-11-22T03:00:00Z' };
const usage: Usage = {
  batteryId,
  salt,
  kind: 'discharge',
  cycle: 1,
  startedAt: '2026-11-22T02:00:00Z',
  endedAt: '2026-11-22T03:00:00Z',
  milliampHours: 1856,
  milliwattHours: 6600,
  chunk: 0,
  chunkDigest: 'cd'.repeat(32),
};
const assessment = {
  kind: 'assessment',
  batteryId,
  salt,
  cycle: 1,
  assessedAt: '2026-11-22T03:00:00Z',
  chunk: 0,
  capacityMicroampHours: 1_856_487,
  soh: 928_243,
  modelId: 'coulomb-count',
  modelVersion: '1',
} as const satisfies Condition;
const anomaly = {
  kind: 'anomaly',
  batteryId,
  salt,
  cycle: 1,
  detectedAt: '2026-11-22T03:00:00Z',
  chunk: 0,
  rule: 'over-temperature',
  threshold: 60_000,
  observed: 61_000,
  modelId: 'thresholds',
  modelVersion: '1',
} as const satisfies Condition;

let runner: ContractRunner;

function found(): void {
  runner = consortiumWithStrangers();
}

type PrivateSubmit = 'twin:setRunMode' | 'twin:recordUsage' | 'twin:recordCondition';

function write(caller: Certified, name: PrivateSubmit, items: object[], under = key): Promise<{ ids: string[] }> {
  return runner.submit(caller, name, { key: under }, { items } as never);
}

async function enrolUnder(operator: Certified): Promise<void> {
  const { deviceId, publicKey } = newBms('bms-1');
  const items = [{ batteryId, deviceId, model: 'BMS 4', publicKey }];
  await runner.submit(operator, 'twin:enrolDeviceKeys', { items });
}

describe('twin:setRunMode', () => {
  beforeEach(found);
  const read = (caller: Certified) => runner.evaluate(caller, 'twin:runModes', { batteryId });

  it('is for the person who holds the battery, readable by users and operators alone', async () => {
    seedStatus(runner, batteryId, actors.user);
    const { ids } = await write(actors.user, 'twin:setRunMode', [runMode]);
    const { items } = await read(actors.operator);
    assert.deepEqual(
      items.map(({ id, by, record }) => ({ id, by, record })),
      [{ id: ids[0], by: 'UserMSP', record: runMode }],
    );
    assert.deepEqual((await read(actors.user)).items, items);
    for (const outsider of [actors.producer, actors.logistics, actors.station, actors.recycler]) {
      await refused('FORBIDDEN', read(outsider));
    }
  });

  it('is for the holder of the title or of the custody', async () => {
    seedStatus(runner, batteryId, actors.user, { custody: partyOf(actors.operator) });
    await write(actors.user, 'twin:setRunMode', [runMode]);
    seedStatus(runner, batteryId, actors.operator, { custody: partyOf(actors.secondUser) });
    await write(actors.secondUser, 'twin:setRunMode', [runMode], 'private-key-2');
  });

  it("is refused on another person's battery, though of the same organisation", async () => {
    seedStatus(runner, batteryId, actors.user);
    const error = await refused('FORBIDDEN', write(actors.secondUser, 'twin:setRunMode', [runMode]));
    assert.equal(error.data['pointer'], '/items/0');
  });

  it('is refused on a battery that is not on record', async () => {
    await refused('NOT_FOUND', write(actors.user, 'twin:setRunMode', [runMode]));
  });

  it('keeps a repeat, also when the battery has gone on', async () => {
    seedStatus(runner, batteryId, actors.user);
    const first = await write(actors.user, 'twin:setRunMode', [runMode]);
    seedStatus(runner, batteryId, actors.operator);
    assert.deepEqual(await write(actors.user, 'twin:setRunMode', [runMode]), first);
    await refused('ALREADY_EXISTS', write(actors.user, 'twin:setRunMode', [{ ...runMode, mode: 'eco' }]));
    assert.equal((await read(actors.operator)).items.length, 1);
  });

  it('announces id and commitment alone', async () => {
    seedStatus(runner, batteryId, actors.user);
    const { ids } = await write(actors.user, 'twin:setRunMode', [runMode]);
    const bytes = runner.state.get(composeKey(['runMode', batteryId, ids[0] ?? '']), 'runMode')!.value;
    const commitment = createHash('sha256').update(bytes).digest('hex');
    assert.deepEqual(runner.lastEvent?.payload.items, [{ kind: 'runMode', id: ids[0], commitment }]);
  });
});

describe('twin:recordUsage', () => {
  beforeEach(found);
  const read = (caller: Certified) => runner.evaluate(caller, 'twin:usage', { batteryId });

  it('is for the operator that holds the battery, readable by users and operators alone', async () => {
    seedStatus(runner, batteryId, actors.operator);
    await write(actors.operator, 'twin:recordUsage', [usage]);
    assert.deepEqual((await read(actors.user)).items[0]?.record, usage);
    for (const outsider of [actors.producer, actors.logistics, actors.station, actors.recycler]) {
      await refused('FORBIDDEN', read(outsider));
    }
  });

  it('goes on under the operator that enrolled the device when the battery is with its user', async () => {
    seedStatus(runner, batteryId, actors.operator);
    await enrolUnder(actors.operator);
    seedStatus(runner, batteryId, actors.user);
    await write(actors.operator, 'twin:recordUsage', [usage]);
    await refused('FORBIDDEN', write(strangers.operator, 'twin:recordUsage', [usage]));
  });

  it('is refused to an operator that neither holds the battery nor enrolled its device', async () => {
    seedStatus(runner, batteryId, actors.user);
    const error = await refused('FORBIDDEN', write(actors.operator, 'twin:recordUsage', [usage]));
    assert.equal(error.data['index'], 0);
  });

  it('takes all or none, naming the item', async () => {
    seedStatus(runner, batteryId, actors.operator);
    const backwards = { ...usage, endedAt: '2026-11-22T01:59:59.999Z' };
    const error = await refused('INVALID_INPUT', write(actors.operator, 'twin:recordUsage', [usage, backwards]));
    assert.equal(error.data['pointer'], '/items/1');
    assert.deepEqual((await read(actors.user)).items, []);
    await write(actors.operator, 'twin:recordUsage', [{ ...usage, kind: 'rest', endedAt: usage.startedAt }]);
  });

  it('lists uses oldest first', async () => {
    seedStatus(runner, batteryId, actors.operator);
    const later = { ...usage, startedAt: '2026-11-22T02:30:00Z', chunk: 1 };
    await write(actors.operator, 'twin:recordUsage', [later, usage]);
    assert.deepEqual(
      (await read(actors.user)).items.map(({ record }) => record.chunk),
      [0, 1],
    );
  });
});

describe('twin:recordCondition', () => {
  beforeEach(found);
  const read = (caller: Certified) => runner.evaluate(caller, 'twin:condition', { batteryId });

  it('keeps what operators and recyclers find in one list, oldest first', async () => {
    seedStatus(runner, batteryId, actors.operator);
    await write(actors.operator, 'twin:recordCondition', [assessment]);
    seedStatus(runner, batteryId, actors.recycler);
    runner.clockAhead = 30_000;
    await write(actors.recycler, 'twin:recordCondition', [{ ...assessment, soh: 690_000 }]);
    seedStatus(runner, batteryId, actors.operator);
    runner.clockAhead = 60_000;
    await write(actors.operator, 'twin:recordCondition', [anomaly], 'private-key-2');
    const { items } = await read(actors.user);
    assert.deepEqual(
      items.map(({ by, record }) => [by, record.kind]),
      [
        ['OperatorMSP', 'assessment'],
        ['RecyclerMSP', 'assessment'],
        ['OperatorMSP', 'anomaly'],
      ],
    );
    assert.deepEqual((await read(actors.operator)).items, items);
    assert.deepEqual((await read(actors.recycler)).items, items);
    for (const outsider of [actors.producer, actors.logistics, actors.station]) {
      await refused('FORBIDDEN', read(outsider));
    }
  });

  it("goes into the collection of the caller's role alone", async () => {
    for (const [caller, collection] of [
      [actors.operator, 'conditionOperator'],
      [actors.recycler, 'conditionRecycler'],
    ] as const) {
      seedStatus(runner, batteryId, caller);
      const endorsed = await runner.endorse(caller, 'twin:recordCondition', { key }, { items: [anomaly] });
      assert.deepEqual(
        endorsed.ledger.writes.map((each) => each.collection),
        [collection],
      );
    }
  });

  it('is refused to operators and recyclers that have nothing to do with the battery', async () => {
    seedStatus(runner, batteryId, actors.operator);
    await refused('FORBIDDEN', write(strangers.operator, 'twin:recordCondition', [assessment]));
    await refused('FORBIDDEN', write(strangers.recycler, 'twin:recordCondition', [assessment]));
    await refused('FORBIDDEN', write(actors.recycler, 'twin:recordCondition', [assessment]));
  });

  it('goes on under the operator that enrolled the device, revoked or not', async () => {
    seedStatus(runner, batteryId, actors.operator);
    await enrolUnder(actors.operator);
    seedStatus(runner, batteryId, actors.user);
    await write(actors.operator, 'twin:recordCondition', [assessment]);
    const items = [{ batteryId, deviceId: 'bms-1' }];
    await runner.submit(actors.operator, 'twin:revokeDeviceKeys', { items });
    await write(actors.operator, 'twin:recordCondition', [assessment], 'private-key-2');
  });

  it('refuses an interval of remaining cycles that does not run upwards, and a battery not on record', async () => {
    seedStatus(runner, batteryId, actors.operator);
    const remaining = (low: number, expected: number, high: number) => ({
      ...assessment,
      remainingCycles: { low, expected, high },
    });
    await refused('INVALID_INPUT', write(actors.operator, 'twin:recordCondition', [remaining(10, 9, 20)]));
    await refused('INVALID_INPUT', write(actors.operator, 'twin:recordCondition', [remaining(1, 9, 8)]));
    await write(actors.operator, 'twin:recordCondition', [remaining(9, 9, 9)]);
    const gone = { ...assessment, batteryId: '09521234543213-GONE' };
    await refused('NOT_FOUND', write(actors.operator, 'twin:recordCondition', [gone], 'private-key-2'));
  });

  it('keeps two people under one key apart', async () => {
    seedStatus(runner, batteryId, actors.operator);
    const colleague = person('OperatorMSP', 'oda', { role: 'operator' });
    const first = await write(actors.operator, 'twin:recordCondition', [assessment]);
    const second = await write(colleague, 'twin:recordCondition', [assessment]);
    assert.notDeepEqual(first, second);
    assert.equal((await read(actors.user)).items.length, 2);
  });
});
