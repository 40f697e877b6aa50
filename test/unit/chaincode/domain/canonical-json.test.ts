// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { canonicalJson, commitmentOf, recordIdOf, sha256Hex, type Json } from '@wattpass/chaincode/domain';
import fc from 'fast-check';

describe('canonical JSON', () => {
  it('sorts members, drops undefined ones and has no white space', () => {
    assert.equal(
      canonicalJson({ b: [1, { d: null, c: 'x' }], a: true, e: undefined }),
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    );
  });

  it('orders names by UTF-16 code units, as no locale would', () => {
    assert.equal(canonicalJson({ ä: 1, z: 2, Z: 3, a: 4 }), '{"Z":3,"a":4,"z":2,"ä":1}');
  });

  it('refuses floats, unsafe integers and what is no number', () => {
    for (const value of [0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => canonicalJson({ value }), TypeError);
    }
  });

  it('gives one text for one value, whatever the order of its members, and loses nothing', () => {
    const { json } = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('json'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (record) => {
        const text = canonicalJson(record);
        assert.equal(canonicalJson(Object.fromEntries(Object.entries(record).reverse())), text);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(record)));
      }),
    );
  });
});

describe('digests', () => {
  it('are SHA-256 of the UTF-8', () => {
    // from FIPS 180-4's example "abc"
    assert.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(commitmentOf({ b: 1, a: 2 }), sha256Hex('{"a":2,"b":1}'));
  });

  it('tell record ids of callers and keys apart', () => {
    const ids = new Set([recordIdOf('a', 'bc'), recordIdOf('ab', 'c'), recordIdOf('a', 'bc'), recordIdOf('a', 'bd')]);
    assert.equal(ids.size, 3);
    assert.match(recordIdOf('a', 'bc'), /^[0-9a-f]{32}$/);
  });
});
