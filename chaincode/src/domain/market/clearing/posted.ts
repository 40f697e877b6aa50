// SPDX-License-Identifier: Apache-2.0

import { BUY, SELL, type Book, type Terms } from './book.js';
import { noAwards, type Awards } from './awards.js';
import { proRata } from './pro-rata.js';
import type { TieKeys } from './tie-keys.js';
import { atPrice } from './uniform.js';
import { valueOf } from './value.js';

/**
 * All who accept a price that was posted before the slot opened trade at it: the short side in full, the long side pro rata.
 * @param price micro per kWh before fees, from floor plus seller's fee to ceiling less buyer's fee.
 */
export function posted(book: Book, terms: Terms, ties: TieKeys, price: number): Awards {
  const buyers = willing(book, BUY, (order) => valueOf(book, order, terms) >= price);
  const sellers = willing(book, SELL, (order) => valueOf(book, order, terms) <= price);
  const volume = Math.min(buyers.total, sellers.total);
  if (volume === 0) {
    return noAwards(book.size);
  }
  const fills = new Int32Array(book.size);
  for (const { orders, total } of [buyers, sellers]) {
    proRata(orders, book.quantity, total, volume, ties, fills);
  }
  return { volume, fills, price, amountFor: atPrice(book, terms, fills, price), surplus: 0 };
}

interface Pool {
  readonly orders: Int32Array;
  readonly total: number;
}

function willing(book: Book, side: number, accepts: (order: number) => boolean): Pool {
  const orders = new Int32Array(book.size);
  let size = 0;
  let total = 0;
  for (let order = 0; order < book.size; order += 1) {
    if (book.side[order] === side && accepts(order)) {
      orders[size] = order;
      size += 1;
      total += book.quantity[order] ?? 0;
    }
  }
  return { orders: orders.subarray(0, size), total };
}
