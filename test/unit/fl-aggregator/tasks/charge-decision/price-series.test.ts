// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { pricesBetween, priceSeries } from '@wattpass/fl-aggregator';
import { assertNear } from '../../../../support/near.js';
import { refusedWith } from '../../refused-with.js';

const hourOf = (text: string): number => Date.parse(text) / 3_600_000;

describe('a file of prices', () => {
  it('is read in any order of columns, with others between, quotes, semicolons, a mark at its start', () => {
    const expected = [0.03494, -0.005];
    for (const text of [
      'start_utc,price_eur_mwh\n2015-01-01T00:00:00Z,34.94\n2015-01-01T01:00:00Z,-5\n',
      '\uFEFFPrice_EUR_MWh,area,Start\r\n34.94,"NL, all",2015-01-01T00:00:00Z\r\n-5,NL,2015-01-01 01:00:00Z\r\n\r\n',
      'time;price (eur/MWh)\n2015-01-01T01:00:00+01:00;34,94\n2015-01-01T02:00:00+01:00;-5,0\n',
      'datetime,price_eur_kwh\n2015-01-01T00:00,0.03494\n2015-01-01T01:00,-0.005\n',
    ]) {
      const series = priceSeries(text);
      assert.equal(series.firstHour, hourOf('2015-01-01T00:00Z'));
      assertNear(series.prices, expected);
    }
  });

  it('keeps the 23 and 25 hours of daylight-saving days apart by their offsets', () => {
    const autumn = ['00:00:00+02:00', '01:00:00+02:00', '02:00:00+02:00', '02:00:00+01:00', '03:00:00+01:00'];
    const text = autumn.map((time, place) => `2024-10-27T${time},${10 * (place + 1)}`).join('\n');
    const { prices, report } = priceSeries(`start,eur_mwh\n${text}`);
    assertNear(prices, [0.01, 0.02, 0.03, 0.04, 0.05]);
    assert.deepEqual(report, { unreadable: 0, repeated: 0, disordered: 0, filled: 0, missing: 0 });
    const spring = ['01:00:00+01:00,100', '03:00:00+02:00,200'].map((row) => `2024-03-31T${row}`).join('\n');
    assertNear(priceSeries(`start,eur_mwh\n${spring}`).prices, [0.1, 0.2]);
  });

  it('averages quarters of an hour', () => {
    const rows = [40, 60, 80, 100].map((price, quarter) => `2025-10-01T00:${quarter * 15 || '00'}:00Z,${price}`);
    assertNear(priceSeries(`start,eur_mwh\n${rows.join('\n')}`).prices, [0.07]);
  });

  it('repairs with a count: repeated, disordered and unreadable rows, short gaps; long gaps stay open', () => {
    const { prices, report, firstHour } = priceSeries(
      [
        'start,eur_mwh',
        '2024-01-01T00:00Z,10',
        '2024-01-01T03:00Z,40',
        '2024-01-01T03:00Z,77',
        'yesterday,50',
        '2024-01-01T04:00Z,n/a',
        '2024-01-01T05:00Z,',
        '2024-01-01T04:00Z,50',
        '2024-01-01T09:00Z,100',
        '2024-01-01T06:00Z,99999',
        '2024-01-01T08:00Z,90',
      ].join('\n'),
    );
    assertNear(prices.subarray(0, 5), [0.01, 0.02, 0.03, 0.04, 0.05]);
    assertNear(prices.subarray(5), [0.06, 0.07, 0.08, 0.09, 0.1]);
    assert.deepEqual(report, { unreadable: 4, repeated: 1, disordered: 1, filled: 5, missing: 0 });
    assert.equal(pricesBetween({ firstHour, prices, report }, firstHour - 1, firstHour + 1), undefined);
    const gap = priceSeries('start,eur_mwh\n2024-01-01T00:00Z,10\n2024-01-01T05:00Z,60');
    assert.equal(gap.report.missing, 4);
    assert.equal(pricesBetween(gap, gap.firstHour, gap.firstHour + 2), undefined);
    assertNear(pricesBetween(gap, gap.firstHour, gap.firstHour + 1)!, [0.01]);
  });

  it('is refused without its columns, without rows, and in the wrong unit', () => {
    refusedWith('WRONG_FILE', () => priceSeries(''));
    refusedWith('WRONG_FILE', () => priceSeries('start,eur_mwh'));
    refusedWith('WRONG_FILE', () => priceSeries('a,b\n1,2'));
    refusedWith('WRONG_FILE', () => priceSeries('start,eur_mwh\nx,y'));
    refusedWith('WRONG_FILE', () => priceSeries('start,eur_mwh\n2024-01-01T00:00Z,0.1\n2024-01-01T01:00Z,0.2'));
  });
});
