// SPDX-License-Identifier: Apache-2.0

/** The side of an order in {@link Book}: its owner buys energy. */
export const BUY = 0;
/** The side of an order in {@link Book}: its owner sells energy. */
export const SELL = 1;

/**
 * The closed order book of one slot, an order per index, in columns. A set: no result depends on the order of the indices.
 */
export interface Book {
  /** How many orders. */
  readonly size: number;
  /** {@link BUY} or {@link SELL}. */
  readonly side: Uint8Array;
  /** Wh, 1 to 2^31-1. */
  readonly quantity: Int32Array;
  /** The worst all-in price the owner accepts, micro per kWh, 0 to 10^9. */
  readonly limit: Int32Array;
  /** 1 where the owner wants the grid to take what is left. */
  readonly grid: Uint8Array;
  /** In regional clearing: which LEAG each order was placed with. */
  readonly node?: Int32Array;
}

/** What holds for all orders of a slot. Prices and fees are micro per kWh; 0 <= floor <= ceiling <= 10^9. */
export interface Terms {
  /** The grid buys at this price. */
  readonly floor: number;
  /** The grid sells at this price. */
  readonly ceiling: number;
  /** What a buyer pays to its LEAG on top of the price. */
  readonly buyFee: number;
  /** What a seller gives to its LEAG out of the price. */
  readonly sellFee: number;
}

/** An empty book with room for `size` orders. */
export function emptyBook(size: number): Book {
  return {
    size,
    side: new Uint8Array(size),
    quantity: new Int32Array(size),
    limit: new Int32Array(size),
    grid: new Uint8Array(size),
  };
}
