// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  closedRound,
  firstModel,
  modelBytes,
  modelHash,
  modelIn,
  quantised,
  updateBytes,
  type RoundInput,
} from '@wattpass/fl-aggregator';
import { refusedWith } from '../refused-with.js';

const sha256 = (...parts: (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

const task: RoundInput['task'] = {
  id: 'task-1',
  model: { kind: 'linear', layers: [1, 1], parameters: 2 },
  aggregation: { rule: { name: 'fedavg' }, server: { name: 'replace' } },
  quantiser: { clip: 8_000_000, bits: 22 },
  minimumClients: 2,
};

/** A client's commitment and the bytes behind it. */
function handedIn(clientId: string, row: number[], examplesBucket: number, named = clientId) {
  const { levels } = quantised({ clientId, examples: 1, parameters: Float64Array.from(row) });
  const bytes = updateBytes({ taskId: task.id, round: 3, clientId: named, salt: sha256(clientId), levels });
  const commitment = {
    taskId: task.id,
    round: 3,
    clientId,
    mspId: 'OperatorMSP',
    hash: sha256(bytes).toString('hex'),
    examplesBucket,
    committedAt: '2026-01-01T00:00:00Z',
  };
  return { clientId, bytes, commitment };
}

function roundOf(clients: readonly ReturnType<typeof handedIn>[]): RoundInput {
  return {
    task,
    round: 3,
    base: { parameters: Float64Array.of(10, 20) },
    commitments: clients.map(({ commitment }) => commitment),
    revealed: new Map(clients.map(({ clientId, bytes }) => [clientId, bytes])),
  };
}

describe('a closed round', () => {
  const [ada, bob, cy] = [handedIn('ada', [1, -2], 3), handedIn('bob', [2, 0.5], 1), handedIn('cy', [-1, 1], 2)];

  it('has the model, its hash and the root worked out by hand', () => {
    const { model, resultHash, root, excluded } = closedRound(roundOf([ada, bob]));
    // buckets 3 and 1 weigh 4 and 1
    assert.deepEqual([...model.parameters], [10 + 6 / 5, 20 - 7.5 / 5]);
    assert.equal(resultHash, sha256(new Uint8Array(model.parameters.buffer)).toString('hex'));
    const leaf = ({ clientId, commitment }: typeof ada): Buffer =>
      sha256(Uint8Array.of(0), `${clientId}:${commitment.hash}:${commitment.examplesBucket}`);
    assert.equal(root, sha256(Uint8Array.of(1), leaf(ada), leaf(bob)).toString('hex'));
    assert.deepEqual(excluded, []);
  });

  it('is the same in any order of arrival, after a restart, by anybody', () => {
    assert.deepEqual(closedRound(roundOf([cy, ada, bob])), closedRound(roundOf([bob, cy, ada])));
  });

  it('gives a reason for each update that is left out, and is as if it had never been', () => {
    const changed = { ...handedIn('dan', [1, 1], 1), bytes: ada.bytes };
    const copied = handedIn('eve', [1, 1], 1, 'ada');
    const long = handedIn('fay', [1, 1, 1], 1);
    const alien = handedIn('gus', [1, 1], 1);
    const noise = Buffer.from('anything');
    const silent = handedIn('hal', [1, 1], 1);
    const input = roundOf([ada, bob, changed, copied, long, alien, silent]);
    const revealed = new Map(input.revealed).set('gus', noise);
    revealed.delete('hal');
    const commitments = input.commitments.map((each) =>
      each.clientId === 'gus' ? { ...each, hash: sha256(noise).toString('hex') } : each,
    );
    const { excluded, ...rest } = closedRound({ ...input, commitments, revealed });
    assert.deepEqual(
      excluded.map(({ clientId, reason }) => `${clientId} ${reason}`),
      ['dan hashMismatch', 'eve copied', 'fay wrongShape', 'gus wrongShape', 'hal notRevealed'],
    );
    assert.deepEqual({ ...rest, excluded: [] }, closedRound(roundOf([ada, bob])));
  });

  it("takes the task's rule", () => {
    const input = roundOf([ada, bob, cy]);
    const aggregation = { ...task.aggregation, rule: { name: 'median' } as const };
    assert.deepEqual([...closedRound({ ...input, task: { ...task, aggregation } }).model.parameters], [11, 20.5]);
  });

  it('tells a wrong aggregate by its hash', () => {
    const { model, resultHash } = closedRound(roundOf([ada, bob]));
    assert.equal(modelHash(model), resultHash);
    const parameters = model.parameters.map((value) => value + 2 ** -40);
    assert.notEqual(modelHash({ parameters }), resultHash);
  });

  it('weighs all alike where noise is accounted for', () => {
    const privacy = { clipNorm: 1_000_000, noiseMultiplier: 1_000_000, inverseDelta: 100_000 };
    const { model } = closedRound({ ...roundOf([ada, bob]), task: { ...task, privacy } });
    assert.deepEqual([...model.parameters], [10 + 3 / 2, 20 - 1.5 / 2]);
  });

  it("makes the server's optimiser step from where it stood, and hashes its state with the model", () => {
    const server = { name: 'yogi', learningRate: 100_000 } as const;
    const withYogi = { ...task, aggregation: { ...task.aggregation, server } };
    const base = firstModel(withYogi, Float64Array.of(10, 20));
    const first = closedRound({ ...roundOf([ada, bob]), task: withYogi, base });
    // Δ = 1.2: m = 0.1·Δ, v = 0.01·Δ², step 0.1·m/(√v + 0.001), by the paper's formulas
    const step = (0.1 * 0.1 * 1.2) / (Math.sqrt(0.01 * 1.2 * 1.2) + 0.001);
    assert.ok(Math.abs((first.model.parameters[0] ?? 0) - (10 + step)) < 1e-12);
    const second = closedRound({ ...roundOf([ada, bob]), task: withYogi, base: first.model });
    assert.equal(second.model.optimiser?.rounds, 2);
    const forgetful = { ...first.model, optimiser: base.optimiser ?? assert.fail() };
    assert.notEqual(modelHash(forgetful), first.resultHash);
    assert.notDeepEqual(closedRound({ ...roundOf([ada, bob]), task: withYogi, base: forgetful }).model, second.model);
    assert.deepEqual(modelIn(modelBytes(second.model), withYogi), second.model);
  });

  it('is refused with too few updates, another model, a bound that is no power of two, an optimiser without state', () => {
    refusedWith('TOO_FEW_CLIENTS', () => closedRound(roundOf([ada])));
    refusedWith('WRONG_LENGTH', () =>
      closedRound({ ...roundOf([ada, bob]), base: { parameters: new Float64Array(3) } }),
    );
    const odd = { ...task, quantiser: { clip: 3_000_000, bits: 22 } };
    refusedWith('WRONG_PARAMETER', () => closedRound({ ...roundOf([ada, bob]), task: odd }));
    const adam = { ...task.aggregation, server: { name: 'adam', learningRate: 100_000 } as const };
    refusedWith('WRONG_PARAMETER', () => closedRound({ ...roundOf([ada, bob]), task: { ...task, aggregation: adam } }));
  });
});

describe("a model's bytes", () => {
  it('are its parameters as little-endian doubles, and with an optimiser its rounds and moments', () => {
    const adam = { ...task, aggregation: { ...task.aggregation, server: { name: 'adam', learningRate: 1 } as const } };
    assert.deepEqual(
      [...modelBytes(firstModel(task, Float64Array.of(1, -2)))],
      [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0],
    );
    assert.equal(modelBytes(firstModel(adam, Float64Array.of(1, -2))).length, 8 * 7);
  });

  it('are refused with another length, and where they hold what is no number', () => {
    refusedWith('WRONG_LENGTH', () => modelIn(new Uint8Array(15), task));
    refusedWith('WRONG_LENGTH', () => firstModel(task, new Float64Array(3)));
    refusedWith('NOT_FINITE', () => modelIn(modelBytes({ parameters: Float64Array.of(1, NaN) }), task));
    refusedWith('NOT_FINITE', () => modelIn(modelBytes({ parameters: Float64Array.of(Infinity, 1) }), task));
  });
});
