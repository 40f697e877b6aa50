// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { stateKey } from '@wattpass/devpeer/internal/ledger/database-keys';
import { decodeMetadata, encodeMetadata } from '@wattpass/devpeer/internal/ledger/rwset-codec';
import type { NamespaceRwset } from '@wattpass/devpeer/internal/ledger/rwset';
import { createStateView } from '@wattpass/devpeer/internal/ledger/state-view';
import { encodeValue } from '@wattpass/devpeer/internal/ledger/stored-value';
import { UpdateBatch } from '@wattpass/devpeer/internal/ledger/update-batch';
import { memoryDatabase } from '../../../support/devpeer/memory-database.js';

const metadata = [{ name: 'VALIDATION_PARAMETER', value: Buffer.from('policy') }];
const part = (change: Partial<NamespaceRwset>): NamespaceRwset => ({
  namespace: 'cc',
  reads: [],
  ranges: [],
  writes: [],
  metadataWrites: [],
  collections: [],
  ...change,
});

async function batchOver(key: string): Promise<UpdateBatch> {
  const database = memoryDatabase();
  const stored = { value: Buffer.from('old'), version: { block: 1, tx: 0 }, metadata: encodeMetadata(metadata) };
  await database.write([{ type: 'put', key: stateKey('cc', key), value: encodeValue(stored) }], { sync: false });
  return new UpdateBatch(createStateView(database));
}

describe('UpdateBatch', () => {
  it('keeps the metadata of a key whose value is written', async () => {
    const batch = await batchOver('k');
    batch.apply([part({ writes: [{ key: 'k', isDelete: false, value: Buffer.from('new') }] })], { block: 2, tx: 0 });
    const update = batch.getPublic('cc', 'k');
    assert.equal(Buffer.from(update!.value!).toString(), 'new');
    assert.equal(decodeMetadata(update!.metadata)[0]?.name, 'VALIDATION_PARAMETER');
  });

  it('keeps the value of a key whose metadata are written, and raises its version', async () => {
    const batch = await batchOver('k');
    batch.apply([part({ metadataWrites: [{ key: 'k', entries: [] }] })], { block: 2, tx: 3 });
    const update = batch.getPublic('cc', 'k');
    assert.equal(Buffer.from(update!.value!).toString(), 'old');
    assert.equal(update!.metadata, undefined);
    assert.deepEqual(update!.version, { block: 2, tx: 3 });
  });

  it('drops metadata of a key that does not exist', async () => {
    const batch = await batchOver('k');
    batch.apply([part({ metadataWrites: [{ key: 'absent', entries: metadata }] })], { block: 2, tx: 0 });
    assert.equal(batch.getPublic('cc', 'absent'), undefined);
  });

  it('takes the metadata of a deleted key with it', async () => {
    const batch = await batchOver('k');
    const remove = { key: 'k', isDelete: true, value: new Uint8Array(0) };
    batch.apply([part({ writes: [remove], metadataWrites: [{ key: 'k', entries: metadata }] })], { block: 2, tx: 0 });
    assert.deepEqual(batch.getPublic('cc', 'k'), {
      version: { block: 2, tx: 0 },
      value: undefined,
      metadata: undefined,
    });
  });
});
