// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { digitalLink, itemOf, readTag, withCheckDigit, writeTag } from '@wattpass/fleet';

describe('tag', () => {
  it('holds an NDEF URI record, byte for byte', () => {
    const bytes = writeTag('https://id.example/01/09524000059109/21/A1');
    const text = 'id.example/01/09524000059109/21/A1';
    // MB|ME|SR|TNF 1, type length 1, payload length, "U", prefix code 4 = https://
    assert.deepEqual([...bytes.subarray(0, 5)], [0xd1, 0x01, text.length + 1, 0x55, 0x04]);
    assert.equal(new TextDecoder().decode(bytes.subarray(5)), text);
  });

  it('reads back what was written, with or without a known prefix', () => {
    for (const link of ['http://127.0.0.1:4103/01/09524000059109/21/B0005', 'https://x.example/01/1', 'urn:x:y']) {
      assert.equal(readTag(writeTag(link)), link);
    }
  });

  it('refuses bytes that are no URI record', () => {
    assert.throws(() => readTag(Uint8Array.of()), RangeError);
    assert.throws(() => readTag(Uint8Array.of(0xd1, 1, 2, 0x54, 4, 65)), /no NDEF URI record/);
    assert.throws(() => readTag(Uint8Array.of(0xd1, 1, 9, 0x55, 4, 65)), /no NDEF URI record/);
    assert.throws(() => readTag(Uint8Array.of(0xd1, 1, 2, 0x55, 0x2a, 65)), /prefix 42/);
  });

  it('refuses a link longer than a short record', () => {
    assert.throws(() => writeTag(`https://${'x'.repeat(300)}`), RangeError);
  });

  it('names the item of a GS1 Digital Link, percent-encoding undone', () => {
    const link = digitalLink('https://id.example/', '09524000059109', 'A/1');
    assert.equal(link, 'https://id.example/01/09524000059109/21/A%2F1');
    assert.deepEqual(itemOf(link), { gtin: '09524000059109', serial: 'A/1' });
    assert.throws(() => itemOf('https://id.example/01/09524000059109'), /no GS1 Digital Link of an item/);
  });

  it('computes check digits as GS1 does', () => {
    // GS1's own examples: GTIN-13 6291041500213 and GTIN-12 614141000036, padded to fourteen digits
    assert.equal(withCheckDigit('0629104150021'), '06291041500213');
    assert.equal(withCheckDigit('0061414100003'), '00614141000036');
    assert.throws(() => withCheckDigit('12'), RangeError);
  });
});
