// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { agreedKey, maskOf, publicKeyOf, secretOf, sharesOf } from '@wattpass/fl-aggregator';
import { seededBytes } from '../../../support/secure-run.js';
import { refusedWith } from '../refused-with.js';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
const asHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('key agreement', () => {
  it('has the public key of RFC 7748, 6.1', () => {
    const bob = hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb');
    assert.equal(asHex(publicKeyOf(bob)), 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f');
  });

  it('derives HKDF-SHA256 of the agreement of RFC 7748, 5.2', () => {
    const scalar = hex('a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4');
    const point = hex('e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c');
    // Python's hmac over c3da5537…a28552, the RFC's agreement, with an empty salt
    const expected = '832f566e99b98c1c18133b9f6e1f87be7e713c85618af389d0bc38e58d44ab5d';
    assert.equal(asHex(agreedKey(scalar, point, Buffer.from('wattpass test'))), expected);
  });

  it('refuses short keys and points of small order', () => {
    refusedWith('WRONG_LENGTH', () =>
      agreedKey(new Uint8Array(4), publicKeyOf(hex('01'.repeat(32))), new Uint8Array()),
    );
    refusedWith('WRONG_LENGTH', () => agreedKey(hex('01'.repeat(32)), new Uint8Array(4), new Uint8Array()));
    refusedWith('WRONG_SHARE', () => agreedKey(hex('01'.repeat(32)), new Uint8Array(32), new Uint8Array()));
  });
});

describe('masks', () => {
  it("are AES-256-CTR's key stream as little-endian words: NIST SP 800-38A's key encrypts its counter", () => {
    const key = hex('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4');
    const block = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
    const first = block.update(new Uint8Array(16));
    assert.deepEqual(
      [...maskOf(key, 4)],
      [0, 4, 8, 12].map((offset) => first.readUInt32LE(offset)),
    );
    assert.equal(first.toString('hex'), 'e568f68194cf76d6174d4cc04310a854');
  });
});

describe("Shamir's shares over GF(2^16)", () => {
  /** Draws the coefficients 0xabcd and 0x8001. */
  const chosen = (): (() => Uint8Array) => {
    const draws = [hex('cdab'), hex('0180')];
    return () => draws.shift()!;
  };

  it('are the polynomial’s values, worked out bit by bit in Python', () => {
    const shares = sharesOf(hex('3412'), 3, 40_000, chosen());
    assert.deepEqual(
      [1, 2, 3, 40_000].map((x) => asHex(shares[x - 1]!.bytes)),
      ['f839', 'b775', '7b5e', '275a'],
    );
  });

  it('give the secret back from any threshold of them, and not from fewer', () => {
    const secret = hex('00ff'.repeat(8) + '1234'.repeat(8));
    const shares = sharesOf(secret, 3, 5, seededBytes('shamir'));
    for (let first = 0; first < 5; first += 1) {
      for (let second = first + 1; second < 5; second += 1) {
        assert.notDeepEqual(secretOf([shares[first]!, shares[second]!]), secret);
        for (let third = second + 1; third < 5; third += 1) {
          assert.deepEqual(secretOf([shares[third]!, shares[first]!, shares[second]!]), secret);
        }
      }
    }
  });

  it('refuse what cannot be shared or joined', () => {
    const random = seededBytes('refusals');
    refusedWith('WRONG_LENGTH', () => sharesOf(new Uint8Array(3), 2, 3, random));
    refusedWith('WRONG_PARAMETER', () => sharesOf(new Uint8Array(2), 4, 3, random));
    const [share] = sharesOf(new Uint8Array(2), 2, 3, random);
    refusedWith('WRONG_SHARE', () => secretOf([]));
    refusedWith('WRONG_SHARE', () => secretOf([share!, share!]));
  });
});
