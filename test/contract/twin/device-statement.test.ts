// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { deviceStatement as checked } from '@wattpass/chaincode/domain/twin/device-statement.js';
import { deviceStatement as signed } from '@wattpass/telemetry';
import fc from 'fast-check';

const gs1 = '!"%&\'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz';
const anchors = fc.record({
  batteryId: fc
    .string({ unit: fc.constantFrom(...gs1.split('')), minLength: 1, maxLength: 20 })
    .map((serial) => `09521234543213-${serial}`),
  chunk: fc.nat(2_147_483_647),
  count: fc.integer({ min: 1, max: 2_147_483_647 }),
  root: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: 64, maxLength: 64 }),
});

describe('the statement of a chunk', () => {
  it('is the same to the byte where devices sign it and where endorsers check it', () => {
    fc.assert(
      fc.property(anchors, (anchor) => {
        assert.deepEqual(Buffer.from(checked(anchor), 'utf8'), Buffer.from(signed(anchor)));
      }),
    );
  });

  it('tells any two chunks apart', () => {
    fc.assert(
      fc.property(anchors, anchors, (left, right) => {
        const same = JSON.stringify(left) === JSON.stringify(right);
        assert.equal(checked(left) === checked(right), same);
      }),
    );
  });
});
