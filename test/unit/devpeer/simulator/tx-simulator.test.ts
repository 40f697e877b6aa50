// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { hashedKey, privateKey, stateKey } from '@wattpass/devpeer/internal/ledger/database-keys';
import { keyHash, sha256 } from '@wattpass/devpeer/internal/ledger/hashes';
import { createStateView } from '@wattpass/devpeer/internal/ledger/state-view';
import { encodeValue } from '@wattpass/devpeer/internal/ledger/stored-value';
import { TxSimulator } from '@wattpass/devpeer/internal/simulator/tx-simulator';
import { memoryDatabase } from '../../../support/devpeer/memory-database.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const collection = {
  name: 'c',
  memberOnlyRead: true,
  memberOnlyWrite: true,
  blockToLive: 0,
  isMember: () => true,
  isMemberOrganization: () => true,
};

async function simulator(): Promise<TxSimulator> {
  const database = memoryDatabase();
  const version = { block: 4, tx: 2 };
  const put = (key: string, value: Uint8Array, block = version.block) => ({
    type: 'put' as const,
    key,
    value: encodeValue({ value, version: { ...version, block }, metadata: undefined }),
  });
  await database.write(
    [
      put(stateKey('cc', 'k'), bytes('v')),
      put(stateKey('cc', 'l'), bytes('w')),
      put(privateKey('M', 'cc', 'c', 'p'), bytes('secret')),
      put(hashedKey('cc', 'c', keyHash('p')), sha256(bytes('secret'))),
      put(privateKey('M', 'cc', 'c', 'stale'), bytes('old'), 3),
      put(hashedKey('cc', 'c', keyHash('stale')), sha256(bytes('new'))),
    ],
    { sync: false },
  );
  return new TxSimulator({
    channel: 'channel',
    txId: 'tx',
    mspId: 'M',
    state: createStateView(database),
    collections: { find: (_namespace, name) => (name === 'c' ? collection : undefined) },
  });
}

describe('TxSimulator', () => {
  it('reads committed state only, and records what it saw', async () => {
    const one = await simulator();
    one.putState('cc', 'k', bytes('mine'));
    assert.equal(Buffer.from(one.getState('cc', 'k')!).toString(), 'v');
    assert.equal(one.getState('cc', 'absent'), undefined);
    const [part] = one.finish().namespaces;
    assert.deepEqual(part?.reads, [
      { key: 'absent', version: undefined },
      { key: 'k', version: { block: 4, tx: 2 } },
    ]);
  });

  it('records the version of the hash for a private read, and that values were read', async () => {
    const one = await simulator();
    assert.equal(Buffer.from(one.getPrivateData('cc', 'c', 'p')!).toString(), 'secret');
    const result = one.finish();
    assert.deepEqual(result.namespaces.find(({ namespace }) => namespace === 'cc')?.collections[0]?.reads, [
      { keyHash: keyHash('p'), version: { block: 4, tx: 2 } },
    ]);
    assert.deepEqual(result.privateReads, [{ namespace: 'cc', collection: 'c' }]);
  });

  it('reads the definition whose collections it looked up, once', async () => {
    const one = await simulator();
    one.getPrivateDataHash('cc', 'c', 'p');
    one.putPrivateData('cc', 'c', 'p', bytes('new'));
    const part = one.finish().namespaces.find(({ namespace }) => namespace === '_lifecycle');
    assert.deepEqual(
      part?.reads.map(({ key }) => key),
      [
        'namespaces/fields/cc/Collections',
        'namespaces/fields/cc/EndorsementInfo',
        'namespaces/fields/cc/Sequence',
        'namespaces/fields/cc/ValidationInfo',
        'namespaces/metadata/cc',
      ],
    );
  });

  it('refuses a private value that is older than its hash', async () => {
    const one = await simulator();
    assert.throws(() => one.getPrivateData('cc', 'c', 'stale'), {
      message:
        'private data matching public hash version is not available. ' +
        'Public hash version = {BlockNum: 4, TxNum: 2}, Private data version = {BlockNum: 3, TxNum: 2}',
    });
  });

  it('knows no collection that is not defined', async () => {
    const one = await simulator();
    assert.throws(() => one.getPrivateData('cc', 'other', 'p'), /collection channel\/cc\/other could not be found/);
    assert.throws(() => {
      one.putPrivateData('cc', 'other', 'p', bytes('x'));
    }, /collection channel\/cc\/other could not be found/);
  });

  it('lets no write follow a page, and no page a write', async () => {
    const paged = await simulator();
    paged.pagedRange('cc', '', '', 1);
    assert.throws(() => {
      paged.putState('cc', 'x', bytes('1'));
    }, /already performed a paginated query/);
    const written = await simulator();
    written.putState('cc', 'x', bytes('1'));
    assert.throws(() => written.pagedRange('cc', '', '', 1), /Paginated queries are supported only in a read-only/);
  });

  it('lets no write follow a private query, and no private query a write', async () => {
    const queried = await simulator();
    queried.privateRange('cc', 'c', '', '');
    assert.throws(() => {
      queried.putState('cc', 'x', bytes('1'));
    }, /already performed queries on pvt data/);
    const written = await simulator();
    written.putPrivateData('cc', 'c', 'x', bytes('1'));
    assert.throws(
      () => written.privateRange('cc', 'c', '', ''),
      /Queries on pvt data is supported only in a read-only/,
    );
  });

  it('records a range as far as it was read', async () => {
    const one = await simulator();
    const whole = one.range('cc', '', '');
    while ((await whole.next()) !== undefined);
    const part = one.range('cc', 'j', '');
    await part.next();
    const ranges = one.finish().namespaces[0]?.ranges ?? [];
    assert.deepEqual(
      ranges.map(({ startKey, endKey, exhausted, reads }) => [startKey, endKey, exhausted, reads.length]),
      [
        ['', '', true, 2],
        ['j', 'k', false, 1],
      ],
    );
  });

  it('gives the key behind a page as its bookmark', async () => {
    const one = await simulator();
    const page = one.pagedRange('cc', '', '', 1);
    assert.equal((await page.next())?.key, 'k');
    assert.equal(await page.next(), undefined);
    assert.equal(await page.bookmark(), 'l');
  });
});
