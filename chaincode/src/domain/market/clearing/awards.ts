// SPDX-License-Identifier: Apache-2.0

import type { Exact } from './exact.js';

/** What a mechanism decides. Money is counted in thousandths of a micro: Wh times micro per kWh. */
export interface Awards {
  /** Wh traded between the orders of the book. */
  readonly volume: number;
  /** Wh of each order that another order of the book meets. */
  readonly fills: Int32Array;
  /** The one price before fees where the mechanism has one, micro per kWh; null also where nothing is traded. */
  readonly price: number | null;
  /** What a buyer owes or a seller is owed for its fill, thousandths of a micro, fees counted. */
  readonly amountFor: (order: number) => Exact;
  /** What the mechanism takes in beyond prices and fees, for the common fund; thousandths of a micro. */
  readonly surplus: Exact;
  /** Wh that each line carries between LEAGs, where there are lines. */
  readonly carried?: readonly number[];
}

/** Nothing traded. */
export function noAwards(size: number): Awards {
  return { volume: 0, fills: new Int32Array(size), price: null, amountFor: () => 0, surplus: 0 };
}
