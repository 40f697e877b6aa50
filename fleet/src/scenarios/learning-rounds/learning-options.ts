// SPDX-License-Identifier: Apache-2.0
import type { PriceSeries, RecordedStays } from '@wattpass/fl-aggregator';
import type { Client } from '@wattpass/gateway-api/client';
import type { Progress } from '../../progress/progress.js';
import type { Desks } from '../../rest/desk.js';

/** What learning through trading days is run with: what they are run with themselves. */
export interface LearningDaysOptions {
  /** The operator's desk makes the task and opens its rounds; vehicles have their accounts at the user's gateway. */
  readonly desks: Desks;
  /** An administrator of the user's gateway, who makes these accounts. */
  readonly administrator: Client;
  readonly prices: PriceSeries;
  readonly stays?: RecordedStays;
  readonly from?: string;
  readonly days: number;
  readonly vehicles: number;
  readonly seed: number;
  /** Chance of each vehicle to be drawn for a round, millionths; half of them unless given, and all where there are few. */
  readonly cohortShare?: number;
  /** Makes names unique on a ledger that has seen other runs: small letters and digits. */
  readonly run: string;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}
