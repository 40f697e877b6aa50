// SPDX-License-Identifier: Apache-2.0

import { at } from '../column.js';
import type { Levels } from './levels.js';

/** Which levels meet, and how much of each is filled. */
export interface Match {
  /** Wh traded. */
  readonly volume: number;
  /** Wh filled of each buyers' level. */
  readonly bought: Float64Array;
  /** Wh filled of each sellers' level. */
  readonly sold: Float64Array;
  /** How many pairs of levels met. */
  readonly pairs: number;
  /** The buyers' level of each pair. */
  readonly buyer: Int32Array;
  /** The sellers' level of each pair; never falls. */
  readonly seller: Int32Array;
  /** Wh of each pair. */
  readonly amount: Float64Array;
}

/** Lets the best levels of both sides trade until none is left or the next buyers value it below the next sellers. */
export function matchLevels(buyers: Levels, sellers: Levels): Match {
  const room = buyers.count + sellers.count;
  const bought = new Float64Array(buyers.count);
  const sold = new Float64Array(sellers.count);
  const buyer = new Int32Array(room);
  const seller = new Int32Array(room);
  const amount = new Float64Array(room);
  let volume = 0;
  let pairs = 0;
  let i = 0;
  let j = 0;
  while (i < buyers.count && j < sellers.count && at(buyers.value, i) >= at(sellers.value, j)) {
    const wanted = at(buyers.total, i) - at(bought, i);
    const offered = at(sellers.total, j) - at(sold, j);
    const met = Math.min(wanted, offered);
    bought[i] = at(bought, i) + met;
    sold[j] = at(sold, j) + met;
    buyer[pairs] = i;
    seller[pairs] = j;
    amount[pairs] = met;
    pairs += 1;
    volume += met;
    i += met === wanted ? 1 : 0;
    j += met === offered ? 1 : 0;
  }
  return { volume, bought, sold, pairs, buyer, seller, amount };
}
