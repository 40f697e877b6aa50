// SPDX-License-Identifier: Apache-2.0
import { HOUR_MS, randomStream, type PriceSeries } from '@wattpass/fl-aggregator';

/** A day of day-ahead prices, €/kWh by hour UTC: cheap at night and at noon, dear in the morning and in the evening. */
const profile = [
  ...[0.068, 0.064, 0.061, 0.06, 0.062, 0.071, 0.091, 0.105, 0.102, 0.086, 0.07, 0.058],
  ...[0.052, 0.051, 0.056, 0.068, 0.088, 0.112, 0.131, 0.128, 0.113, 0.097, 0.085, 0.075],
];
const FIRST_DAY = '2024-01-01';
const DAYS = 366;
/** Standard deviations of a whole day's level and of a single hour, €/kWh. */
const [DAY_SPREAD, HOUR_SPREAD] = [0.012, 0.004];

/** A year of prices, for those who have none; the same seed makes the same prices. */
export function generatedPrices(seed: number): PriceSeries {
  const stream = randomStream(seed, 0x9c1ce5);
  const days = Array.from({ length: DAYS }, () => {
    const level = DAY_SPREAD * stream.normal();
    return profile.map((usual) => usual + level + HOUR_SPREAD * stream.normal());
  });
  return {
    firstHour: Date.parse(FIRST_DAY) / HOUR_MS,
    prices: Float64Array.from(days.flat(), (price) => Math.round(price * 1e5) / 1e5),
    report: { unreadable: 0, repeated: 0, disordered: 0, filled: 0, missing: 0 },
  };
}
