// SPDX-License-Identifier: Apache-2.0
import { BUY, emptyBook, SELL, type Book, type Terms } from '@wattpass/chaincode/domain/market/clearing/book.js';

/** What the measured slots are cleared under: prices as in the recorded day-ahead data, micro per kWh. */
export const terms: Terms = { floor: 60_000, ceiling: 320_000, buyFee: 1_000, sellFee: 1_000 };

/** A book of this many orders, the same for the same size: half buy, limits and quantities uniform, a third ask for the grid. */
export function randomBook(size: number): Book {
  const book = emptyBook(size);
  const next = integers(size);
  for (let order = 0; order < size; order += 1) {
    book.side[order] = next(2) === 0 ? BUY : SELL;
    book.limit[order] = 50_000 + next(300_000);
    book.quantity[order] = 500 + next(19_501);
    book.grid[order] = next(3) === 0 ? 1 : 0;
  }
  return book;
}

/** The id of an order, as on the ledger 64 hex digits. */
export function orderId(order: number): string {
  return order.toString(16).padStart(64, '0');
}

/** Integers below a bound, drawn by xorshift from a seed. */
function integers(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
