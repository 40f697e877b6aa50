// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { formatDigitalLink, gtin14Of, parseDigitalLink } from '@wattpass/chaincode/domain';
import fc from 'fast-check';

// GTINs of GS1's demonstration prefix 952; check digits worked out by hand.
const gtin = '09521234543213';

describe('GS1 Digital Link', () => {
  it('reads GTIN and serial number', () => {
    assert.deepEqual(parseDigitalLink(`https://id.example.org/01/${gtin}/21/BAT-0001`), {
      resolver: 'https://id.example.org',
      gtin,
      serial: 'BAT-0001',
    });
  });

  it('reads variant, lot and serial number behind a path of the resolver, and leaves the query alone', () => {
    assert.deepEqual(parseDigitalLink(`http://id.example.org/eu/bp/01/${gtin}/22/2A/10/ABC1/21/99?linkType=all#top`), {
      resolver: 'http://id.example.org/eu/bp',
      gtin,
      variant: '2A',
      lot: 'ABC1',
      serial: '99',
    });
  });

  it('pads GTIN-8, GTIN-12 and GTIN-13', () => {
    assert.equal(parseDigitalLink('https://id.example.org/01/9521234543213')?.gtin, '09521234543213');
    assert.equal(gtin14Of('95201234'), undefined); // 3·9+5+3·2+0+3·1+2+3·3+4 = 56: no multiple of ten
    assert.equal(gtin14Of('95201238'), '00000095201238'); // 60
    assert.equal(gtin14Of('614141000036'), '00614141000036'); // GS1's own example of a GTIN-12
    assert.equal(gtin14Of('61414100003'), undefined);
  });

  it('decodes percent-encoding', () => {
    assert.equal(parseDigitalLink(`https://id.example.org/01/${gtin}/21/A%2FB%25%3F`)?.serial, 'A/B%?');
  });

  const refused: readonly (readonly [string, string])[] = [
    ['no link', 'BAT-0001'],
    ['another scheme', `ftp://id.example.org/01/${gtin}`],
    ['a wrong check digit', 'https://id.example.org/01/09521234543214'],
    ['qualifiers out of order', `https://id.example.org/01/${gtin}/21/1/10/A`],
    ['a qualifier twice', `https://id.example.org/01/${gtin}/21/1/21/2`],
    ['an unknown qualifier', `https://id.example.org/01/${gtin}/11/260131`],
    ['a qualifier without a value', `https://id.example.org/01/${gtin}/21`],
    ['an empty value', `https://id.example.org/01/${gtin}/21/`],
    ['a serial number of 21 characters', `https://id.example.org/01/${gtin}/21/${'1'.repeat(21)}`],
    ['a character outside set 82', `https://id.example.org/01/${gtin}/21/a%20b`],
    ['broken percent-encoding', `https://id.example.org/01/${gtin}/21/a%2`],
    ['another primary key', 'https://id.example.org/414/9521234543213'],
  ];
  for (const [what, link] of refused) {
    it(`refuses ${what}`, () => {
      assert.equal(parseDigitalLink(link), undefined);
    });
  }

  it('writes what it reads, qualifiers in their order', () => {
    const link = { resolver: 'https://id.example.org/', gtin, serial: 'A/B', lot: 'L+1', variant: 'v' };
    assert.equal(formatDigitalLink(link), `https://id.example.org/01/${gtin}/22/v/10/L%2B1/21/A%2FB`);
  });

  it('reads back whatever it wrote', () => {
    const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
    const value = fc.string({ unit: fc.constantFrom(...Array.from(set82)), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(value, value, value, (variant, lot, serial) => {
        const link = { resolver: 'https://id.example.org', gtin, variant, lot, serial };
        assert.deepEqual(parseDigitalLink(formatDigitalLink(link)), link);
      }),
    );
  });
});
