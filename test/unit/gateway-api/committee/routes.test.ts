// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { attestation, committee, ofSlot, ranking, slotPath, validator, verdict } from '../doubles/market-records.js';
import { at, hash, recordId } from '../doubles/records.js';
import type { RouteCase } from '../doubles/route-case.js';
import { testRoutes } from '../doubles/route-suite.js';

const application = { sponsor: validator.sponsor, payTo: hash };
const ofValidator = { validator: recordId };
const day = { day: '2026-11-22' };
const proof = { validator: recordId, slot: ofSlot, first: attestation, second: verdict, at };

const routes: RouteCase[] = [
  {
    route: 'POST /validators',
    body: application,
    transaction: 'committee:applyAsValidator',
    input: application,
    output: validator,
  },
  {
    route: 'GET /validators',
    transaction: 'committee:validators',
    input: { limit: 50, bookmark: '' },
    output: { items: [validator], bookmark: '' },
    answer: { items: [validator] },
  },
  {
    route: `POST /validators/${recordId}/sponsorship`,
    transaction: 'committee:sponsorValidator',
    input: ofValidator,
    output: { ...validator, status: 'active' },
  },
  {
    route: `POST /validators/${recordId}/retirement`,
    transaction: 'committee:retireValidator',
    input: ofValidator,
    output: { ...validator, status: 'retired' },
  },
  {
    route: `GET /validators/${recordId}/double-verdicts`,
    transaction: 'committee:doubleVerdicts',
    input: ofValidator,
    output: { proofs: [proof] },
  },
  { route: 'POST /rankings', body: day, transaction: 'committee:takeRanking', input: day, output: ranking },
  { route: 'GET /rankings/2026-11-22', transaction: 'committee:ranking', input: day, output: ranking },
  {
    route: `POST ${slotPath}/attestations`,
    body: verdict,
    transaction: 'committee:attest',
    input: { slot: ofSlot, ...verdict },
    output: attestation,
  },
  {
    route: `POST ${slotPath}/verdicts`,
    role: 'station',
    body: { approve: false },
    transaction: 'committee:judge',
    input: { slot: ofSlot, approve: false },
    output: { mspId: 'StationMSP', approve: false, at },
  },
  {
    route: `POST ${slotPath}/committee/advancement`,
    role: 'user',
    transaction: 'committee:advance',
    input: { slot: ofSlot },
    output: committee,
  },
  {
    route: `GET ${slotPath}/committee`,
    transaction: 'committee:get',
    input: { slot: ofSlot },
    output: { committee, attestations: [attestation], organisations: [], next: 'wait' },
  },
];

describe('gateway-api: routes of committees', () => {
  const suite = testRoutes(routes);

  it('leave sponsorship and the verdict of an organisation to its delegates', async () => {
    const authorization = await suite.gateway.signIn({ name: 'no delegate', role: 'operator' });
    for (const [path, body] of [
      [`validators/${recordId}/sponsorship`, undefined],
      [slotPath.slice(1) + '/verdicts', { approve: true }],
    ] as const) {
      const { status, body: answer } = await suite.gateway.post(`/api/v1/${path}`, body, { authorization });
      assert.deepEqual([status, answer['code']], [403, 'FORBIDDEN'], path);
    }
  });

  it('refuse a day that is none, and a verdict that is none', async () => {
    assert.equal((await suite.gateway.post('/api/v1/rankings', { day: '2026-11-31' })).status, 400);
    const bad = { ...verdict, verdict: 'abstain' };
    assert.equal((await suite.gateway.post(`/api/v1${slotPath}/attestations`, bad)).status, 400);
  });
});
