// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { RwsetBuilder } from '@wattpass/devpeer/internal/ledger/rwset-builder';
import { decodePrivateRwset, decodeRwset, encodePrivateRwset } from '@wattpass/devpeer/internal/ledger/rwset-codec';

const hash = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const bytes = (text: string): Uint8Array => Buffer.from(text);

/** The same value with its bytes in hex, whatever kind of array held them. */
function inHex(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(inHex);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inHex(one)]));
}

describe('RwsetBuilder', () => {
  it('sorts namespaces and keys, whatever the order of the calls', () => {
    const one = new RwsetBuilder();
    one.addWrite('b', 'y', bytes('1'));
    one.addWrite('a', 'z', bytes('2'));
    one.addWrite('a', 'x', bytes('3'));
    const other = new RwsetBuilder();
    other.addWrite('a', 'x', bytes('3'));
    other.addWrite('a', 'z', bytes('2'));
    other.addWrite('b', 'y', bytes('1'));
    const built = one.build();
    assert.deepEqual(built.encoded, other.build().encoded);
    assert.deepEqual(
      built.namespaces.map(({ namespace, writes }) => [namespace, writes.map(({ key }) => key)]),
      [
        ['a', ['x', 'z']],
        ['b', ['y']],
      ],
    );
  });

  it('keeps the last write of a key, and takes an empty value for a delete', () => {
    const builder = new RwsetBuilder();
    builder.addWrite('a', 'k', bytes('1'));
    builder.addWrite('a', 'k', new Uint8Array(0));
    const [namespace] = builder.build().namespaces;
    assert.equal(namespace?.writes.length, 1);
    assert.equal(namespace.writes[0]?.isDelete, true);
  });

  it('shows private writes by hashes only, and commits to them by the hash of the whole set', () => {
    const builder = new RwsetBuilder();
    builder.addPrivateWrite('a', 'c', 'key', bytes('secret'));
    const built = builder.build();
    const [collection] = built.namespaces[0]!.collections;
    assert.equal(collection?.writes[0]?.keyHash, hash('key'));
    assert.equal(Buffer.from(collection.writes[0].valueHash).toString('hex'), hash('secret'));
    assert.equal(Buffer.from(collection.privateHash).toString('hex'), hash(built.privateWrites[0]!.encoded));
    assert.ok(!Buffer.from(built.encoded).includes('secret'));
  });

  it('marks a purge as a delete of the hash', () => {
    const builder = new RwsetBuilder();
    builder.addPurge('a', 'c', 'key');
    const [write] = builder.build().namespaces[0]!.collections[0]!.writes;
    assert.deepEqual([write?.isDelete, write?.isPurge], [true, true]);
  });

  it('comes back from its encoded form', () => {
    const builder = new RwsetBuilder();
    builder.addRead('a', 'absent', undefined);
    builder.addRead('a', 'present', { block: 3, tx: 1 });
    builder.addWrite('a', 'k', bytes('v'));
    builder.addMetadataWrite('a', 'k', [{ name: 'n', value: bytes('m') }]);
    builder.addHashedRead('a', 'c', 'key', { block: 2, tx: 0 });
    builder.addPrivateWrite('a', 'c', 'key', bytes('secret'));
    builder.addPrivateMetadataWrite('a', 'c', 'key', [{ name: 'n', value: bytes('m') }]);
    builder.addRange('a', {
      startKey: 'p',
      endKey: 'q',
      exhausted: true,
      reads: [{ key: 'p1', version: { block: 1, tx: 0 } }],
      merkle: undefined,
    });
    const built = builder.build();
    assert.deepEqual(inHex(decodeRwset(built.encoded)), inHex(built.namespaces));
    const decoded = decodePrivateRwset(encodePrivateRwset(built.privateWrites));
    assert.deepEqual(inHex(decoded), inHex(built.privateWrites));
  });
});
