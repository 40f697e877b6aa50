// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { defaultRuleParameters } from '@wattpass/chaincode/domain';
import { at, proposal, recordId } from '../doubles/records.js';
import { KEY, type RouteCase } from '../doubles/route-case.js';
import { testRoutes } from '../doubles/route-suite.js';

const consortium = { name: 'Wattpass', foundedAt: at, foundedBy: 'OperatorMSP' };
const parameters = { ...defaultRuleParameters, moveOfferSeconds: 60, claimWindowSeconds: 60 };
const founding = { name: 'Wattpass', members: [{ mspId: 'OperatorMSP', name: 'Operator', roles: ['operator'] }] };
const vote = { proposalId: recordId, mspId: 'OperatorMSP', approve: true, at };

const routes: RouteCase[] = [
  { route: 'POST /consortium', body: founding, transaction: 'consortium:found', input: founding, output: consortium },
  {
    route: 'GET /consortium',
    transaction: 'consortium:members',
    input: {},
    output: {
      consortium,
      members: [{ mspId: 'OperatorMSP', name: 'O', roles: ['operator'], status: 'active', since: at }],
    },
  },
  {
    route: 'GET /consortium/rule-parameters',
    transaction: 'consortium:ruleParameters',
    input: {},
    output: { versions: [{ version: 1, parameters, effectiveFrom: at }] },
  },
  {
    route: 'POST /consortium/proposals',
    body: { change: proposal.change },
    transaction: 'consortium:propose',
    input: { key: KEY, change: proposal.change },
    output: proposal,
  },
  {
    route: 'GET /consortium/proposals?limit=7',
    transaction: 'consortium:proposals',
    input: { limit: 7, bookmark: '' },
    output: { items: [proposal], bookmark: '' },
    answer: { items: [proposal] },
  },
  {
    route: `GET /consortium/proposals/${recordId}`,
    transaction: 'consortium:proposal',
    input: { proposalId: recordId },
    output: { proposal, votes: [vote], needed: 4 },
  },
  {
    route: `POST /consortium/proposals/${recordId}/votes`,
    body: { approve: true },
    transaction: 'consortium:vote',
    input: { proposalId: recordId, approve: true },
    output: vote,
  },
  {
    route: `POST /consortium/proposals/${recordId}/execution`,
    transaction: 'consortium:execute',
    input: { proposalId: recordId },
    output: { ...proposal, status: 'executed', decidedAt: at },
  },
  {
    route: `POST /consortium/proposals/${recordId}/withdrawal`,
    transaction: 'consortium:withdraw',
    input: { proposalId: recordId },
    output: { ...proposal, status: 'withdrawn', decidedAt: at },
  },
];

describe('gateway-api: routes of the consortium', () => {
  const suite = testRoutes(routes);

  it('says where a proposal is', async () => {
    suite.gateway.ledger.on('consortium:propose', () => proposal);
    const answer = await suite.gateway.post('/api/v1/consortium/proposals', { change: proposal.change });
    assert.equal(answer.headers['location'], `/api/v1/consortium/proposals/${recordId}`);
  });

  it('lets delegates alone propose', async () => {
    const clerk = await suite.gateway.signIn({ name: 'clerk', role: 'operator' });
    const body = { change: proposal.change };
    const answer = await suite.gateway.post('/api/v1/consortium/proposals', body, { authorization: clerk });
    assert.equal(answer.status, 403);
    assert.equal(answer.body['code'], 'FORBIDDEN');
  });

  it('names the place of an unknown change, of a field too many and of a bad id', async () => {
    const unknown = await suite.gateway.post('/api/v1/consortium/proposals', { change: { kind: 'dissolve' } });
    assert.equal(unknown.status, 400);
    assert.deepEqual(pointersOf(unknown.body), ['/change/kind']);
    const overweight = await suite.gateway.post(`/api/v1/consortium/proposals/${recordId}/votes`, {
      approve: true,
      weight: 2,
    });
    assert.deepEqual(pointersOf(overweight.body), ['/weight']);
    const badId = await suite.gateway.get('/api/v1/consortium/proposals/1');
    assert.equal(badId.status, 400);
    assert.deepEqual(pointersOf(badId.body), ['/proposalId']);
  });
});

function pointersOf(body: Record<string, unknown>): string[] {
  return (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
}
