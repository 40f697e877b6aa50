// SPDX-License-Identifier: Apache-2.0

import { BUY, SELL, type Book, type Terms } from './book.js';
import { noAwards, type Awards } from './awards.js';
import { product } from './exact.js';
import { fillLevels } from './fill-levels.js';
import { levelsOf, type Levels } from './levels.js';
import { matchLevels } from './match-levels.js';
import type { TieKeys } from './tie-keys.js';

/**
 * One price for all, inside the interval in which supply meets demand: its lower end plus `kappa` millionths of its
 * width (Rustichini, Satterthwaite and Williams 1994 call it the k-double auction).
 */
export function uniform(book: Book, terms: Terms, ties: TieKeys, kappa: number): Awards {
  const buyers = levelsOf(book, BUY, terms, true);
  const sellers = levelsOf(book, SELL, terms, true);
  const { volume, bought, sold } = matchLevels(buyers, sellers);
  if (volume === 0) {
    return noAwards(book.size);
  }
  const fills = new Int32Array(book.size);
  fillLevels(book, buyers, bought, ties, fills);
  fillLevels(book, sellers, sold, ties, fills);
  const lastBuyer = lastFilled(bought);
  const lastSeller = lastFilled(sold);
  const low = Math.max(sellers.value[lastSeller] ?? 0, firstOpen(buyers, bought, lastBuyer) ?? -Infinity);
  const high = Math.min(buyers.value[lastBuyer] ?? 0, firstOpen(sellers, sold, lastSeller) ?? Infinity);
  const price = low + Math.floor(((high - low) * kappa) / 1_000_000);
  return { volume, fills, price, amountFor: atPrice(book, terms, fills, price), surplus: 0 };
}

/** What orders owe or are owed when all trade at one price. */
export function atPrice(book: Book, terms: Terms, fills: Int32Array, price: number): Awards['amountFor'] {
  const paid = price + terms.buyFee;
  const received = price - terms.sellFee;
  return (order) => product(fills[order] ?? 0, book.side[order] === BUY ? paid : received);
}

function lastFilled(filled: Float64Array): number {
  let last = -1;
  while (last + 1 < filled.length && (filled[last + 1] ?? 0) > 0) {
    last += 1;
  }
  return last;
}

/** The value of the first level that is not filled in full, where there is one. */
function firstOpen(levels: Levels, filled: Float64Array, last: number): number | undefined {
  return (filled[last] ?? 0) < (levels.total[last] ?? 0) ? levels.value[last] : levels.value[last + 1];
}
