// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { TestGateway } from '../doubles/test-gateway.js';

const accounts = '/api/v1/accounts';

describe('gateway-api over HTTP: idempotency and accounts', () => {
  let gateway: TestGateway;
  before(async function () {
    this.timeout(30_000);
    gateway = await TestGateway.start();
  });
  after(async function () {
    this.timeout(30_000);
    await gateway.stop();
  });

  it('refuses a POST without a usable key', async () => {
    for (const key of ['', 'short', 'has blanks in it', 'x'.repeat(129)]) {
      const answer = await gateway.post(accounts, { kind: 'person', name: 'keyless' }, { 'idempotency-key': key });
      assert.equal(answer.status, 400, key);
      assert.equal(answer.body['code'], 'IDEMPOTENCY_KEY_REQUIRED');
    }
  });

  it('answers a repeat with the first answer, the API key included, and does the work once', async () => {
    const headers = { 'idempotency-key': 'repeat-0001' };
    const body = { kind: 'person', name: 'Ada', role: 'operator' };
    const first = await gateway.post(accounts, body, headers);
    const second = await gateway.post(accounts, body, headers);
    assert.equal(first.status, 201);
    assert.match(String(first.headers['location']), /^\/api\/v1\/accounts\/[0-9a-f-]{36}$/);
    assert.equal(first.headers['idempotency-replayed'], undefined);
    assert.equal(second.status, 201);
    assert.equal(second.headers['idempotency-replayed'], 'true');
    assert.equal(second.headers['location'], first.headers['location']);
    assert.deepEqual(second.body, first.body);
    const registered = [...gateway.authority.registrations.keys()].filter((id) => id.startsWith('Ada-'));
    assert.equal(registered.length, 1);
  });

  it('refuses another body, or another path, under a key that was used', async () => {
    const headers = { 'idempotency-key': 'reused-0001' };
    await gateway.post(accounts, { kind: 'person', name: 'Grace' }, headers);
    const other = await gateway.post(accounts, { kind: 'person', name: 'Heidi' }, headers);
    assert.equal(other.status, 422);
    assert.equal(other.body['code'], 'IDEMPOTENCY_KEY_REUSED');
  });

  it('frees the key of a refused request', async () => {
    const headers = { 'idempotency-key': 'refused-0001' };
    const refused = await gateway.post(accounts, { kind: 'person', name: '' }, headers);
    assert.equal(refused.status, 400);
    const corrected = await gateway.post(accounts, { kind: 'person', name: 'Ivan' }, headers);
    assert.equal(corrected.status, 201);
  });

  it('keeps keys of different callers apart', async () => {
    const other = await gateway.signIn({ name: 'Judy', admin: true });
    const headers = { 'idempotency-key': 'same-key-0001' };
    assert.equal((await gateway.post(accounts, { kind: 'device', name: 'bms-1' }, headers)).status, 201);
    const answer = await gateway.post(
      accounts,
      { kind: 'device', name: 'bms-2' },
      { ...headers, authorization: other },
    );
    assert.equal(answer.status, 201);
  });

  it('answers 409 while the first request is at work', async () => {
    const headers = { 'idempotency-key': 'flight-0001' };
    const body = { kind: 'person', name: 'Mallory' };
    const answers = await Promise.all([gateway.post(accounts, body, headers), gateway.post(accounts, body, headers)]);
    const statuses = answers.map((answer) => answer.status).sort();
    assert.deepEqual(statuses, [201, 409]);
    const refused = answers.find((answer) => answer.status === 409);
    assert.equal(refused?.body['code'], 'IDEMPOTENCY_IN_FLIGHT');
    assert.equal(refused.body['retryable'], true);
    assert.equal(refused.headers['retry-after'], '1');
  });

  it('refuses a second account of one name', async () => {
    await gateway.post(accounts, { kind: 'person', name: 'Niaj' });
    const again = await gateway.post(accounts, { kind: 'person', name: 'Niaj' });
    assert.equal(again.status, 409);
    assert.equal(again.body['code'], 'ALREADY_EXISTS');
  });

  it('answers 202 until the transaction has an outcome, and then for good', async () => {
    const txId = 'c'.repeat(64);
    const proposal = {
      id: 'd'.repeat(32),
      change: { kind: 'setParameters', parameters: { endOfLifeSoh: 650_000 } },
      proposedBy: 'OperatorMSP',
      proposedAt: '2026-11-22T08:00:00.000Z',
      status: 'open',
    };
    gateway.ledger.on('consortium:propose', () => {
      if (!gateway.ledger.statuses.has(txId)) {
        gateway.ledger.statuses.set(txId, { txId, status: 'pending' });
        throw new FabricError('OUTCOME_UNKNOWN', 'the ledger has not said', { txId });
      }
      return proposal;
    });
    const headers = { 'idempotency-key': 'unknown-0001' };
    const propose = (more: Record<string, string> = {}): ReturnType<TestGateway['post']> =>
      gateway.post('/api/v1/consortium/proposals', { change: proposal.change }, { ...headers, ...more });
    for (const replayed of [undefined, 'true']) {
      const answer = await propose();
      assert.equal(answer.status, 202);
      assert.equal(answer.headers['idempotency-replayed'], replayed);
      assert.deepEqual(answer.body, { txId, status: 'pending', href: `/api/v1/transactions/${txId}` });
    }
    assert.equal(gateway.ledger.count('consortium:propose'), 1);

    gateway.ledger.statuses.set(txId, { txId, status: 'valid', code: 'VALID', blockNumber: '7' });
    const unawaited = await propose({ prefer: 'respond-async' });
    assert.equal(unawaited.status, 202, 'who does not wait asks for the transaction instead');
    const last = await propose();
    assert.equal(last.status, 201);
    assert.equal(last.body['id'], proposal.id);
    assert.equal(gateway.ledger.count('consortium:propose'), 2);
    assert.deepEqual((await propose()).body, last.body);
    assert.equal(gateway.ledger.count('consortium:propose'), 2);
  });

  it("puts role and delegate into the certificate's attributes", async () => {
    await gateway.post(accounts, { kind: 'person', name: 'Olivia', role: 'recycler', delegate: true });
    const entry = [...gateway.authority.registrations.values()].find(({ id }) => id.startsWith('Olivia-'));
    assert.deepEqual(entry?.attributes, { 'wattpass.role': 'recycler', 'wattpass.delegate': 'true' });
  });

  it('lets administrators alone manage accounts, and shuts a revoked account out at once', async () => {
    const peggy = await gateway.signIn({ name: 'Peggy', role: 'operator' });
    assert.equal((await gateway.get(accounts, { authorization: peggy })).status, 403);
    const me = await gateway.get('/api/v1/me', { authorization: peggy });
    assert.equal(me.status, 200);
    assert.deepEqual(
      { ...me.body, accountId: '', actorId: '' },
      { accountId: '', actorId: '', name: 'Peggy', role: 'operator', delegate: false, mspId: 'OperatorMSP' },
    );
    assert.match(String(me.body['actorId']), /^[0-9a-f]{32}$/);
    const revoked = await gateway.send('DELETE', `${accounts}/${String(me.body['accountId'])}`, undefined, {});
    assert.equal(revoked.status, 204);
    assert.equal((await gateway.get('/api/v1/me', { authorization: peggy })).status, 401);
    assert.ok(gateway.authority.revoked.some((id) => id.startsWith('Peggy-')));
  });

  it('never lists keys or hashes', async () => {
    const { body } = await gateway.get(accounts);
    assert.ok((body['items'] as unknown[]).length > 1);
    assert.doesNotMatch(JSON.stringify(body), /wp_|PRIVATE|hash/i);
  });

  it('tells of a transaction what the ledger tells, and 404 of an unknown one', async () => {
    const txId = 'a'.repeat(64);
    gateway.ledger.statuses.set(txId, { txId, status: 'valid', code: 'VALID', blockNumber: '7' });
    const known = await gateway.get(`/api/v1/transactions/${txId}`);
    assert.deepEqual(known.body, { txId, status: 'valid', code: 'VALID', blockNumber: '7' });
    assert.equal((await gateway.get(`/api/v1/transactions/${'b'.repeat(64)}`)).status, 404);
  });
});

describe('gateway-api over HTTP: a restart', () => {
  it('runs a request anew that an earlier run left in flight, and replays one that it answered', async function () {
    this.timeout(30_000);
    const first = await TestGateway.start();
    const key = { 'idempotency-key': 'restart-0001' };
    const body = { kind: 'person', name: 'Rupert' };
    const answer = await first.post(accounts, body, key);
    const { DatabaseIdempotencyStore } = await import('@wattpass/gateway-api/internal/http/idempotency.store.js');
    const { Cipher } = await import('@wattpass/gateway-api/internal/store/cipher.js');
    const { database } = first.runtime;
    const cipher = Cipher.fromKeyFile(first.stateDir);
    const request = { principal: 'somebody', key: 'other-0001', requestHash: 'h' };
    assert.equal((await new DatabaseIdempotencyStore(database, cipher).begin(request)).kind, 'new');
    const store = new DatabaseIdempotencyStore(database, cipher);
    assert.equal((await store.begin(request)).kind, 'new');
    assert.equal((await store.begin(request)).kind, 'in-flight');
    assert.equal((await store.begin({ ...request, requestHash: 'other' })).kind, 'mismatch');

    await first.app.close();
    await first.runtime.database.close();
    const second = await TestGateway.start({ stateDir: first.stateDir });
    assert.equal(second.adminKey, first.adminKey);
    const replayed = await second.post(accounts, body, key);
    assert.deepEqual(replayed.body, answer.body);
    await second.stop();
    const { rmSync } = await import('node:fs');
    rmSync(first.stateDir, { recursive: true, force: true });
  });
});
