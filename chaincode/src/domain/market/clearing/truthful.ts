// SPDX-License-Identifier: Apache-2.0

import { at } from '../column.js';
import { BUY, SELL, type Book, type Terms } from './book.js';
import { noAwards, type Awards } from './awards.js';
import { equalAwards } from './equal-awards.js';
import { product } from './exact.js';
import { levelsOf, ordersAt, type Levels } from './levels.js';
import { matchLevels } from './match-levels.js';
import { byTie, type TieKeys } from './tie-keys.js';

/**
 * Trade reduction for many units (Huang, Scheller-Wolf and Sycara 2002): the last buyer and the last seller that an
 * efficient match touches do not trade and set the prices of those before them; the long side is rationed to equal awards.
 * No misreport of a price pays at the true quantity. The difference of the two prices is surplus.
 */
export function truthful(book: Book, terms: Terms, ties: TieKeys): Awards {
  const buyers = levelsOf(book, BUY, terms, false);
  const sellers = levelsOf(book, SELL, terms, false);
  const { bought, sold } = matchLevels(buyers, sellers);
  const buying = before(book, buyers, bought, ties);
  const selling = before(book, sellers, sold, ties);
  const volume = Math.min(buying.total, selling.total);
  if (volume === 0) {
    return noAwards(book.size);
  }
  const fills = new Int32Array(book.size);
  equalAwards(buying.winners, book.quantity, volume, ties, fills);
  equalAwards(selling.winners, book.quantity, volume, ties, fills);
  const paid = buying.value + terms.buyFee;
  const received = selling.value - terms.sellFee;
  return {
    volume,
    fills,
    price: null,
    amountFor: (order) => product(fills[order] ?? 0, book.side[order] === BUY ? paid : received),
    surplus: product(volume, buying.value - selling.value),
  };
}

interface Reduced {
  /** Orders that come before the last one touched. */
  readonly winners: Int32Array;
  readonly total: number;
  /** Value of the last one touched, micro per kWh. */
  readonly value: number;
}

/** Drops the last order that the match touches, orders standing by value and then tie key; only its level is hashed. */
function before(book: Book, levels: Levels, filled: Float64Array, ties: TieKeys): Reduced {
  const open = filled.indexOf(0);
  const last = (open < 0 ? levels.count : open) - 1; // levels are filled best first
  if (last < 0) {
    return { winners: new Int32Array(0), total: 0, value: 0 };
  }
  const earlier = levels.orders.subarray(0, at(levels.start, last));
  const marginal = byTie(ordersAt(levels, last), ties);
  let total = levels.total.subarray(0, last).reduce((sum, each) => sum + each, 0);
  let rest = at(filled, last);
  let winning = 0;
  for (const order of marginal) {
    const quantity = at(book.quantity, order);
    if (quantity >= rest) {
      break;
    }
    rest -= quantity;
    total += quantity;
    winning += 1;
  }
  const winners = new Int32Array(earlier.length + winning);
  winners.set(earlier);
  winners.set(marginal.subarray(0, winning), earlier.length);
  return { winners, total, value: at(levels.value, last) };
}
