// SPDX-License-Identifier: Apache-2.0
import { BUY, emptyBook, SELL, type Book, type Terms } from '@wattpass/chaincode/domain/market/clearing/book.js';
import type { Mechanism } from '@wattpass/chaincode/domain/market/clearing/mechanism.js';
import { sha256Hex } from '@wattpass/chaincode/domain';

/** An order as a test writes it. */
export interface Placed {
  readonly id: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly limit: number;
  readonly grid: boolean;
}

/** The book of these orders, in this order. */
export function bookOf(orders: readonly Placed[]): Book {
  const book = emptyBook(orders.length);
  for (const [index, { side, quantity, limit, grid }] of orders.entries()) {
    book.side[index] = side === 'buy' ? BUY : SELL;
    book.quantity[index] = quantity;
    book.limit[index] = limit;
    book.grid[index] = grid ? 1 : 0;
  }
  return book;
}

/** Tie keys that depend on an order's id alone. */
export function tiesOf(orders: readonly Placed[]): (order: number) => string {
  return (order) => sha256Hex(orders[order]!.id);
}

/** Terms and orders of one random slot. */
export interface RandomSlot {
  readonly terms: Terms;
  readonly orders: readonly Placed[];
}

/**
 * A small slot full of what is hard: equal limits, limits outside floor and ceiling, fees wider than the spread, one
 * side only, equal quantities.
 */
export function randomSlot(random: (below: number) => number): RandomSlot {
  const floor = random(20);
  const terms = { floor, ceiling: floor + random(25), buyFee: random(3), sellFee: random(3) };
  const prices = 1 + random(50);
  const quantities = random(4) === 0 ? 1 : 3000;
  const count = random(14);
  const oneSided = random(10) === 0;
  const orders = Array.from({ length: count }, (_, index): Placed => ({
    id: `order ${index}`,
    side: oneSided || random(2) === 0 ? 'buy' : 'sell',
    quantity: 500 + random(quantities),
    limit: random(prices),
    grid: random(3) === 0,
  }));
  return { terms, orders };
}

/** One mechanism of each kind that these terms allow. */
export function mechanismsFor(terms: Terms, random: (below: number) => number): Mechanism[] {
  const lowest = terms.floor + terms.sellFee;
  const width = terms.ceiling - terms.buyFee - lowest;
  return [
    { kind: 'uniform', kappa: random(1_000_001) },
    { kind: 'pay-as-bid' },
    { kind: 'truthful' },
    ...(width >= 0 ? [{ kind: 'posted', price: lowest + random(width + 1) } as const] : []),
  ];
}
