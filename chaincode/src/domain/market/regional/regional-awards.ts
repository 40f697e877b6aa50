// SPDX-License-Identifier: Apache-2.0

import type { Awards } from '../clearing/awards.js';
import { BUY, type Book, type Terms } from '../clearing/book.js';
import { product } from '../clearing/exact.js';
import { proRata } from '../clearing/pro-rata.js';
import type { TieKeys } from '../clearing/tie-keys.js';
import { valueOf } from '../clearing/value.js';
import { clearRegion } from './clear-region.js';
import type { Region, RegionLine } from './region.js';
import { rentsOf } from './rents.js';

/** Orders of one LEAG, side and value. */
interface Level {
  readonly value: number;
  readonly orders: number[];
  quantity: number;
}

interface Levels {
  readonly asks: readonly Level[];
  readonly bids: readonly Level[];
}

/**
 * Finds what orders of several LEAGs trade over lines: levels by {@link clearRegion}, inside a level pro rata. Everybody pays
 * the price of its own LEAG. What importing LEAGs pay more than exporting ones get is the surplus, wheeling fees counted.
 * @param nodes ids of the LEAGs, sorted; {@link Book.node} points into it.
 * @returns the awards with the Wh that each line carries, both ways together.
 */
export function regionalAwards(
  book: Book,
  terms: Terms,
  ties: TieKeys,
  { nodes, lines }: { readonly nodes: readonly string[]; readonly lines: readonly RegionLine[] },
): Awards {
  const levels = nodes.map((_, node) => levelsOf(book, terms, node));
  const { floor, ceiling } = terms;
  const region: Region = {
    nodes: nodes.map((id, node) => ({ id, floor, ceiling, ...(levels[node] ?? { asks: [], bids: [] }) })),
    lines,
  };
  const result = clearRegion(region);
  const fills = new Int32Array(book.size);
  for (const [node, { sold, bought }] of result.nodes.entries()) {
    share(book, levels[node]?.asks ?? [], sold, ties, fills);
    share(book, levels[node]?.bids ?? [], bought, ties, fills);
  }
  const rents = rentsOf(region, result);
  const priceFor = (order: number): number => result.nodes[book.node?.[order] ?? 0]?.price ?? 0;
  return {
    volume: result.volume,
    fills,
    price: null,
    amountFor: (order) => {
      const fee = book.side[order] === BUY ? terms.buyFee : -terms.sellFee;
      return product(fills[order] ?? 0, priceFor(order) + fee);
    },
    surplus: rents.lines.reduce((sum, each) => sum + each, rents.common),
    carried: result.lines.map(({ forward, reverse }) => forward + reverse),
  };
}

function levelsOf(book: Book, terms: Terms, node: number): Levels {
  const asks = new Map<number, Level>();
  const bids = new Map<number, Level>();
  for (let order = 0; order < book.size; order += 1) {
    if (book.node?.[order] === node) {
      const side = book.side[order] === BUY ? bids : asks;
      const value = valueOf(book, order, terms);
      const level = side.get(value) ?? { value, orders: [], quantity: 0 };
      level.orders.push(order);
      level.quantity += book.quantity[order] ?? 0;
      side.set(value, level);
    }
  }
  return {
    asks: [...asks.values()].sort((left, right) => left.value - right.value),
    bids: [...bids.values()].sort((left, right) => right.value - left.value),
  };
}

function share(
  book: Book,
  levels: readonly Level[],
  traded: readonly number[],
  ties: TieKeys,
  fills: Int32Array,
): void {
  for (const [index, { orders, quantity }] of levels.entries()) {
    proRata(Int32Array.from(orders), book.quantity, quantity, traded[index] ?? 0, ties, fills);
  }
}
