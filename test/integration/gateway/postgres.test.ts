// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ChunkArchive } from '@wattpass/gateway-api/internal/store/chunk-archive.js';
import { ChunkFiles } from '@wattpass/gateway-api/internal/store/chunk-files.js';
import { Cipher } from '@wattpass/gateway-api/internal/store/cipher.js';
import { Database } from '@wattpass/gateway-api/internal/store/database.js';
import { DatabaseEnvelopeStore } from '@wattpass/gateway-api/internal/fabric/envelope-store.js';
import { DatabaseIdempotencyStore } from '@wattpass/gateway-api/internal/http/idempotency.store.js';
import { DatabaseSagaStore } from '@wattpass/gateway-api/internal/saga/saga.store.js';
import type { SagaRecord } from '@wattpass/gateway-api/internal/saga/saga.js';
import { anchorOf, chunkOf, columnsFromNumbers } from '@wattpass/telemetry';

const url = process.env['WATTPASS_TEST_DATABASE_URL'];

describe('a gateway on a Postgres server', function () {
  this.timeout(30_000);
  let directory: string;
  let database: Database;
  let cipher: Cipher;
  before(async function () {
    if (url === undefined) {
      console.log('      skipped: WATTPASS_TEST_DATABASE_URL names no empty database of a Postgres server');
      this.skip();
    }
    directory = mkdtempSync(join(tmpdir(), 'wattpass-postgres-'));
    cipher = Cipher.fromKeyFile(directory);
    const [first, second] = await Promise.all([Database.open(directory, url), Database.open(directory, url)]);
    await second.close(); // two that start at once migrate once
    database = first;
  });
  after(async () => {
    if (url !== undefined) {
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it('keeps envelopes as bytes', async () => {
    const store = new DatabaseEnvelopeStore(database);
    const txId = randomUUID();
    await store.save({ txId, accountId: 'a', transactionName: 't', envelope: Uint8Array.of(0, 255, 7) });
    assert.equal(await store.has(txId), true);
    const kept = (await store.pending()).find((envelope) => envelope.txId === txId);
    assert.deepEqual(Array.from(kept?.envelope ?? []), [0, 255, 7]);
    await store.settle(txId);
    assert.equal(await store.has(txId), false);
  });

  it('keeps what was answered for the next run, which runs anew what was not', async () => {
    const request = { principal: 'ada', key: randomUUID(), requestHash: 'h' };
    const earlier = new DatabaseIdempotencyStore(database, cipher);
    assert.equal((await earlier.begin(request)).kind, 'new');
    const now = new DatabaseIdempotencyStore(database, cipher);
    assert.equal((await now.begin(request)).kind, 'new');
    assert.equal((await now.begin(request)).kind, 'in-flight');
    now.finish(request, { status: 201, location: '/x', body: '{"apiKey":"wp_x"}' });
    const replay = { kind: 'replay', answer: { status: 201, location: '/x', body: '{"apiKey":"wp_x"}' } };
    assert.deepEqual(await now.begin(request), replay);
    earlier.release(request);
    while ((await earlier.begin(request)).kind === 'new') {
      earlier.release(request);
      await pause(50); // answers are written together, a quarter of a second later
    }
    assert.deepEqual(await earlier.begin(request), replay);
    assert.equal((await earlier.begin({ ...request, requestHash: 'other' })).kind, 'mismatch');
    await now.forget(new Date(Date.now() + 60_000));
    assert.equal((await now.begin(request)).kind, 'new');
  });

  it('keeps sagas, and adds each once', async () => {
    const store = new DatabaseSagaStore(database, cipher);
    const record: SagaRecord = {
      id: randomUUID(),
      kind: 'k',
      accountId: 'a',
      idempotencyKey: 'key-00001',
      payload: { secret: 'ü' },
      nextStep: 0,
      txIds: [],
      blockNumber: '0',
      state: 'running',
    };
    await store.add(record);
    await store.add({ ...record, payload: 'other' });
    assert.deepEqual(await store.find(record.id), record);
    assert.ok((await store.running()).includes(record.id));
    const failure = { code: 'RULE_VIOLATION', detail: 'd', data: {}, step: 's' };
    await store.save({ ...record, nextStep: 1, txIds: ['t'], state: 'failed', failure });
    assert.equal((await store.find(record.id))?.failure?.code, 'RULE_VIOLATION');
    assert.ok(!(await store.running()).includes(record.id));
  });

  it('finds chunks', async () => {
    const archive = new ChunkArchive(database, new ChunkFiles(join(directory, 'chunks')));
    const header = { batteryId: `b-${randomUUID()}`, chunk: 0, cycle: 1, startedAt: '2026-01-01T00:00:00Z' };
    const columns = columnsFromNumbers({ timeMs: [0], microvolts: [1], microamps: [2], millicelsius: [3] });
    const chunk = chunkOf(header, columns);
    assert.ok(await archive.add(chunk, anchorOf(chunk)));
    await archive.markAnchored([anchorOf(chunk)], 'tx');
    const stored = await archive.find(header.batteryId, 0);
    assert.equal(stored?.anchorTxId, 'tx');
    assert.deepEqual(await archive.list(header.batteryId, -1, 10), [stored]);
  });
});
