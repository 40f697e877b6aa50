// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { agreement, at, batch, batteryId, claim, operator, otherId, recordId, thresholds } from '../doubles/records.js';
import { KEY, type RouteCase } from '../doubles/route-case.js';
import { testRoutes } from '../doubles/route-suite.js';
import { sealedItems } from '../doubles/sealed.js';

const salt = 'cd'.repeat(16);
const byId = { agreementId: recordId };
const newBatch = { id: 'batch-1', batteryIds: [batteryId], receiver: operator, date: '2026-03-01' };
const offer = { batchId: 'batch-1', carrier: 'LogisticsMSP', thresholds, dueAt: '2026-03-05T08:00:00Z' };
const opening = {
  agreementId: otherId,
  kind: 'shock',
  batteryIds: [batteryId],
  statement: 'a shock above the threshold',
};

function step(path: string, transaction: string, role: string, status: string): RouteCase {
  const output = { ...agreement, status };
  return { route: `POST /transport-agreements/${recordId}/${path}`, role, transaction, input: byId, output };
}

const routes: RouteCase[] = [
  { route: 'POST /batches', body: newBatch, transaction: 'logistics:createBatch', input: newBatch, output: batch },
  {
    route: 'GET /batches?limit=3',
    transaction: 'logistics:batches',
    input: { limit: 3, bookmark: '' },
    output: { items: [batch], bookmark: '' },
    answer: { items: [batch] },
  },
  { route: 'GET /batches/batch-1', transaction: 'logistics:batch', input: { batchId: 'batch-1' }, output: batch },
  {
    route: 'POST /transport-agreements',
    body: offer,
    transaction: 'logistics:offerAgreement',
    input: { key: KEY, ...offer },
    output: agreement,
  },
  {
    route: 'GET /transport-agreements',
    transaction: 'logistics:agreements',
    input: { limit: 50, bookmark: '' },
    output: { items: [agreement], bookmark: '' },
    answer: { items: [agreement] },
  },
  {
    route: `GET /transport-agreements/${recordId}`,
    transaction: 'logistics:agreement',
    input: byId,
    output: agreement,
  },
  step('acceptance', 'logistics:acceptAgreement', 'logistics', 'accepted'),
  step('decline', 'logistics:declineAgreement', 'logistics', 'declined'),
  step('cancellation', 'logistics:cancelAgreement', 'operator', 'cancelled'),
  step('arrival', 'logistics:arrive', 'logistics', 'arrived'),
  {
    ...step('pick-up', 'logistics:pickUp', 'logistics', 'inTransit'),
    body: { scanned: [batteryId] },
    input: { ...byId, scanned: [batteryId] },
  },
  {
    ...step('receipt', 'logistics:receive', 'operator', 'delivered'),
    body: { scanned: [batteryId] },
    input: { ...byId, scanned: [batteryId], damaged: [] },
  },
  {
    route: `GET /transport-agreements/${recordId}/details`,
    transaction: 'logistics:details',
    input: byId,
    output: {
      items: [
        {
          id: otherId,
          by: 'LogisticsMSP',
          recordedAt: at,
          record: { kind: 'shock', agreementId: recordId, salt, at, milliG: 5000 },
          breach: 'shock',
        },
      ],
    },
  },
  {
    route: 'POST /claims',
    body: opening,
    transaction: 'logistics:openClaim',
    input: { key: KEY, ...opening },
    output: claim,
  },
  {
    route: 'GET /claims',
    transaction: 'logistics:claims',
    input: { limit: 50, bookmark: '' },
    output: { items: [claim], bookmark: '' },
    answer: { items: [claim] },
  },
  { route: `GET /claims/${recordId}`, transaction: 'logistics:claim', input: { claimId: recordId }, output: claim },
  {
    route: `GET /claims/${recordId}/evidence`,
    transaction: 'logistics:claimEvidence',
    input: { claimId: recordId },
    output: { claimId: recordId, salt, detailIds: [otherId], account: 'braked hard' },
  },
  {
    route: `POST /claims/${recordId}/closure`,
    transaction: 'logistics:closeClaim',
    input: { claimId: recordId },
    output: { ...claim, status: 'closed', closedAt: at },
  },
  {
    route: `POST /claims/${recordId}/withdrawal`,
    transaction: 'logistics:withdrawClaim',
    input: { claimId: recordId },
    output: { ...claim, status: 'withdrawn', closedAt: at },
  },
];

describe('gateway-api: routes of logistics', () => {
  const suite = testRoutes(routes);

  it('seals details under the agreement of the path', async () => {
    suite.gateway.ledger.on('logistics:recordDetails', () => ({ ids: [recordId] }));
    const items = [
      { kind: 'temperature', at, milliCelsius: 21500 },
      { kind: 'receipt', at, signedBy: 'Olga' },
    ];
    const authorization = await suite.accounts.of('logistics');
    const headers = { authorization, 'idempotency-key': 'details-0001' };
    const answer = await suite.gateway.post(`/api/v1/transport-agreements/${recordId}/details`, { items }, headers);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    const call = suite.gateway.ledger.calls.at(-1);
    assert.deepEqual(JSON.parse(call?.input ?? ''), { key: 'details-0001' });
    assert.deepEqual(
      sealedItems(call).map(({ rest }) => rest),
      items.map((item) => ({ ...item, agreementId: recordId })),
    );
  });

  it('refuses salt and agreement from outside, and thresholds upside down', async () => {
    const authorization = await suite.accounts.of('logistics');
    const path = `/api/v1/transport-agreements/${recordId}/details`;
    for (const extra of [{ salt }, { agreementId: otherId }]) {
      const items = [{ kind: 'shock', at, milliG: 5000, ...extra }];
      assert.equal((await suite.gateway.post(path, { items }, { authorization })).status, 400);
    }
    const upsideDown = { ...offer, thresholds: { ...thresholds, minMilliCelsius: 50000 } };
    const answer = await suite.gateway.post('/api/v1/transport-agreements', upsideDown);
    assert.equal(answer.status, 400);
    assert.match(JSON.stringify(answer.body['errors']), /"\/thresholds\/minMilliCelsius"/);
  });
});
