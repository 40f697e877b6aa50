// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { TestGateway } from '../doubles/test-gateway.js';

describe('gateway-api over HTTP: refusals', () => {
  let gateway: TestGateway;
  before(async function () {
    this.timeout(30_000);
    gateway = await TestGateway.start();
  });
  after(async function () {
    this.timeout(30_000);
    await gateway.stop();
  });

  it('answers 401 with a problem and WWW-Authenticate without a key', async () => {
    const answer = await gateway.get('/api/v1/me', { authorization: '' });
    assert.equal(answer.status, 401);
    assert.equal(answer.headers['www-authenticate'], 'Bearer');
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    assert.equal(answer.body['code'], 'UNAUTHENTICATED');
    assert.equal(answer.body['type'], '/problems/unauthenticated');
    assert.equal(answer.body['instance'], '/api/v1/me');
    assert.equal(answer.body['retryable'], false);
  });

  for (const header of ['Bearer wp_short', `Bearer wp_${'A'.repeat(43)}`, 'Basic abc', 'wp_x']) {
    it(`answers 401 to the Authorization "${header.slice(0, 16)}…"`, async () => {
      assert.equal((await gateway.get('/api/v1/me', { authorization: header })).status, 401);
    });
  }

  it('answers 404 where nothing is', async () => {
    const answer = await gateway.get('/api/v1/nothing');
    assert.equal(answer.status, 404);
    assert.equal(answer.body['code'], 'NOT_FOUND');
  });

  it('answers 405 with Allow where the path has other methods', async () => {
    const answer = await gateway.send('PUT', '/api/v1/accounts', {}, {});
    assert.equal(answer.status, 405);
    assert.equal(answer.headers['allow'], 'GET, HEAD, POST');
  });

  it('answers 400 to JSON that is none', async () => {
    const answer = await gateway.post('/api/v1/accounts', '{"kind":');
    assert.equal(answer.status, 400);
    assert.equal(answer.body['code'], 'MALFORMED_REQUEST');
  });

  it('answers 415 to another media type', async () => {
    const answer = await gateway.post('/api/v1/accounts', 'kind=person', { 'content-type': 'text/csv' });
    assert.equal(answer.status, 415);
    assert.equal(answer.body['code'], 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('answers 413 to a body over the limit', async () => {
    const answer = await gateway.post('/api/v1/accounts', { kind: 'person', name: 'x'.repeat(9_000_000) });
    assert.equal(answer.status, 413);
    assert.equal(answer.body['code'], 'PAYLOAD_TOO_LARGE');
  });

  it('names every bad place of a body by JSON pointer, unknown fields too', async () => {
    const answer = await gateway.post('/api/v1/accounts', { kind: 'robot', name: '', colour: 'red' });
    assert.equal(answer.status, 400);
    assert.equal(answer.body['code'], 'INVALID_INPUT');
    const errors = answer.body['errors'] as { pointer: string; rule: string }[];
    const pointers = errors.map((error) => error.pointer);
    assert.ok(pointers.includes('/kind'));
    assert.ok(pointers.includes('/name'));
    assert.ok(errors.some((error) => error.rule.includes('colour')));
  });

  it('checks path parameters', async () => {
    const answer = await gateway.get('/api/v1/transactions/xyz');
    assert.equal(answer.status, 400);
    assert.equal(answer.body['code'], 'INVALID_INPUT');
  });

  it('gives a harmless X-Request-Id back, and one of its own for a harmful one', async () => {
    const kept = await gateway.get('/health/live', { 'x-request-id': 'trace-12345678' });
    assert.equal(kept.headers['x-request-id'], 'trace-12345678');
    const made = await gateway.get('/health/live', { 'x-request-id': 'a\tb<script>' });
    assert.match(String(made.headers['x-request-id']), /^[0-9a-f-]{36}$/);
  });

  it('serves the page that a problem points to', async () => {
    const answer = await gateway.get('/problems/commit-conflict', { authorization: '' });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, {
      type: '/problems/commit-conflict',
      code: 'COMMIT_CONFLICT',
      status: 409,
      title: 'Another transaction came first',
      retryable: true,
    });
    assert.equal((await gateway.get('/problems/none')).status, 404);
  });

  it('shows people what can be asked, at its own address', async () => {
    const page = await gateway.app.inject({ method: 'GET', url: '/' });
    assert.equal(page.statusCode, 200);
    assert.match(String(page.headers['content-type']), /^text\/html/);
    assert.match(page.payload, /wattpass gateway of OperatorMSP/);
    assert.match(page.payload, /<td>POST<\/td><td>\/api\/v1\/batteries<\/td><td>registerBatteries<\/td>/);
    const document = await gateway.get('/openapi.json', { authorization: '' });
    assert.equal(document.body['openapi'], '3.0.0');
  });

  it('is live without asking anybody, and ready only when the ledger answers', async () => {
    assert.deepEqual((await gateway.get('/health/live', { authorization: '' })).body, { status: 'live' });
    const ready = await gateway.get('/health/ready', { authorization: '' });
    assert.equal(ready.status, 200);
    assert.equal(ready.body['ledger'], 'up');
    gateway.ledger.isUp = false;
    const unready = await gateway.get('/health/ready', { authorization: '' });
    gateway.ledger.isUp = true;
    assert.equal(unready.status, 503);
    assert.deepEqual(unready.body, { status: 'unready', organisation: 'operator', database: 'up', ledger: 'down' });
  });
});
