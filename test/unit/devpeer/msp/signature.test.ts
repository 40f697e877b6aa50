// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import * as fc from 'fast-check';
import { decodeSignature, encodeSignature, signLowS, verifyLowS } from '@wattpass/devpeer/internal/msp/signature';

// SEC 2, 2.4.2: the order of secp256r1.
const ORDER = BigInt('0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551');
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = createPublicKey(privateKey);

describe('ECDSA signatures with low S', () => {
  it('verify natively and keep s in the lower half', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (message) => {
        const signature = signLowS(privateKey, message);
        assert.ok(verify('sha256', message, publicKey, signature));
        assert.ok(decodeSignature(signature)!.s <= ORDER / 2n);
        assert.ok(verifyLowS(publicKey, message, signature));
      }),
      { numRuns: 60 },
    );
  });

  it('are refused with the high value of s, though plain ECDSA accepts it', () => {
    const message = Buffer.from('move battery');
    const { r, s } = decodeSignature(signLowS(privateKey, message))!;
    const high = encodeSignature(r, ORDER - s);
    assert.ok(verify('sha256', message, publicKey, high));
    assert.equal(verifyLowS(publicKey, message, high), false);
  });

  it('are refused over another message and by another key', () => {
    const message = Buffer.from('a');
    const signature = signLowS(privateKey, message);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    assert.equal(verifyLowS(publicKey, Buffer.from('b'), signature), false);
    assert.equal(verifyLowS(other, message, signature), false);
  });

  it('are refused when anything is cut off, added or not DER at all', () => {
    const message = Buffer.from('a');
    const signature = signLowS(privateKey, message);
    const malformed = [
      Buffer.alloc(0),
      signature.subarray(0, -1),
      Buffer.concat([signature, Buffer.of(0)]),
      sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    ];
    for (const bytes of malformed) {
      assert.equal(verifyLowS(publicKey, message, bytes), false);
    }
  });

  it('survive encoding and decoding for every pair of scalars', () => {
    const scalar = fc.bigInt({ min: 1n, max: ORDER - 1n });
    fc.assert(
      fc.property(scalar, scalar, (r, s) => {
        assert.deepEqual(decodeSignature(encodeSignature(r, s)), { r, s });
      }),
    );
  });

  it('encode small and high-bit numbers as DER has it', () => {
    assert.equal(encodeSignature(1n, 0x80n).toString('hex'), '3007' + '020101' + '02020080');
  });
});
