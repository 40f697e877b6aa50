// SPDX-License-Identifier: Apache-2.0

import type { Awards } from './awards.js';
import { BUY, type Book, type Terms } from './book.js';
import { ceilDivide, floorDivide, product, sum, type Exact } from './exact.js';

/** Who pays and who gets what, micro. What is paid equals what is received, to the unit. */
export interface MoneyLines {
  /** What each buyer pays, or each seller gets. */
  readonly amounts: Float64Array;
  readonly paid: bigint;
  readonly received: bigint;
  /** What the grid gets for the Wh it sells. */
  readonly gridReceived: bigint;
  /** What the grid pays for the Wh it buys. */
  readonly gridPaid: bigint;
  /** The mechanism's surplus, for the common fund. */
  readonly surplus: bigint;
  /** Fees and roundings, for the LEAG: what is left, never negative. */
  readonly fees: bigint;
}

/** Prices are micro per kWh and quantities Wh, so that a product is a thousand times the money. */
const WH_PER_KWH = 1000;

/**
 * Turns awards into money, rounding once per order: up for who pays, down for who gets.
 * @param grid Wh of each order that the grid takes.
 */
export function moneyLines(book: Book, terms: Terms, awards: Awards, grid: Int32Array): MoneyLines {
  const amounts = new Float64Array(book.size);
  const paid = new Total();
  const received = new Total();
  let gridSold: Exact = 0;
  let gridBought: Exact = 0;
  for (let order = 0; order < book.size; order += 1) {
    const rest = grid[order] ?? 0;
    const due = awards.amountFor(order);
    if (book.side[order] === BUY) {
      const amount = ceilDivide(rest === 0 ? due : sum(due, product(rest, terms.ceiling)), WH_PER_KWH);
      amounts[order] = amount;
      paid.add(amount);
      gridSold = sum(gridSold, rest);
    } else {
      const amount = floorDivide(rest === 0 ? due : sum(due, product(rest, terms.floor)), WH_PER_KWH);
      amounts[order] = amount;
      received.add(amount);
      gridBought = sum(gridBought, rest);
    }
  }
  const gridReceived = (BigInt(gridSold) * BigInt(terms.ceiling)) / 1000n;
  const gridPaid = (BigInt(gridBought) * BigInt(terms.floor) + 999n) / 1000n;
  const surplus = BigInt(awards.surplus) / 1000n;
  const fees = paid.value + gridPaid - received.value - gridReceived - surplus;
  return { amounts, paid: paid.value, received: received.value, gridReceived, gridPaid, surplus, fees };
}

/** A sum of safe integers, in numbers for as long as that is exact. */
class Total {
  #settled = 0n;
  #running = 0;

  add(amount: number): void {
    const next = this.#running + amount;
    if (Number.isSafeInteger(next)) {
      this.#running = next;
    } else {
      this.#settled += BigInt(this.#running);
      this.#running = amount;
    }
  }

  get value(): bigint {
    return this.#settled + BigInt(this.#running);
  }
}
