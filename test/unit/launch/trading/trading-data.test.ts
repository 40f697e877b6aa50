// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFlags } from '@wattpass/launch';
import { generatedPrices } from '@wattpass/launch/internal/trading/generated-prices.js';
import { tradingData } from '@wattpass/launch/internal/trading/trading-data.js';
import { tradingFlags, tradingSettings } from '@wattpass/launch/internal/trading/trading-flags.js';

const dataOf = (...args: string[]) => tradingData(tradingSettings(readFlags(tradingFlags, args)));

describe('what trading runs on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattpass-trading-'));
  const file = (name: string, ...lines: string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('generates a year of prices from a seed, dearest in the evening', () => {
    const { prices, firstHour } = generatedPrices(3);
    assert.equal(prices.length, 366 * 24);
    assert.equal(new Date(firstHour * 3_600_000).toISOString(), '2024-01-01T00:00:00.000Z');
    assert.deepEqual(generatedPrices(3).prices, prices);
    assert.notDeepEqual(generatedPrices(4).prices, prices);
    const mean = (hour: number) =>
      prices.reduce((sum, price, place) => sum + (place % 24 === hour ? price : 0), 0) / 366;
    assert.ok(mean(18) > mean(3) && mean(18) > mean(13));
  });

  it('reads prices and sessions', () => {
    const prices = file('p.csv', 'start_utc,price_eur_mwh', '2024-01-01T00:00:00Z,50', '2024-01-01T01:00:00Z,70');
    const sessions = file(
      's.csv',
      'arrival,departure,delivered_kwh',
      '2024-01-01 08:00:00+01:00,2024-01-01 17:00:00+01:00,12.5',
    );
    const { prices: series, stays } = dataOf('--prices', prices, '--sessions', sessions);
    assert.deepEqual([...series.prices], [0.05, 0.07]);
    assert.equal(stays?.stays.length, 1);
  });

  it('refuses days whose prices are not all known', () => {
    for (const from of ['2023-12-31', '2024-12-31', '2024-13-01']) {
      assert.throws(() => dataOf('--from', from, '--days', '2'), /--from: not all prices of 2 days from 202/, from);
    }
    assert.ok(dataOf('--from', '2024-12-30', '--days', '2'));
  });

  it('names flag and file where one cannot be used', () => {
    const none = join(folder, 'none.csv');
    assert.throws(
      () => dataOf('--prices', none),
      (error: Error) => error.message.startsWith(`--prices: ${none}: ENOENT`),
    );
    const other = file('o.csv', 'colour', 'red');
    assert.throws(() => dataOf('--sessions', other), /--sessions: .*o\.csv: /);
  });
});
