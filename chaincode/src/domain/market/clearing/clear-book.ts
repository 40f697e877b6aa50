// SPDX-License-Identifier: Apache-2.0

import type { Awards } from './awards.js';
import type { Book, Terms } from './book.js';
import { gridRemainder } from './grid-remainder.js';
import { award, type Mechanism } from './mechanism.js';
import { moneyLines, type MoneyLines } from './money-lines.js';
import type { TieKeys } from './tie-keys.js';

/** What a slot's closed book is cleared under. */
export interface ClearingRules extends Terms {
  readonly mechanism: Mechanism;
  /** What the grid can pay at most in this slot, micro. */
  readonly gridFloat: number;
}

/** The whole result of a slot. */
export interface Clearing {
  readonly awards: Awards;
  /** Wh of each order that the grid takes. */
  readonly grid: Int32Array;
  readonly money: MoneyLines;
}

/**
 * Clears a closed book: trades, what the grid takes of the rest, and money. Pure: contract, attesters and benchmarks call
 * this one function and must get the same to the unit, in whatever order the book holds its orders.
 */
export function clearBook(book: Book, rules: ClearingRules, ties: TieKeys): Clearing {
  const awards = award(book, rules, rules.mechanism, ties);
  return settleAwards(book, rules, awards, ties);
}

/** The second half of {@link clearBook}, for awards to which trades with other LEAGs may have been added. */
export function settleAwards(book: Book, rules: ClearingRules, awards: Awards, ties: TieKeys): Clearing {
  // without this, a clamped order that loses to a tie would gain by stating the flag
  const terms = { float: rules.gridFloat, implied: rules.mechanism.kind === 'truthful' };
  const grid = gridRemainder(book, rules, terms, awards.fills, ties);
  return { awards, grid, money: moneyLines(book, rules, awards, grid) };
}
