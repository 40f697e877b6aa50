// SPDX-License-Identifier: Apache-2.0

import { amountText } from '../wallet/amount.js';
import { contractedOf, imbalanceOf } from './imbalance-rules.js';
import type { StoredReading } from './meter.js';
import type { Outcome } from './outcome.js';
import type { FillLine } from './slot-result.js';
import type { Slot } from './slot.js';

/**
 * What comes of a filled order. Without a reading a seller counts as having delivered nothing and a buyer as having taken
 * all; nothing is paid for that until the time for a late reading has passed.
 * @param last whether no reading can come any more.
 */
export function outcomeOf(
  line: FillLine,
  reading: StoredReading | undefined,
  slot: Slot,
  { now, last }: { readonly now: string; readonly last: boolean },
): Outcome {
  const contractedWh = contractedOf(line);
  const substitute = line.side === 'buy' ? contractedWh : 0;
  const meteredWh = reading === undefined ? substitute : reading.end - reading.start;
  const final = reading !== undefined || last;
  const { owed, due } = final ? imbalanceOf(line, meteredWh, slot) : { owed: 0n, due: 0n };
  return {
    trader: line.trader,
    orderId: line.orderId,
    side: line.side,
    contractedWh,
    meteredWh,
    source: reading === undefined ? 'substitute' : 'reading',
    amount: line.amount,
    owed: amountText(owed),
    due: amountText(due),
    final,
    scored: false,
    settledAt: now,
  };
}
