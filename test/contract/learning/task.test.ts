// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { actors, delegates } from '../../support/actors.js';
import { consortiumOfSix } from '../../support/contract-runner.js';
import { LearningRounds, newTask, vehicles } from '../../support/learning-round.js';
import { refused } from '../../support/refused.js';

describe('a learning task', () => {
  it('is created by a delegate, once under a key', async () => {
    const runner = consortiumOfSix();
    const create = { key: 'task-0001', task: newTask() };
    await refused('FORBIDDEN', runner.submit(actors.operator, 'learning:createTask', create));
    const task = await runner.submit(delegates.operator, 'learning:createTask', create);
    assert.equal(task.coordinator, 'OperatorMSP');
    assert.equal(task.rulesVersion, 1);
    assert.deepEqual(await runner.submit(delegates.operator, 'learning:createTask', create), task);
    await refused(
      'ALREADY_EXISTS',
      runner.submit(delegates.operator, 'learning:createTask', { ...create, task: newTask({ name: 'another' }) }),
    );
    const { items } = await runner.evaluate(actors.recycler, 'learning:tasks', {});
    assert.deepEqual(items, [task]);
  });

  for (const [rule, what, changes] of [
    [
      'modelShape',
      'parameters that its layers do not have',
      { model: { kind: 'softmax', layers: [19, 3], parameters: 57 } },
    ],
    ['modelShape', 'a hidden layer in a softmax', { model: { kind: 'softmax', layers: [2, 2, 2], parameters: 12 } }],
    ['modelShape', 'an mlp without a hidden layer', { model: { kind: 'mlp', layers: [19, 3], parameters: 60 } }],
    ['committee', 'its own coordinator in the committee', { committee: ['OperatorMSP', 'UserMSP', 'StationMSP'] }],
    ['committee', 'a stranger in the committee', { committee: ['MarsMSP', 'UserMSP', 'StationMSP'] }],
    ['committee', 'a member twice in the committee', { committee: ['UserMSP', 'UserMSP', 'StationMSP'] }],
    [
      'secureRule',
      'a robust rule over a single sum',
      { mode: { name: 'secure', groups: 1 }, aggregation: { rule: { name: 'median' } }, minimumClients: 9 },
    ],
    ['secureRule', 'groups of fewer than three', { mode: { name: 'secure', groups: 3 }, minimumClients: 8 }],
    [
      'privacyRule',
      'noise that no accountant covers',
      {
        aggregation: { rule: { name: 'median' } },
        privacy: { clipNorm: 500_000, noiseMultiplier: 1_000_000, inverseDelta: 100_000 },
      },
    ],
  ] as const satisfies readonly (readonly [string, string, Parameters<typeof newTask>[0]])[]) {
    it(`is refused with ${what}`, async () => {
      const create = { key: 'task-0001', task: newTask(changes) };
      const error = await refused(
        'RULE_VIOLATION',
        consortiumOfSix().submit(delegates.operator, 'learning:createTask', create),
      );
      assert.equal(error.data['rule'], rule);
    });
  }

  it('has one round at a time, opened by its coordinator in order', async () => {
    const rounds = await LearningRounds.create();
    await refused('FORBIDDEN', rounds.open(1, actors.producer));
    await refused('CONFLICT', rounds.open(2));
    await rounds.open(1);
    await refused('CONFLICT', rounds.open(2));
  });

  it('ends: nobody joins any more and no round is opened', async () => {
    const rounds = await LearningRounds.create();
    const taskId = rounds.task.id;
    await refused('FORBIDDEN', rounds.runner.submit(delegates.producer, 'learning:endTask', { taskId }));
    const ended = await rounds.runner.submit(delegates.operator, 'learning:endTask', { taskId });
    assert.deepEqual(await rounds.runner.submit(delegates.operator, 'learning:endTask', { taskId }), ended);
    await refused('ILLEGAL_STATUS', rounds.open());
    await refused('ILLEGAL_STATUS', rounds.runner.submit(actors.user, 'learning:join', { taskId }));
  });

  it('is joined, left and joined again', async () => {
    const rounds = await LearningRounds.create();
    const [client] = vehicles;
    assert.ok(client);
    const taskId = rounds.task.id;
    await rounds.open();
    assert.ok((await rounds.runner.submit(client, 'learning:leave', { taskId })).leftAt);
    const again = await rounds.runner.submit(client, 'learning:join', { taskId });
    assert.deepEqual({ fromRound: again.fromRound, left: again.leftAt }, { fromRound: 2, left: undefined });
    await refused('NOT_FOUND', rounds.runner.submit(actors.station, 'learning:leave', { taskId }));
  });

  it('takes keys for secure aggregation from those who are in the round, once', async () => {
    const rounds = await LearningRounds.create({ mode: { name: 'secure', groups: 1 }, minimumClients: 3 });
    const [client] = vehicles;
    assert.ok(client);
    await rounds.open();
    const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
    const keys = { taskId: rounds.task.id, round: 1, maskKey: key(1), shareKey: key(2) };
    const published = await rounds.runner.submit(client, 'learning:publishKeys', keys);
    assert.deepEqual(await rounds.runner.submit(client, 'learning:publishKeys', keys), published);
    await refused('ALREADY_EXISTS', rounds.runner.submit(client, 'learning:publishKeys', { ...keys, maskKey: key(3) }));
    await refused('FORBIDDEN', rounds.runner.submit(actors.station, 'learning:publishKeys', keys));
    const { items } = await rounds.runner.evaluate(actors.station, 'learning:roundKeys', {
      taskId: rounds.task.id,
      round: 1,
    });
    assert.deepEqual(items, [published]);
  });

  it('takes no keys where updates are plain', async () => {
    const rounds = await LearningRounds.create();
    const [client] = vehicles;
    assert.ok(client);
    await rounds.open();
    const key = Buffer.alloc(32, 1).toString('base64');
    const publish = { taskId: rounds.task.id, round: 1, maskKey: key, shareKey: key };
    assert.equal(
      (await refused('RULE_VIOLATION', rounds.runner.submit(client, 'learning:publishKeys', publish))).data['rule'],
      'mode',
    );
  });
});
