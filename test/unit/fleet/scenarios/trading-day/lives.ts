// SPDX-License-Identifier: Apache-2.0
import type { PriceSeries } from '@wattpass/fl-aggregator';

/** The first hour of the tests' days: Tuesday, 2 May 2023, midnight UTC. */
export const firstHour = Date.parse('2023-05-02T00:00:00Z') / 3_600_000;

/** Prices that fall by night and rise in the evening, €/kWh. */
export function testPrices(days = 4, from = firstHour - 24): PriceSeries {
  const prices = Float64Array.from(
    { length: days * 24 },
    (_, hour) => 0.1 - 0.08 * Math.cos((2 * Math.PI * hour) / 24),
  );
  const report = { unreadable: 0, repeated: 0, disordered: 0, filled: 0, missing: 0 };
  return { firstHour: from, prices, report };
}
