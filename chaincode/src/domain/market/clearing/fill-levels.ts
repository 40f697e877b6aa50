// SPDX-License-Identifier: Apache-2.0

import type { Book } from './book.js';
import { ordersAt, type Levels } from './levels.js';
import { proRata } from './pro-rata.js';
import type { TieKeys } from './tie-keys.js';

/** Writes each order's share of what its level was filled with; a level filled in part is shared pro rata. */
export function fillLevels(book: Book, levels: Levels, filled: Float64Array, ties: TieKeys, fills: Int32Array): void {
  for (let level = 0; level < levels.count; level += 1) {
    const amount = filled[level] ?? 0;
    if (amount === 0) {
      return; // levels are filled best first
    }
    proRata(ordersAt(levels, level), book.quantity, levels.total[level] ?? 0, amount, ties, fills);
  }
}
