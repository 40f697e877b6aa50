// SPDX-License-Identifier: Apache-2.0

import type { SampleColumns } from '@wattpass/telemetry';
import { chargeBetween } from './charge.js';
import { WHOLE } from './state-of-health.js';

/**
 * State of charge in millionths after a chunk, by counting charge on from the state before it; kept within 0 and 100 %.
 * The state after one chunk is the state before the next.
 * @param capacityMicroampHours The battery's present capacity, not its rated one.
 * @param from Index of the sample at which the state was `before`.
 */
export function stateOfChargeAfter(
  before: number,
  columns: SampleColumns,
  capacityMicroampHours: number,
  from = 0,
): number {
  const charge = chargeBetween(columns, from, columns.timeMs.length - 1);
  const after = Math.round(before + (charge * WHOLE) / capacityMicroampHours);
  return Math.min(WHOLE, Math.max(0, after));
}
