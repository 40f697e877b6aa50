// SPDX-License-Identifier: Apache-2.0

import { BUY, SELL, type Book, type Terms } from './book.js';
import { noAwards, type Awards } from './awards.js';
import { product, sum, type Exact } from './exact.js';
import { fillLevels } from './fill-levels.js';
import { levelsOf, ordersAt, type Levels } from './levels.js';
import { matchLevels, type Match } from './match-levels.js';
import type { TieKeys } from './tie-keys.js';
import { valueOf } from './value.js';

/** Buyers pay what they value it at; what a level of buyers pays goes to the level of sellers it meets, shared by fill. */
export function payAsBid(book: Book, terms: Terms, ties: TieKeys): Awards {
  const buyers = levelsOf(book, BUY, terms, true);
  const sellers = levelsOf(book, SELL, terms, true);
  const match = matchLevels(buyers, sellers);
  if (match.volume === 0) {
    return noAwards(book.size);
  }
  const fills = new Int32Array(book.size);
  fillLevels(book, buyers, match.bought, ties, fills);
  fillLevels(book, sellers, match.sold, ties, fills);
  const levelOf = levelByOrder(book, sellers);
  const revenues = revenuesOf(buyers, sellers, match);
  const amountFor = (order: number): Exact => {
    const fill = fills[order] ?? 0;
    if (book.side[order] === BUY || fill === 0) {
      return fill === 0 ? 0 : product(fill, valueOf(book, order, terms) + terms.buyFee);
    }
    const level = levelOf[order] ?? 0;
    const share = shareOf(revenues[level] ?? 0, fill, match.sold[level] ?? 1);
    return sum(share, product(fill, -terms.sellFee));
  };
  return { volume: match.volume, fills, price: null, amountFor, surplus: 0 };
}

/** What the buyers that each sellers' level meets pay it, before fees. */
function revenuesOf(buyers: Levels, sellers: Levels, match: Match): Exact[] {
  const revenues = new Array<Exact>(sellers.count).fill(0);
  for (let pair = 0; pair < match.pairs; pair += 1) {
    const level = match.seller[pair] ?? 0;
    const paid = product(match.amount[pair] ?? 0, buyers.value[match.buyer[pair] ?? 0] ?? 0);
    revenues[level] = sum(revenues[level] ?? 0, paid);
  }
  return revenues;
}

/** `revenue * fill / total`, rounded down. */
function shareOf(revenue: Exact, fill: number, total: number): Exact {
  if (typeof revenue === 'number') {
    const quick = revenue * fill;
    if (Number.isSafeInteger(quick)) {
      return Math.floor((quick - (quick % total)) / total);
    }
  }
  return normal((BigInt(revenue) * BigInt(fill)) / BigInt(total));
}

function normal(value: bigint): Exact {
  const quick = Number(value);
  return Number.isSafeInteger(quick) ? quick : value;
}

function levelByOrder(book: Book, levels: Levels): Int32Array {
  const levelOf = new Int32Array(book.size);
  for (let level = 0; level < levels.count; level += 1) {
    for (const order of ordersAt(levels, level)) {
      levelOf[order] = level;
    }
  }
  return levelOf;
}
