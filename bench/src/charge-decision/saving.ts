// SPDX-License-Identifier: Apache-2.0
import {
  operated,
  perfectForesight,
  uncontrolled,
  type ChargePolicy,
  type Operation,
  type PriceSeries,
} from '@wattpass/fl-aggregator';
import type { Unseen } from './fleet-data.js';

/** What a policy saved over all vehicles. */
export interface Saving {
  readonly euro: number;
  /** Percent of what the optimum saves against uncontrolled charging. */
  readonly share: number;
  readonly missedDepartures: number;
}

/** Holds policies to the optimum over the same stays. */
export interface SavingMeter {
  readonly uncontrolledEuro: number;
  readonly optimumEuro: number;
  readonly sessions: number;
  readonly skipped: number;
  readonly short: number;
  of(policy: ChargePolicy): Saving;
}

/** Lives the two ends of the scale once. */
export function savingMeter(vehicles: readonly Unseen[], series: PriceSeries): SavingMeter {
  const lived = (policy: ChargePolicy): Operation =>
    vehicles
      .map(({ vehicle, sessions }) => operated(vehicle, sessions, series, policy))
      .reduce((sum, each) => ({
        euro: sum.euro + each.euro,
        gainedEuro: sum.gainedEuro + each.gainedEuro,
        sessions: sum.sessions + each.sessions,
        skipped: sum.skipped + each.skipped,
        short: sum.short + each.short,
        missedDepartures: sum.missedDepartures + each.missedDepartures,
      }));
  const [worst, best] = [lived(uncontrolled), lived(perfectForesight)];
  return {
    uncontrolledEuro: worst.euro,
    optimumEuro: best.euro,
    sessions: worst.sessions,
    skipped: worst.skipped,
    short: worst.short,
    of: (policy) => {
      const { euro, missedDepartures } = lived(policy);
      return { euro, share: (100 * (worst.euro - euro)) / (worst.euro - best.euro), missedDepartures };
    },
  };
}
