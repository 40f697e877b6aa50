// SPDX-License-Identifier: Apache-2.0
import {
  labelledStays,
  randomStream,
  type ChargeSession,
  type ChargeVehicle,
  type Examples,
  type PriceSeries,
} from '@wattpass/fl-aggregator';
import { learningAccess, Participant, type LearningAccess } from '@wattpass/fl-aggregator/client';
import type { Client } from '@wattpass/gateway-api/client';

const DAY_HOURS = 24;
/** How long a vehicle keeps what it has lived through. */
export const MEMORY_DAYS = 14;
/** Apart from the streams of lives and trades. */
const LABELS = 7;

/** A vehicle as it learns. */
export interface LearnerFacts {
  readonly number: number;
  readonly vehicle: ChargeVehicle;
  /** Stays of the weeks before the run. */
  readonly past: readonly ChargeSession[];
  readonly prices: PriceSeries;
  readonly seed: number;
}

/**
 * A vehicle that learns from its own stays. What would have been best is known of a stay once it has ended, and not before:
 * that, hour by hour, is what it trains on, and it never leaves the vehicle.
 */
export class Learner {
  readonly participant: Participant;
  #sessions: readonly ChargeSession[];

  constructor(
    private readonly facts: LearnerFacts,
    readonly access: LearningAccess,
    readonly clientId: string,
    taskId: string,
  ) {
    this.participant = new Participant({ access, clientId, taskId });
    this.#sessions = facts.past;
  }

  get vehicle(): ChargeVehicle {
    return this.facts.vehicle;
  }

  /** Lives through a day: keeps the stays that ended in it, and forgets those that ended more than two weeks ago. */
  live(ended: readonly ChargeSession[], hour: number): void {
    this.#sessions = [...this.#sessions, ...ended].filter(
      ({ departure }) => departure > hour - MEMORY_DAYS * DAY_HOURS,
    );
  }

  /** The stays that ended within the day before an hour. */
  endedBefore(hour: number): ChargeSession[] {
    return this.#sessions.filter(({ departure }) => departure <= hour && departure > hour - DAY_HOURS);
  }

  /** What it has kept at an hour: good decisions in the stays that have ended, none older than two weeks. */
  examplesAt(hour: number): Examples {
    return this.#labelled(
      this.#sessions.filter(({ departure }) => departure <= hour),
      hour,
    );
  }

  /** The good decisions of the last day alone. */
  examplesOfDay(hour: number): Examples {
    return this.#labelled(this.endedBefore(hour), hour);
  }

  #labelled(sessions: readonly ChargeSession[], hour: number): Examples {
    const { vehicle, prices, seed, number } = this.facts;
    return labelledStays(vehicle, sessions, prices, randomStream(seed, LABELS, number, hour));
  }
}

/** Makes a vehicle's account; gives it with its access. */
export async function signInLearner(
  administrator: Client,
  url: string,
  name: string,
): Promise<{ readonly access: LearningAccess; readonly clientId: string }> {
  const { apiKey, account } = await administrator.createAccount({ body: { kind: 'device', name, role: 'user' } });
  return { access: learningAccess({ url, apiKey }), clientId: account.actorId };
}
