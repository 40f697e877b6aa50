// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { stateKey } from '@wattpass/devpeer/internal/ledger/database-keys';
import { validateReads } from '@wattpass/devpeer/internal/ledger/mvcc';
import type { NamespaceRwset, RangeQuery } from '@wattpass/devpeer/internal/ledger/rwset';
import { createStateView } from '@wattpass/devpeer/internal/ledger/state-view';
import { encodeValue } from '@wattpass/devpeer/internal/ledger/stored-value';
import { UpdateBatch } from '@wattpass/devpeer/internal/ledger/update-batch';
import type { Version } from '@wattpass/devpeer/internal/ledger/version';
import { memoryDatabase } from '../../../support/devpeer/memory-database.js';

const VALID = 0;
const MVCC_READ_CONFLICT = 11;
const PHANTOM_READ_CONFLICT = 12;
const at = (block: number, tx = 0): Version => ({ block, tx });

const nothing: NamespaceRwset = {
  namespace: 'cc',
  reads: [],
  ranges: [],
  writes: [],
  metadataWrites: [],
  collections: [],
};
const write = (key: string, value = 'v'): NamespaceRwset => ({
  ...nothing,
  writes: [{ key, isDelete: value === '', value: Buffer.from(value) }],
});
const range = (part: Partial<RangeQuery>): NamespaceRwset => ({
  ...nothing,
  ranges: [{ startKey: 'a', endKey: 'z', exhausted: true, reads: [], merkle: undefined, ...part }],
});

/** Outcome of `rwset` over keys with versions, after other transactions of the block. */
async function outcome(
  committed: Record<string, Version>,
  earlier: readonly NamespaceRwset[],
  rwset: NamespaceRwset,
): Promise<number> {
  const database = memoryDatabase();
  await database.write(
    Object.entries(committed).map(([key, version]) => ({
      type: 'put',
      key: stateKey('cc', key),
      value: encodeValue({ value: Buffer.from('v'), version, metadata: undefined }),
    })),
    { sync: false },
  );
  const state = createStateView(database);
  const updates = new UpdateBatch(state);
  earlier.forEach((one, tx) => {
    updates.apply([one], at(9, tx));
  });
  return validateReads([rwset], state, updates);
}

describe('validateReads', () => {
  it('accepts reads of the committed version, and of keys that are still absent', async () => {
    const reads = [
      { key: 'k', version: at(3, 1) },
      { key: 'absent', version: undefined },
    ];
    assert.equal(await outcome({ k: at(3, 1) }, [], { ...nothing, reads }), VALID);
  });

  it('refuses reads of an older version, of a deleted key and of a key that has come', async () => {
    const reads = [{ key: 'k', version: at(3, 1) }];
    assert.equal(await outcome({ k: at(4) }, [], { ...nothing, reads }), MVCC_READ_CONFLICT);
    assert.equal(await outcome({}, [], { ...nothing, reads }), MVCC_READ_CONFLICT);
    const absent = [{ key: 'k', version: undefined }];
    assert.equal(await outcome({ k: at(4) }, [], { ...nothing, reads: absent }), MVCC_READ_CONFLICT);
  });

  it('refuses a read of anything written earlier in the block, a delete included', async () => {
    const reads = [{ key: 'k', version: at(3) }];
    assert.equal(await outcome({ k: at(3) }, [write('k')], { ...nothing, reads }), MVCC_READ_CONFLICT);
    assert.equal(await outcome({ k: at(3) }, [write('k', '')], { ...nothing, reads }), MVCC_READ_CONFLICT);
    assert.equal(await outcome({ k: at(3) }, [write('other')], { ...nothing, reads }), VALID);
  });

  it('accepts a range that is as it was', async () => {
    const reads = [
      { key: 'b', version: at(1) },
      { key: 'c', version: at(2) },
    ];
    assert.equal(await outcome({ b: at(1), c: at(2), zz: at(1) }, [], range({ reads })), VALID);
  });

  it('refuses a range that has gained, lost or changed a key', async () => {
    const reads = [{ key: 'b', version: at(1) }];
    assert.equal(await outcome({ b: at(1), c: at(2) }, [], range({ reads })), PHANTOM_READ_CONFLICT);
    assert.equal(await outcome({}, [], range({ reads })), PHANTOM_READ_CONFLICT);
    assert.equal(await outcome({ b: at(2) }, [], range({ reads })), PHANTOM_READ_CONFLICT);
  });

  it('refuses a range that the block itself has changed', async () => {
    const reads = [{ key: 'b', version: at(1) }];
    const committed = { b: at(1) };
    for (const earlier of [write('a1'), write('b'), write('b', ''), write('y')]) {
      assert.equal(await outcome(committed, [earlier], range({ reads })), PHANTOM_READ_CONFLICT);
    }
    assert.equal(await outcome(committed, [write('zz')], range({ reads })), VALID);
    assert.equal(await outcome(committed, [write('nothing', '')], range({ reads })), VALID);
  });

  it('looks only as far as a range was read', async () => {
    const partial = range({ endKey: 'b', exhausted: false, reads: [{ key: 'b', version: at(1) }] });
    assert.equal(await outcome({ b: at(1), c: at(5) }, [], partial), VALID);
    assert.equal(await outcome({ a1: at(5), b: at(1) }, [], partial), PHANTOM_READ_CONFLICT);
  });
});
