// SPDX-License-Identifier: Apache-2.0

import { amountText } from '../wallet/amount.js';
import { contractedOf, imbalanceOf } from './imbalance-rules.js';
import type { StoredReading } from './meter.js';
import type { Outcome } from './outcome.js';
import type { FillLine } from './slot-result.js';
import type { Slot } from './slot.js';

/** What else an outcome hangs on. */
export interface OutcomeFacts {
  readonly now: string;
  /** Whether no reading can come any more. */
  readonly last: boolean;
  /** Whether the reading is contested and the members have not decided. */
  readonly disputed?: boolean;
  /** The Wh that the members ruled to be right. */
  readonly ruledWh?: number;
}

/**
 * What comes of a filled order. Without a reading a seller counts as having delivered nothing and a buyer as having taken
 * all; nothing is paid for that until the time for a late reading has passed, nor for a reading under dispute.
 */
export function outcomeOf(
  line: FillLine,
  reading: StoredReading | undefined,
  slot: Slot,
  { now, last, disputed = false, ruledWh }: OutcomeFacts,
): Outcome {
  const contractedWh = contractedOf(line);
  const substitute = line.side === 'buy' ? contractedWh : 0;
  const meteredWh = ruledWh ?? (reading === undefined ? substitute : reading.end - reading.start);
  const final = !disputed && (reading !== undefined || last);
  const { owed, due } = final ? imbalanceOf(line, meteredWh, slot) : { owed: 0n, due: 0n };
  return {
    trader: line.trader,
    orderId: line.orderId,
    side: line.side,
    contractedWh,
    meteredWh,
    source: ruledWh === undefined ? (reading === undefined ? 'substitute' : 'reading') : 'ruling',
    amount: line.amount,
    owed: amountText(owed),
    due: amountText(due),
    final,
    scored: false,
    settledAt: now,
  };
}
