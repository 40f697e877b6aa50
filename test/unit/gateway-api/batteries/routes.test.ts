// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  at,
  battery,
  batteryId,
  certificate,
  evidence,
  factoryData,
  hash,
  move,
  operator,
  otherId,
  passport,
  passportId,
  recordId,
  status,
} from '../doubles/records.js';
import { KEY, type RouteCase } from '../doubles/route-case.js';
import { testRoutes } from '../doubles/route-suite.js';
import { sealedItems } from '../doubles/sealed.js';

const salt = 'cd'.repeat(16);
const moves = { moves: [{ batteryId, moveId: recordId }] };
const view = { battery, status };
const stored = { id: otherId, by: 'RecyclerMSP', recordedAt: at };

const routes: RouteCase[] = [
  {
    route: 'GET /batteries',
    transaction: 'battery:list',
    input: { limit: 50, bookmark: '' },
    output: { items: [view], bookmark: '' },
    answer: { items: [view] },
  },
  { route: `GET /batteries/${batteryId}`, transaction: 'battery:get', input: { batteryId }, output: view },
  {
    route: `GET /batteries/${batteryId}/factory-data`,
    transaction: 'battery:factoryData',
    input: { batteryId },
    output: { ...factoryData, batteryId, salt },
  },
  {
    route: 'POST /moves',
    body: { kind: 'title', to: operator, batteryIds: [batteryId], note: 'sold' },
    transaction: 'battery:offerMove',
    input: { key: KEY, kind: 'title', to: operator, batteryIds: [batteryId], note: 'sold' },
    output: { moves: [move] },
  },
  {
    route: 'POST /moves/acceptances',
    body: moves,
    transaction: 'battery:acceptMove',
    input: moves,
    output: { moves: [{ ...move, status: 'accepted', decidedAt: at }] },
  },
  {
    route: 'POST /moves/declines',
    body: moves,
    transaction: 'battery:declineMove',
    input: moves,
    output: { moves: [{ ...move, status: 'declined', decidedAt: at }] },
  },
  {
    route: 'POST /moves/cancellations',
    body: moves,
    transaction: 'battery:cancelMove',
    input: moves,
    output: { moves: [{ ...move, status: 'cancelled', decidedAt: at }] },
  },
  {
    route: `GET /batteries/${batteryId}/moves?limit=2`,
    transaction: 'battery:moves',
    input: { batteryId, limit: 2, bookmark: '' },
    output: { items: [move], bookmark: '' },
    answer: { items: [move] },
  },
  {
    route: 'POST /status-changes',
    body: { items: [{ batteryId, to: 'commissioned' }] },
    transaction: 'battery:changeStatus',
    input: { items: [{ batteryId, to: 'commissioned' }] },
    output: { statuses: [{ ...status, status: 'commissioned' }] },
  },
  {
    route: `GET /batteries/${batteryId}/maintenance-records`,
    transaction: 'battery:maintenance',
    input: { batteryId },
    output: { items: [] },
  },
  {
    route: `GET /batteries/${batteryId}/recycling-records`,
    role: 'recycler',
    transaction: 'battery:recyclingRecords',
    input: { batteryId },
    output: {
      items: [{ ...stored, record: { kind: 'refurbishment', batteryId, salt, work: 'new BMS', replacedParts: [] } }],
    },
  },
  {
    route: 'POST /recyclings',
    role: 'recycler',
    body: { items: [{ batteryId, materialsRecordId: recordId }] },
    transaction: 'battery:recycle',
    input: { items: [{ batteryId, materialsRecordId: recordId }] },
    output: { statuses: [{ ...status, status: 'recycled' }] },
  },
  {
    route: `GET /certificates/${recordId}`,
    transaction: 'battery:certificate',
    input: { certificateId: recordId },
    output: { ...certificate, evidenceCommitment: hash },
  },
  {
    route: `GET /certificates/${recordId}/evidence`,
    role: 'producer',
    transaction: 'battery:certificateEvidence',
    input: { certificateId: recordId },
    output: { ...evidence, batteryId, salt },
  },
  {
    route: `GET /batteries/${batteryId}/certificates`,
    transaction: 'battery:certificates',
    input: { batteryId },
    output: { certificates: [certificate] },
  },
  {
    route: `GET /batteries/${batteryId}/history`,
    transaction: 'battery:history',
    input: { batteryId },
    output: { entries: [{ txId: hash, at, record: 'status', recordId: batteryId, value: { status: 'announced' } }] },
  },
  {
    route: `GET /batteries/${batteryId}/passports`,
    transaction: 'battery:passports',
    input: { batteryId },
    output: { passports: [passport] },
  },
  { route: `GET /passports/${passportId}`, transaction: 'battery:passport', input: { passportId }, output: passport },
];

describe('gateway-api: routes of batteries', () => {
  const suite = testRoutes(routes);

  it('seals maintenance: salted items go in private, the public input holds the key alone', async () => {
    suite.gateway.ledger.on('battery:recordMaintenance', () => ({ ids: [recordId] }));
    const item = { batteryId, performedAt: at, kind: 'inspection', reason: 'yearly', parts: [] };
    const headers = { 'idempotency-key': 'maintenance-0001' };
    const answer = await suite.gateway.post('/api/v1/maintenance-records', { items: [item, item] }, headers);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    assert.deepEqual(answer.body['ids'], [recordId]);
    const call = suite.gateway.ledger.calls.at(-1);
    assert.deepEqual(JSON.parse(call?.input ?? ''), { key: 'maintenance-0001' });
    const [first, second] = sealedItems(call);
    assert.deepEqual([first?.rest, second?.rest], [item, item]);
    assert.match(String(first?.salt), /^[0-9a-f]{32}$/);
    assert.notEqual(first?.salt, second?.salt);
  });

  it('seals recycling records likewise, each kind with its own fields', async () => {
    suite.gateway.ledger.on('battery:recordRecycling', () => ({ ids: [recordId] }));
    const items = [
      { kind: 'evaluation', batteryId, soh: 690000, verdict: 'secondLife', findings: 'sound' },
      { kind: 'materials', batteryId, recovered: [{ material: 'cobalt', grams: 12 }], process: 'hydro' },
    ];
    const authorization = await suite.accounts.of('recycler');
    const answer = await suite.gateway.post('/api/v1/recycling-records', { items }, { authorization });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    assert.deepEqual(
      sealedItems(suite.gateway.ledger.calls.at(-1)).map(({ rest }) => rest),
      items,
    );
  });

  it('hands cursors on, and refuses one of another list', async () => {
    suite.gateway.ledger.on('battery:list', () => ({ items: [view], bookmark: 'after-S1' }));
    const first = await suite.gateway.get('/api/v1/batteries?limit=1');
    const cursor = String(first.body['nextCursor']);
    await suite.gateway.get(`/api/v1/batteries?limit=1&cursor=${cursor}`);
    assert.deepEqual(JSON.parse(suite.gateway.ledger.calls.at(-1)?.input ?? ''), { limit: 1, bookmark: 'after-S1' });
    const other = await suite.gateway.get(`/api/v1/batteries/${batteryId}/moves?cursor=${cursor}`);
    assert.equal(other.status, 400);
    assert.equal(other.body['code'], 'INVALID_CURSOR');
  });

  it('reads a serial number with characters that a path must escape', async () => {
    suite.gateway.ledger.on('battery:get', () => view);
    const awkward = `${battery.gtin}-A/B%?`;
    await suite.gateway.get(`/api/v1/batteries/${encodeURIComponent(awkward)}`);
    assert.deepEqual(JSON.parse(suite.gateway.ledger.calls.at(-1)?.input ?? ''), { batteryId: awkward });
  });

  it('refuses whom the catalogue does not name, before the ledger is asked', async () => {
    const before = suite.gateway.ledger.calls.length;
    const answer = await suite.gateway.post('/api/v1/recyclings', {
      items: [{ batteryId, materialsRecordId: recordId }],
    });
    assert.equal(answer.status, 403);
    assert.equal(suite.gateway.ledger.calls.length, before);
  });
});
