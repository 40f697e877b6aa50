// SPDX-License-Identifier: Apache-2.0

import type { Region, RegionResult } from './region.js';

/** Who gets what importing LEAGs pay more than exporting ones receive; thousandths of a micro. */
export interface Rents {
  /** What each line's owner gets for what it carried. */
  readonly lines: readonly bigint[];
  /** The rest, for the common fund; never negative. */
  readonly common: bigint;
}

/**
 * Shares the difference between nodes' prices: a line's owner gets its fee, the common fund the rest. The rest is counted
 * over all nodes and not line by line, because a price that floor or ceiling holds back at a node where energy only
 * passes would make one line's difference negative and another's too large.
 */
export function rentsOf(region: Region, result: RegionResult): Rents {
  const lines = region.lines.map(({ fee }, index) => {
    const { forward, reverse } = result.lines[index] ?? { forward: 0, reverse: 0 };
    return BigInt(fee) * BigInt(forward + reverse);
  });
  const difference = result.nodes.reduce((all, { price, sold, bought }) => {
    const net = [...bought].reduce((sum, each) => sum + each, 0) - sold.reduce((sum, each) => sum + each, 0);
    return all + BigInt(price) * BigInt(net);
  }, 0n);
  return { lines, common: difference - lines.reduce((all, each) => all + each, 0n) };
}
