// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { at, hash, otherId, recordId } from '../doubles/records.js';
import { KEY, type RouteCase } from '../doubles/route-case.js';
import { testRoutes } from '../doubles/route-suite.js';

const taskId = recordId;
const clientId = otherId;
const place = `/learning-tasks/${taskId}`;
const ofRound = { taskId, round: 2 };

const asked = {
  name: 'charge decisions',
  kind: 'charge-decision',
  model: { kind: 'softmax', layers: [19, 3], parameters: 60 },
  training: { epochs: 2, batchSize: 32, learningRate: 50_000, proximal: 0 },
  aggregation: { rule: { name: 'fedavg' }, server: { name: 'replace' } },
  quantiser: { clip: 8_000_000, bits: 22 },
  mode: { name: 'plain' },
  cohortShare: 500_000,
  minimumClients: 2,
  windows: { commit: 60, reveal: 60, attest: 60 },
  initialModelHash: hash,
  committee: ['ProducerMSP', 'UserMSP', 'StationMSP'],
};
const task = { ...asked, id: taskId, coordinator: 'OperatorMSP', rulesVersion: 1, createdAt: at };
const state = { ...task, head: { round: 2, modelVersion: 1, modelHash: hash } };
const client = { taskId, clientId, mspId: 'UserMSP', fromRound: 1, joinedAt: at };
const model = { taskId, version: 1, hash, round: 1, acceptedAt: at };
const round = {
  taskId,
  number: 2,
  status: 'committing',
  base: { version: 1, hash },
  seed: hash,
  openedAt: at,
  commitBy: at,
};
const update = { ...ofRound, clientId, mspId: 'UserMSP', hash, examplesBucket: 5, committedAt: at };
const keys = { maskKey: Buffer.alloc(32, 1).toString('base64'), shareKey: Buffer.alloc(32, 2).toString('base64') };
const aggregate = { root: hash, resultHash: hash, excluded: [{ clientId, reason: 'notRevealed' }] };
const verdict = { verdict: 'reject', resultHash: hash, reason: 'another model' };
const attestation = { ...ofRound, mspId: 'UserMSP', ...verdict, at };
const worth = { method: 'exact', items: [{ clientId, value: -5, norm: 7 }] };
const inclusion = { leaf: 'a leaf', index: 0, size: 1, path: [], root: hash };

/** A list of one item, as the ledger pages it and as REST answers it. */
const list = (route: string, transaction: string, item: unknown, of: object = ofRound): RouteCase => ({
  route: `GET ${route}?limit=7`,
  transaction,
  input: { ...of, limit: 7, bookmark: '' },
  output: { items: [item], bookmark: '' },
  answer: { items: [item] },
});
const post = (route: string, transaction: string, output: unknown, body?: object, of: object = ofRound): RouteCase => ({
  route: `POST ${route}`,
  ...(body === undefined ? {} : { body }),
  transaction,
  input: { ...of, ...body },
  output,
});
const get = (route: string, transaction: string, input: object, output: unknown): RouteCase => ({
  route: `GET ${route}`,
  transaction,
  input,
  output,
});

const routes: RouteCase[] = [
  post('/learning-tasks', 'learning:createTask', task, { task: asked }, { key: KEY }),
  post(`${place}/end`, 'learning:endTask', state, undefined, { taskId }),
  post(`${place}/clients`, 'learning:join', client, undefined, { taskId }),
  post(`${place}/departures`, 'learning:leave', { ...client, leftAt: at }, undefined, { taskId }),
  post(`${place}/rounds`, 'learning:openRound', round, { round: 2 }, { taskId }),
  post(`${place}/rounds/2/keys`, 'learning:publishKeys', { ...ofRound, clientId, ...keys }, keys),
  post(`${place}/rounds/2/updates`, 'learning:commitUpdate', update, { hash, examplesBucket: 5 }),
  post(`${place}/rounds/2/commit-end`, 'learning:endCommitting', round),
  post(`${place}/rounds/2/aggregate`, 'learning:proposeAggregate', round, aggregate),
  post(`${place}/rounds/2/attestations`, 'learning:attest', attestation, verdict),
  post(`${place}/rounds/2/conclusion`, 'learning:concludeRound', round),
  post(
    `${place}/rounds/2/contributions`,
    'learning:recordContributions',
    { ...ofRound, ...worth, recordedAt: at },
    worth,
  ),
  list('/learning-tasks', 'learning:tasks', task, {}),
  list(`${place}/clients`, 'learning:clients', client, { taskId }),
  list(`${place}/models`, 'learning:models', model, { taskId }),
  list(`${place}/rounds`, 'learning:rounds', round, { taskId }),
  list(`${place}/rounds/2/keys`, 'learning:roundKeys', { ...ofRound, clientId, ...keys }),
  list(`${place}/rounds/2/updates`, 'learning:updates', update),
  get(place, 'learning:task', { taskId }, state),
  get(`${place}/rounds/2`, 'learning:round', ofRound, round),
  get(`${place}/rounds/2/attestations`, 'learning:attestations', ofRound, { items: [attestation] }),
  get(`${place}/rounds/2/contributions`, 'learning:contributions', ofRound, { ...ofRound, ...worth, recordedAt: at }),
  get(`${place}/rounds/2/inclusions/${clientId}`, 'learning:inclusion', { ...ofRound, clientId }, inclusion),
];

describe("learning's routes", () => {
  const suite = testRoutes(routes);

  it('take a cursor for the list that made it, and for no other', async () => {
    suite.gateway.ledger.on('learning:updates', () => ({ items: [update], bookmark: 'more' }));
    const { body } = await suite.gateway.get(`/api/v1${place}/rounds/2/updates`);
    const cursor = String(body['nextCursor']);
    assert.equal((await suite.gateway.get(`/api/v1${place}/rounds/2/updates?cursor=${cursor}`)).status, 200);
    const other = await suite.gateway.get(`/api/v1${place}/rounds/3/updates?cursor=${cursor}`);
    assert.deepEqual([other.status, other.body['code']], [400, 'INVALID_CURSOR']);
  });

  it('refuse rounds and tasks that cannot be', async () => {
    for (const path of [`${place}/rounds/0`, `${place}/rounds/first`, '/learning-tasks/x']) {
      assert.equal((await suite.gateway.get(`/api/v1${path}`)).body['code'], 'INVALID_INPUT', path);
    }
  });
});
