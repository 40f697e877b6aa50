// SPDX-License-Identifier: Apache-2.0
import {
  operated,
  perfectForesight,
  uncontrolled,
  type ChargePolicy,
  type Operation,
  type PriceSeries,
} from '@wattpass/fl-aggregator';
import { dayOf } from '../trading-day/calendar.js';
import type { Learner } from './learner.js';
import type { LearningSaving } from './learning-result.js';
import type { LearntPolicy } from './learnt-policy.js';

/** A day's saving, and how many departures were missed. */
export interface JudgedDay {
  readonly saving: LearningSaving;
  readonly missedDepartures: number;
}

/**
 * What the decisions of the stays that ended within a day came to at the day-ahead prices, each by the model that the
 * vehicle had at arrival, between charging at once and perfect foresight.
 */
export function savingOfDay(
  learners: readonly Learner[],
  prices: PriceSeries,
  hour: number,
  policy: LearntPolicy,
): JudgedDay {
  const sum = { own: 0, worst: 0, best: 0, stays: 0, missed: 0 };
  for (const learner of learners) {
    for (const session of learner.endedBefore(hour)) {
      const lived = (decide: ChargePolicy): Operation => operated(learner.vehicle, [session], prices, decide);
      const own = lived(policy.at(session.arrival));
      sum.own += paidIn(own);
      sum.missed += own.missedDepartures;
      sum.stays += own.sessions;
      sum.worst += paidIn(lived(uncontrolled));
      sum.best += paidIn(lived(perfectForesight));
    }
  }
  const possible = sum.worst - sum.best;
  return {
    saving: {
      day: dayOf(hour - 1),
      stays: sum.stays,
      euro: rounded(sum.own),
      uncontrolledEuro: rounded(sum.worst),
      optimumEuro: rounded(sum.best),
      shareOfOptimumPercent: possible > 0 ? rounded((100 * (sum.worst - sum.own)) / possible) : null,
    },
    missedDepartures: sum.missed,
  };
}

/** A stay pays for itself: what is left over at departure counts for nothing, as in the optimum's programme. */
function paidIn({ euro, gainedEuro }: Operation): number {
  return euro + gainedEuro;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
