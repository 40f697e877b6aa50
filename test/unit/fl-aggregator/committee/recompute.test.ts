// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { sha256Hex, type LearningTask, type Round, type Update } from '@wattpass/chaincode/domain';
import { closedRound, firstModel, modelBytes, modelHash, quantised, updateBytes } from '@wattpass/fl-aggregator';
import { recompute, type Evidence } from '@wattpass/fl-aggregator/internal/committee/recompute.js';

const task: LearningTask = {
  id: 'ab'.repeat(16),
  name: 'a task',
  kind: 'charge-decision',
  coordinator: 'OperatorMSP',
  rulesVersion: 1,
  createdAt: '2026-01-01T00:00:00Z',
  model: { kind: 'linear', layers: [1, 1], parameters: 2 },
  training: { epochs: 1, batchSize: 1, learningRate: 1, proximal: 0 },
  aggregation: { rule: { name: 'fedavg' }, server: { name: 'replace' } },
  quantiser: { clip: 8_000_000, bits: 22 },
  mode: { name: 'plain' },
  cohortShare: 1_000_000,
  minimumClients: 2,
  windows: { commit: 1, reveal: 1, attest: 1 },
  initialModelHash: '00'.repeat(32),
  committee: ['ProducerMSP', 'UserMSP', 'StationMSP'],
};
const base = firstModel(task, Float64Array.of(1, 2));

function updateOf(clientId: string, row: number[]): { clientId: string; bytes: Uint8Array; commitment: Update } {
  const { levels } = quantised({ clientId, examples: 1, parameters: Float64Array.from(row) });
  const bytes = updateBytes({ taskId: task.id, round: 1, clientId, salt: new Uint8Array(32), levels });
  const at = { taskId: task.id, round: 1, clientId, mspId: 'UserMSP' };
  const commitment = { ...at, hash: sha256Hex(bytes), examplesBucket: 2, committedAt: '2026-01-01T00:00:00Z' };
  return { clientId, bytes, commitment };
}

const clients = [updateOf('ada', [1, 0]), updateOf('bob', [0, 1]), updateOf('cy', [1, 1])];
const long = updateOf('dan', [1, 1, 1]);

/** What an honest coordinator proposes over the updates that it has, and what lies before the committee. */
function evidence(present = clients, committed = clients): Evidence & { round: Round } {
  const commitments = committed.map(({ commitment }) => commitment);
  const revealed = new Map(present.map(({ clientId, bytes }) => [clientId, bytes]));
  const { root, resultHash, excluded } = closedRound({ task, round: 1, base, commitments, revealed });
  const round: Round = {
    taskId: task.id,
    number: 1,
    status: 'proposed',
    base: { version: 0, hash: modelHash(base) },
    seed: '00'.repeat(32),
    openedAt: '2026-01-01T00:00:00Z',
    commitBy: '2026-01-01T00:00:01Z',
    aggregate: {
      count: commitments.length - excluded.length,
      root,
      resultHash,
      excluded: [...excluded],
      proposedAt: '2026-01-01T00:00:02Z',
    },
  };
  return { task, round, base: modelBytes(base), commitments, revealed, inTime: new Set() };
}

/** The same with something else proposed. */
function proposing(change: Partial<NonNullable<Round['aggregate']>>, honest = evidence()): Evidence {
  const { aggregate } = honest.round;
  return { ...honest, round: { ...honest.round, aggregate: { ...(aggregate ?? assert.fail()), ...change } } };
}

describe('a committee member', () => {
  it('accepts what it finds itself, and has the new model then', () => {
    const honest = evidence();
    const { verdict, resultHash, model } = recompute(honest);
    assert.equal(verdict, 'accept');
    assert.equal(resultHash, honest.round.aggregate?.resultHash);
    assert.equal(sha256Hex(model ?? new Uint8Array()), resultHash);
  });

  it('believes that an update did not come, whatever came to itself later', () => {
    const [ada, bob] = clients as [(typeof clients)[0], (typeof clients)[0]];
    const late = { ...evidence([ada, bob]), revealed: evidence().revealed };
    assert.equal(recompute(late).verdict, 'accept');
  });

  it('rejects where its own gateway had it in time', () => {
    const [ada, bob] = clients as [(typeof clients)[0], (typeof clients)[0]];
    const { verdict, reason } = recompute({ ...evidence([ada, bob]), inTime: new Set(['cy']) });
    assert.equal(verdict, 'reject');
    assert.match(reason ?? '', /cy was revealed in time/);
  });

  it('rejects another model, another tree, and tells what it found', () => {
    const other = recompute(proposing({ resultHash: '11'.repeat(32) }));
    assert.deepEqual([other.verdict, other.reason], ['reject', 'the recomputed model is another one']);
    assert.equal(other.resultHash, evidence().round.aggregate?.resultHash);
    assert.match(
      recompute(proposing({ root: '11'.repeat(32) })).reason ?? '',
      /^the updates have the root [0-9a-f]{64}$/,
    );
  });

  it('rejects an exclusion without its cause, with another cause, or one that is missing', () => {
    const withLong = evidence([...clients, long], [...clients, long]);
    assert.equal(recompute(withLong).verdict, 'accept');
    const without = proposing({ excluded: [] }, withLong);
    assert.match(recompute(without).reason ?? '', /dan is included there and wrongShape here/);
    const otherwise = proposing({ excluded: [{ clientId: 'dan', reason: 'copied' }] }, withLong);
    assert.match(recompute(otherwise).reason ?? '', /dan is copied there and wrongShape here/);
    const sound = proposing({ excluded: [{ clientId: 'ada', reason: 'normTooLarge' }] });
    assert.match(recompute(sound).reason ?? '', /ada is normTooLarge there and included here/);
  });

  it('rejects where no aggregate can be', () => {
    const excluded = ['ada', 'bob'].map((clientId) => ({ clientId, reason: 'notRevealed' as const }));
    const { verdict, reason, resultHash } = recompute(proposing({ excluded }));
    assert.equal(verdict, 'reject');
    assert.match(reason ?? '', /at least 2, not 1/);
    assert.equal(resultHash, modelHash(base));
  });
});
