// SPDX-License-Identifier: Apache-2.0
import type { LedgerIdentity } from '@wattpass/gateway-api/client';
import type { StepLog } from '../step-log.js';
import type { TradingCalendar } from './calendar.js';
import type { RefusalLog } from './refusal-log.js';
import type { Pace } from './slot-terms.js';
import type { TradingOptions } from './trading-result.js';

/** What the parts of a trading scenario share. */
export interface TradingScene extends TradingOptions {
  readonly ledger: LedgerIdentity;
  readonly calendar: TradingCalendar;
  readonly pace: Pace;
  /** How long a late reading can come after a settlement, as the members voted. */
  readonly disputeWindowSeconds: number;
  readonly steps: StepLog;
  readonly refusals: RefusalLog;
}
