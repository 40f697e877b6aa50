// SPDX-License-Identifier: Apache-2.0
import {
  generatedSessions,
  generatedVehicle,
  labelledStays,
  randomStream,
  type ChargeSession,
  type ChargeVehicle,
  type Examples,
  type PriceSeries,
} from '@wattpass/fl-aggregator';

/** What a vehicle costs its owner besides energy. */
export interface Terms {
  readonly wearEuroPerKwh: number;
  readonly feeEuroPerKwh: number;
}

/** A vehicle that trains: it has seen the training years alone. */
export interface Learner {
  readonly clientId: string;
  readonly examples: Examples;
}

/** A vehicle that is tested: it has trained nothing, its years are later ones. */
export interface Unseen {
  readonly vehicle: ChargeVehicle;
  readonly sessions: readonly ChargeSession[];
}

/** From the first instant of a year to that of the year after `last`, ms. */
export interface Years {
  readonly first: number;
  readonly last: number;
}

/**
 * Vehicles with the labelled stays they have kept: `stays` in a row, from somewhere in the years, as vehicles join at
 * different times and keep what their memory holds.
 */
export function learners(
  { count, stays, years }: { readonly count: number; readonly stays: number; readonly years: Years },
  series: PriceSeries,
  terms: Terms,
  seed: number,
): Learner[] {
  return Array.from({ length: count }, (_, place) => {
    const stream = randomStream(seed, 1, place);
    const generated = generatedVehicle(terms, stream);
    const all = generatedSessions(generated, start(years.first), start(years.last + 1), stream);
    const first = stream.below(Math.max(1, all.length - stays + 1));
    const sessions = all.slice(first, first + stays);
    return {
      clientId: `vehicle-${String(place).padStart(4, '0')}`,
      examples: labelledStays(generated.vehicle, sessions, series, stream),
    };
  });
}

/** Other vehicles in other years. */
export function unseenVehicles(count: number, years: Years, terms: Terms, seed: number): Unseen[] {
  return Array.from({ length: count }, (_, place) => {
    const stream = randomStream(seed, 2, place);
    const generated = generatedVehicle(terms, stream);
    return {
      vehicle: generated.vehicle,
      sessions: generatedSessions(generated, start(years.first), start(years.last + 1), stream),
    };
  });
}

/** The first instant of a year, UTC. */
export function start(year: number): number {
  return Date.UTC(year, 0, 1);
}
