// SPDX-License-Identifier: Apache-2.0

import { BUY, type Book, type Terms } from './book.js';
import { floorDivide, product } from './exact.js';
import { proRata } from './pro-rata.js';
import type { TieKeys } from './tie-keys.js';
import { reachesGrid } from './value.js';

/** What the grid takes of a slot's orders, and whether an order goes there unasked. */
export interface GridTerms {
  /** What the grid can pay at most in this slot, micro. */
  readonly float: number;
  /** Whether every order that the grid serves without loss goes to it, asked or not. */
  readonly implied: boolean;
}

/**
 * The Wh of each order that the grid takes after trading: the rest of an order whose owner asked for it and accepts the
 * grid's price. Where the float is too small for all that sellers have left, they share what it can buy, pro rata.
 */
export function gridRemainder(book: Book, terms: Terms, grid: GridTerms, fills: Int32Array, ties: TieKeys): Int32Array {
  const rests = new Int32Array(book.size);
  const selling = new Int32Array(book.size);
  let sellers = 0;
  let offered = 0;
  for (let order = 0; order < book.size; order += 1) {
    if ((grid.implied || book.grid[order] === 1) && reachesGrid(book, order, terms)) {
      const rest = (book.quantity[order] ?? 0) - (fills[order] ?? 0);
      rests[order] = rest;
      if (book.side[order] !== BUY) {
        selling[sellers] = order;
        sellers += 1;
        offered += rest;
      }
    }
  }
  const affordable = terms.floor === 0 ? offered : floorDivide(product(grid.float, 1000), terms.floor);
  if (affordable < offered) {
    const orders = selling.subarray(0, sellers);
    proRata(orders, Int32Array.from(rests), offered, affordable, ties, rests);
  }
  return rests;
}
