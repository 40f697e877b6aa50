// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseIdempotencyStore } from '@wattpass/gateway-api/internal/http/idempotency.store.js';
import { Cipher } from '@wattpass/gateway-api/internal/store/cipher.js';
import { Database } from '@wattpass/gateway-api/internal/store/database.js';
import { idempotency } from '@wattpass/gateway-api/internal/store/schema.js';

describe('idempotency store', function () {
  this.timeout(30_000);
  const directory = mkdtempSync(join(tmpdir(), 'wattpass-idempotency-'));
  const cipher = Cipher.fromKeyFile(directory);
  let database: Database;
  before(async () => {
    database = await Database.open(directory);
  });
  after(async () => {
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const request = (key: string, requestHash = 'h') => ({ principal: 'ada', key, requestHash });
  const answer = { status: 201, location: '/x', body: '{"apiKey":"wp_x"}' };
  const replay = { kind: 'replay', answer };

  it('replays an answer at once, and refuses another request under its key', async () => {
    const store = new DatabaseIdempotencyStore(database, cipher);
    assert.deepEqual(await store.begin(request('at-once')), { kind: 'new' });
    store.finish(request('at-once'), answer);
    assert.deepEqual(await store.begin(request('at-once')), replay);
    assert.deepEqual(await store.begin(request('at-once', 'other')), { kind: 'mismatch' });
  });

  it('writes answers soon, encrypted, for a run that comes after a crash', async () => {
    const crashed = new DatabaseIdempotencyStore(database, cipher);
    await crashed.begin(request('kept'));
    await crashed.begin(request('unanswered'));
    crashed.finish(request('kept'), answer);
    const next = new DatabaseIdempotencyStore(database, cipher);
    while ((await next.begin(request('kept'))).kind === 'new') {
      next.release(request('kept'));
      await pause(50);
    }
    assert.deepEqual(await next.begin(request('kept')), replay);
    assert.deepEqual(await next.begin(request('unanswered')), { kind: 'new' });
    const rows = await database.queries.select({ body: idempotency.body }).from(idempotency);
    assert.ok(rows.length > 0);
    assert.ok(rows.every(({ body }) => !Buffer.from(body, 'base64').toString('latin1').includes('wp_x')));
  });

  it('lets one of many take a key, and the next once it was refused', async () => {
    const store = new DatabaseIdempotencyStore(database, cipher);
    const kinds = async () =>
      (await Promise.all(Array.from({ length: 20 }, () => store.begin(request('many'))))).map(({ kind }) => kind);
    const once = ['new', ...Array.from({ length: 19 }, () => 'in-flight')];
    assert.deepEqual((await kinds()).sort().reverse(), once);
    store.release(request('many'));
    assert.deepEqual((await kinds()).sort().reverse(), once);
  });

  it('takes a provisional answer back for one repeat, and keeps the last one', async () => {
    const store = new DatabaseIdempotencyStore(database, cipher);
    await store.begin(request('pending'));
    store.finish(request('pending'), { status: 202, location: undefined, body: '{}' });
    assert.equal(store.reopen(request('pending')), true);
    assert.equal(store.reopen(request('pending')), false);
    assert.deepEqual(await store.begin(request('pending')), { kind: 'in-flight' });
    store.finish(request('pending'), answer);
    assert.deepEqual(await store.begin(request('pending')), replay);
  });

  it('forgets what was answered before an instant', async () => {
    const store = new DatabaseIdempotencyStore(database, cipher);
    await store.forget(new Date(Date.now() + 60_000));
    assert.deepEqual(await store.begin(request('kept')), { kind: 'new' });
  });
});
