// SPDX-License-Identifier: Apache-2.0

import { flowOn, networkOf } from './flow-network.js';
import { potentialsOf } from './potentials.js';
import type { NodeResult, Region, RegionResult } from './region.js';
import { sendFlow } from './send-flow.js';

/**
 * Lets LEAGs trade what their own clearing left, over lines with capacities and fees: the most welfare, then the most
 * volume. Where several flows reach both, the arcs' order decides; this procedure's output is the result.
 */
export function clearRegion(region: Region): RegionResult {
  const network = networkOf(region);
  const volume = sendFlow(network);
  const potentials = potentialsOf(network);
  let arc = 0;
  const next = (): number => {
    const flow = flowOn(network, arc);
    arc += 1;
    return flow;
  };
  const nodes = region.nodes.map(({ asks, bids, floor, ceiling }, index): NodeResult => {
    const potential = potentials[index] ?? 0;
    return {
      sold: asks.map(next),
      bought: bids.map(next),
      potential,
      price: Math.max(floor, Math.min(ceiling, potential)),
    };
  });
  const lines = region.lines.map(() => ({ forward: next(), reverse: next() }));
  return { volume, nodes, lines };
}
