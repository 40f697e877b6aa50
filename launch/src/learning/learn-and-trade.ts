// SPDX-License-Identifier: Apache-2.0
import {
  startLearningDays,
  type LearningDays,
  type LearningDaysOptions,
  type LearningResult,
  type TradingResult,
} from '@wattpass/fleet';
import { administratorOf } from '../consortium/administrator.js';
import type { RunningConsortium } from '../consortium/running-consortium.js';
import type { StateDirectory } from '../state-directory.js';
import { trade, type TradeOptions } from '../trading/trade.js';
import type { TradingData } from '../trading/trading-data.js';
import type { TradingSettings } from '../trading/trading-flags.js';
import { startLearning } from './start-learning.js';

/** What trading days came to whose vehicles learnt from them. */
export interface LearntAndTraded {
  readonly result: TradingResult;
  readonly learnt: LearningResult;
}

/** The organisation at whose gateway vehicles learn. */
const vehiclesHome = 'user';

/** Trades the days that were asked for; vehicles decide by a model that they train together every evening. */
export async function learnAndTrade(
  consortium: RunningConsortium,
  state: Pick<StateDirectory, 'root' | 'logs'>,
  settings: TradingSettings,
  data: TradingData,
  options: TradeOptions,
): Promise<LearntAndTraded> {
  options.progress.phase('learning services started, vehicles join the learning task');
  const services = await startLearning(consortium, state);
  const dead = services.died.then((why): never => {
    throw new Error(why);
  });
  try {
    return await Promise.race([dead, withLearning(consortium, settings, data, options)]);
  } finally {
    await services.stop();
  }
}

async function withLearning(
  consortium: RunningConsortium,
  settings: TradingSettings,
  data: TradingData,
  options: TradeOptions,
): Promise<LearntAndTraded> {
  const { days, vehicles, seed, from } = settings;
  const { run, progress, signal } = options;
  const learning = await unlessItFails(options, {
    desks: consortium.desks,
    administrator: administratorOf(consortium, vehiclesHome),
    ...data,
    ...{ days, vehicles, seed, run, progress },
    ...(from === undefined ? {} : { from }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (learning === undefined) {
    return { result: await trade(consortium, settings, data, options), learnt: nothing };
  }
  const { policy, onDay } = learning;
  const result = await trade(consortium, settings, data, { ...options, policy, onDay });
  return { result, learnt: await learning.finish() };
}

/** What nobody learnt; the report's rules then name the rounds that are missing. */
const nothing: LearningResult = { rounds: [], saving: [], missedDepartures: 0 };

/** Vehicles that cannot learn trade all the same, by the rule that they begin with. */
async function unlessItFails(
  { progress, signal }: TradeOptions,
  options: LearningDaysOptions,
): Promise<LearningDays | undefined> {
  try {
    return await startLearningDays(options);
  } catch (error) {
    signal?.throwIfAborted();
    progress.notice(`vehicles do not learn: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
