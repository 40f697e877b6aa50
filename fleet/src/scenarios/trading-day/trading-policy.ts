// SPDX-License-Identifier: Apache-2.0
import { CHARGE, DISCHARGE, IDLE, type ChargePolicy } from '@wattpass/fl-aggregator';

/**
 * How a vehicle decides, hour by hour of a stay: charge, discharge or stay idle. A learnt model is one
 * (`modelPolicy`). Whatever it says, the departure shield has the last word.
 */
export type TradingPolicy = ChargePolicy;

/**
 * The rule until there is a learnt one: buys where the price is among the lowest of those known until departure, sells where
 * it is among the highest. Where all known prices are alike it charges what is missing.
 * @param low Share of the known prices that count as low, 0 to 1.
 * @param high Share that counts as high.
 */
export function quantilePolicy(low = 0.35, high = 0.35): TradingPolicy {
  return () =>
    ({ known, energy, required }) => {
      const price = known[0] as number;
      const cheaper = known.filter((other) => other < price).length / known.length;
      const dearer = known.filter((other) => other > price).length / known.length;
      if (cheaper < low && (dearer > 0 || energy < required)) {
        return CHARGE;
      }
      return dearer < high && cheaper > 0 ? DISCHARGE : IDLE;
    };
}
