// SPDX-License-Identifier: Apache-2.0
import type { ChargePolicy } from '@wattpass/fl-aggregator';
import { tradingCalendar } from '../trading-day/calendar.js';
import { quantilePolicy } from '../trading-day/trading-policy.js';
import type { LivedDay } from '../trading-day/trading-result.js';
import { vehicleLives, type VehicleLife } from '../trading-day/vehicle-stays.js';
import { chargeTask } from './charge-task.js';
import { EveningRounds } from './evening-rounds.js';
import { Learner, MEMORY_DAYS, signInLearner } from './learner.js';
import type { LearningDaysOptions } from './learning-options.js';
import type { LearningResult } from './learning-result.js';
import { LearntPolicy } from './learnt-policy.js';

const DAY_HOURS = 24;
/** How many accounts are made, and vehicles join, at once: each takes a certificate of the organisation's authority. */
const AT_ONCE = 8;
/** Who recomputes what the operator makes of the updates. */
const committee = ['producer', 'user', 'station'] as const;

/** Learning beside trading days: what vehicles decide by, and what happens each evening. */
export interface LearningDays {
  /** Trading days' `policy`: at each arrival the latest model. */
  readonly policy: ChargePolicy;
  /** Trading days' `onDay`: a round of learning, whose model decides from then on. */
  readonly onDay: (day: LivedDay) => Promise<undefined>;
  /** Ends the task; what came of it. */
  finish(): Promise<LearningResult>;
}

/**
 * Lets the vehicles of trading days learn together. The learning services of the operator and of the committee must be at
 * work: they run the rounds that this opens.
 * @param rule How vehicles decide before the first model.
 */
export async function startLearningDays(
  options: LearningDaysOptions,
  rule: ChargePolicy = quantilePolicy(),
): Promise<LearningDays> {
  const { desks, run, vehicles, cohortShare } = options;
  const members = committee.map((role) => desks[role].mspId);
  const { task, first } = chargeTask(`charge decisions ${run}`, vehicles, members, cohortShare);
  const { id: taskId } = await desks.operator.client.createLearningTask({ body: { task } });
  const learners = await signIn(options, taskId);
  await [...learners.values()][0]?.access.weights.put('model', first);
  const policy = new LearntPolicy(rule);
  const rounds = new EveningRounds({ ...options, taskId, learners, policy });
  await rounds.hold(tradingCalendar(options.prices, options).from);
  return {
    policy: policy.now,
    onDay: async (day) => {
      await rounds.evening(day);
      return undefined; // `policy` has the new model
    },
    finish: async () => {
      await desks.operator.client.endLearningTask({ taskId });
      return rounds.result;
    },
  };
}

async function signIn(options: LearningDaysOptions, taskId: string): Promise<Map<string, Learner>> {
  const { administrator, desks, run, prices, seed, signal, progress } = options;
  const lives = livesBefore(options);
  const learners = new Map<string, Learner>();
  for (let from = 0; from < lives.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    const some = lives.slice(from, from + AT_ONCE).map(async ({ vehicle, sessions: past }, place) => {
      const number = from + place;
      const name = `ev-${run}-${number + 1}`;
      const { access, clientId } = await signInLearner(administrator, desks.user.url, `${name} learning`);
      const learner = new Learner({ number, vehicle, past, prices, seed }, access, clientId, taskId);
      await learner.participant.join();
      return [name, learner] as const;
    });
    (await Promise.all(some)).forEach(([name, learner]) => learners.set(name, learner));
    progress.part(learners.size, lives.length, 'vehicles join the learning task');
  }
  return learners;
}

/** The lives of the trading days' vehicles in the weeks before them, as far as prices are known: what they remember. */
function livesBefore(options: LearningDaysOptions): VehicleLife[] {
  const { vehicles: count, prices, stays, seed } = options;
  const calendar = tradingCalendar(prices, options);
  const { from: to } = calendar;
  const firstDay = Math.ceil(prices.firstHour / DAY_HOURS) * DAY_HOURS;
  const from = Math.max(firstDay, to - MEMORY_DAYS * DAY_HOURS);
  const lives = vehicleLives(count, { calendar: { ...calendar, from, to }, prices, stays, seed });
  return lives.map(({ vehicle, sessions }) => ({
    vehicle,
    sessions: sessions.filter(({ departure }) => departure <= to),
  }));
}
