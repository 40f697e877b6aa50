// SPDX-License-Identifier: Apache-2.0

import { BUY, type Book, type Terms } from './book.js';

/**
 * What an order is worth to the market, micro per kWh before fees: a buyer's limit, at most the ceiling, less its fee; a
 * seller's limit, at least the floor, plus its fee. So all-in prices leave neither [floor, ceiling] nor the limit.
 */
export function valueOf(book: Book, order: number, terms: Terms): number {
  const limit = book.limit[order] ?? 0;
  return book.side[order] === BUY
    ? Math.min(limit, terms.ceiling) - terms.buyFee
    : Math.max(limit, terms.floor) + terms.sellFee;
}

/** Whether an order loses nothing by trading with the grid: a buyer that would pay the ceiling, a seller content with the floor. */
export function reachesGrid(book: Book, order: number, terms: Terms): boolean {
  const limit = book.limit[order] ?? 0;
  return book.side[order] === BUY ? limit >= terms.ceiling : limit <= terms.floor;
}
