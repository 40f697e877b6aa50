// SPDX-License-Identifier: Apache-2.0

import { at } from '../column.js';
import type { Book } from './book.js';
import { ordersAt, type Levels } from './levels.js';
import { proRata } from './pro-rata.js';
import type { TieKeys } from './tie-keys.js';

/** Writes each order's share of what its level was filled with; a level filled in part is shared pro rata. */
export function fillLevels(book: Book, levels: Levels, filled: Float64Array, ties: TieKeys, fills: Int32Array): void {
  for (let level = 0; level < levels.count; level += 1) {
    const amount = at(filled, level);
    if (amount === 0) {
      return; // levels are filled best first
    }
    if (amount < at(levels.total, level)) {
      proRata(ordersAt(levels, level), book.quantity, at(levels.total, level), amount, ties, fills);
      continue;
    }
    for (let place = at(levels.start, level); place < at(levels.start, level + 1); place += 1) {
      const order = at(levels.orders, place);
      fills[order] = at(book.quantity, order);
    }
  }
}
