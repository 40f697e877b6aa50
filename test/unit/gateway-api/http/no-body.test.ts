// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { proposal, recordId } from '../doubles/records.js';
import { TestGateway } from '../doubles/test-gateway.js';

const path = `/api/v1/consortium/proposals/${recordId}/withdrawal`;

describe('gateway-api over HTTP: commands without a body', () => {
  let gateway: TestGateway;
  before(async function () {
    this.timeout(60_000);
    gateway = await TestGateway.start();
    gateway.ledger.on('consortium:withdraw', () => ({ ...proposal, status: 'withdrawn' }));
  });
  after(async function () {
    this.timeout(30_000);
    await gateway.stop();
  });

  it('take none, or an empty one', async () => {
    assert.equal((await gateway.post(path, undefined)).status, 201);
    assert.equal((await gateway.post(path, {})).status, 201);
  });

  it('name every field of one that says something', async () => {
    const answer = await gateway.post(path, { reason: 'changed our minds', force: true });
    assert.equal(answer.status, 400);
    assert.equal(answer.body['code'], 'INVALID_INPUT');
    assert.deepEqual(
      (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer),
      ['/reason', '/force'],
    );
  });

  it('refuse a body that is no object', async () => {
    assert.equal((await gateway.post(path, [1])).status, 400);
    assert.equal((await gateway.post(path, '7')).status, 400);
  });

  it('are the only ones concerned: who reads a body gets it', async () => {
    gateway.ledger.on('consortium:propose', () => proposal);
    const answer = await gateway.post('/api/v1/consortium/proposals', { change: proposal.change });
    assert.equal(answer.status, 201);
  });
});
