// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NewLearningTask, type LearningTask } from '@wattpass/chaincode/domain';
import { dequantised, epsilonOf, levelsOf, quantiserOf } from '@wattpass/fl-aggregator';
import { bucketOf, filePending, memoryPending, modelTrainer, ownUpdate, specOf } from '@wattpass/fl-aggregator/client';
import { newTask } from '../../../support/learning-round.js';
import { refusedWith } from '../refused-with.js';

const taskId = 'ab'.repeat(16);
const clientId = 'cd'.repeat(16);
const place = { taskId, round: 4 };

function taskOf(changes: Parameters<typeof newTask>[0] = {}): LearningTask {
  const asked = NewLearningTask.parse(
    newTask({ model: { kind: 'softmax', layers: [1, 2], parameters: 4 }, ...changes }),
  );
  return { ...asked, id: taskId, coordinator: 'OperatorMSP', rulesVersion: 1, createdAt: '2026-01-01T00:00:00Z' };
}

/** What the receiver reads in an update. */
function parametersIn(task: LearningTask, bytes: Uint8Array): number[] {
  const { bits } = task.quantiser;
  const levels = levelsOf(bytes, { ...place, clientId, length: task.model.parameters, bits });
  assert.ok(levels instanceof Uint32Array);
  return [...dequantised({ clientId, examples: 1, levels }, quantiserOf(task)).parameters];
}

describe('an update that leaves its client', () => {
  const change = Float64Array.of(0.5, -1, 0, 2);

  it('holds the change, salted, and tells only the bucket of its examples', () => {
    const task = taskOf();
    const one = ownUpdate(task, place, clientId, { change, examples: 100 });
    assert.deepEqual(parametersIn(task, one.bytes), [...change]);
    assert.equal(one.examplesBucket, 7); // from 64 to 127
    assert.notDeepEqual(one.bytes, ownUpdate(task, place, clientId, { change, examples: 100 }).bytes);
  });

  it('is clipped where the task clips', () => {
    const task = taskOf({ aggregation: { rule: { name: 'fedavg' }, clipNorm: 1_000_000 } });
    const { bytes } = ownUpdate(task, place, clientId, { change: Float64Array.of(3, 0, 4, 0), examples: 1 });
    parametersIn(task, bytes).forEach((value, index) => {
      assert.ok(Math.abs(value - ([0.6, 0, 0.8, 0][index] ?? 0)) < 1e-5);
    });
  });

  it('carries noise and no weight where the task asks for privacy, whose ε is told', () => {
    const privacy = { clipNorm: 1_000_000, noiseMultiplier: 10_000_000, inverseDelta: 100_000 };
    const task = taskOf({ privacy });
    const { bytes, examplesBucket } = ownUpdate(task, place, clientId, { change, examples: 100 });
    assert.equal(examplesBucket, 1);
    assert.notDeepEqual(parametersIn(task, bytes), [...change]);
    // 50 rounds of all clients at σ = 10, δ = 1e-5: research's vector
    assert.ok(Math.abs((epsilonOf(task, 50) ?? 0) - 3.188992) < 1e-4);
    assert.equal(epsilonOf(taskOf(), 50), undefined);
  });

  it('is not made of what is no number, or of another length', () => {
    const bad = (values: number[]) => () =>
      ownUpdate(taskOf(), place, clientId, { change: Float64Array.from(values), examples: 1 });
    refusedWith('NOT_FINITE', bad([1, NaN, 0, 0]));
    refusedWith('NOT_FINITE', bad([1, Infinity, 0, 0]));
    refusedWith('WRONG_LENGTH', bad([1]));
  });

  it('counts examples in powers of two', () => {
    assert.deepEqual([0, 1, 2, 3, 4, 7, 8, 2 ** 31].map(bucketOf), [0, 1, 2, 2, 3, 3, 4, 31]);
  });
});

describe('pending updates', () => {
  const directory = mkdtempSync(join(tmpdir(), 'wattpass-pending-'));
  after(() => {
    rmSync(directory, { recursive: true });
  });

  for (const [name, pending] of [
    ['in memory', memoryPending()],
    ['in files', filePending(directory)],
  ] as const) {
    it(`${name} come back for their round, and can be dropped`, async () => {
      const update = { bytes: Uint8Array.of(1, 2, 3), examplesBucket: 5 };
      assert.equal(await pending.load(place), undefined);
      await pending.save(place, update);
      assert.deepEqual(await pending.load(place), update);
      assert.equal(await pending.load({ ...place, round: 5 }), undefined);
      await pending.drop(place);
      assert.equal(await pending.load(place), undefined);
    });
  }
});

describe("a task's model in the kernels here", () => {
  it('is a softmax or a perceptron with one hidden layer', () => {
    assert.deepEqual(specOf(taskOf()), { kind: 'softmax', inputs: 1, classes: 2 });
    const mlp = { kind: 'mlp' as const, layers: [3, 5, 2], parameters: 32 };
    assert.deepEqual(specOf({ model: mlp }), { kind: 'mlp', inputs: 3, hidden: 5, classes: 2 });
    refusedWith('WRONG_SHAPE', () => specOf({ model: { ...mlp, layers: [3, 5, 5, 2] } }));
    refusedWith('WRONG_SHAPE', () => specOf({ model: { kind: 'linear', layers: [1, 1], parameters: 2 } }));
  });

  it('is trained on what there is when the round comes, if there is anything', async () => {
    let rows = 0;
    const train = modelTrainer(taskOf(), () => ({
      count: rows,
      features: new Float64Array(rows).fill(1),
      labels: new Uint8Array(rows),
    }));
    assert.equal(await train(new Float64Array(4), 1), undefined);
    rows = 3;
    const trained = await train(new Float64Array(4), 2);
    assert.equal(trained?.examples, 3);
    assert.ok((trained.change[0] ?? 0) > 0 && (trained.change[1] ?? 0) < 0);
  });
});
