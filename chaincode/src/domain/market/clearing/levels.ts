// SPDX-License-Identifier: Apache-2.0

import { BUY, type Book, type Terms } from './book.js';
import { radixSort } from './radix-sort.js';
import { reachesGrid, valueOf } from './value.js';

/**
 * The price levels of one side, best first. A level is a set of orders: those of one value and, where the grid counts,
 * of one answer to whether the grid would take them without loss; those it would not come first.
 */
export interface Levels {
  readonly count: number;
  /** Value of each level, micro per kWh. */
  readonly value: Int32Array;
  /** Wh of each level. */
  readonly total: Float64Array;
  /** Where each level begins in {@link orders}; one entry more than levels. */
  readonly start: Int32Array;
  /** The orders, level by level. */
  readonly orders: Int32Array;
}

/**
 * The levels of a side. Orders that no counterparty can meet (a buyer below the cheapest a seller may be, a seller above
 * the dearest a buyer may be) stand in none; they could move neither a fill nor a price.
 * @param gridLast whether orders that could go to the grid without loss come after the others of their value.
 */
export function levelsOf(book: Book, side: number, terms: Terms, gridLast: boolean): Levels {
  const lowest = terms.floor + terms.sellFee;
  const highest = terms.ceiling - terms.buyFee;
  const keys = new Uint32Array(book.size);
  const orders = new Int32Array(book.size);
  let size = 0;
  for (let order = 0; order < book.size; order += 1) {
    if (book.side[order] !== side) {
      continue;
    }
    const value = valueOf(book, order, terms);
    if (value >= lowest && value <= highest) {
      const rank = side === BUY ? highest - value : value - lowest;
      const last = gridLast && book.grid[order] === 1 && reachesGrid(book, order, terms) ? 1 : 0;
      keys[size] = rank * 2 + last;
      orders[size] = order;
      size += 1;
    }
  }
  const ranked = keys.subarray(0, size);
  radixSort(ranked, orders.subarray(0, size));
  return group(book, ranked, orders.subarray(0, size), (rank) => (side === BUY ? highest - rank : lowest + rank));
}

function group(book: Book, keys: Uint32Array, orders: Int32Array, valueAt: (rank: number) => number): Levels {
  const size = keys.length;
  const value = new Int32Array(size);
  const total = new Float64Array(size);
  const start = new Int32Array(size + 1);
  let count = 0;
  for (let at = 0; at < size; at += 1) {
    const key = keys[at] ?? 0;
    if (at === 0 || key !== keys[at - 1]) {
      value[count] = valueAt(key >>> 1);
      start[count] = at;
      count += 1;
    }
    total[count - 1] = (total[count - 1] ?? 0) + (book.quantity[orders[at] ?? 0] ?? 0);
  }
  start[count] = size;
  return {
    count,
    value: value.subarray(0, count),
    total: total.subarray(0, count),
    start: start.subarray(0, count + 1),
    orders,
  };
}

/** The orders of one level. */
export function ordersAt(levels: Levels, level: number): Int32Array {
  return levels.orders.subarray(levels.start[level] ?? 0, levels.start[level + 1] ?? 0);
}
