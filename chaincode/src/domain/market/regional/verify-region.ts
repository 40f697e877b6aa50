// SPDX-License-Identifier: Apache-2.0

import type { LineResult, NodeResult, OpenLevel, Region, RegionLine, RegionNode, RegionResult } from './region.js';

/**
 * Checks a regional result without solving anything, in one pass over levels and lines: energy is conserved at every node,
 * nothing exceeds its bounds, and flows and potentials are complementary, which proves that no result has more welfare.
 * @returns what is wrong, or undefined.
 */
export function faultIn(region: Region, result: RegionResult): string | undefined {
  return faultInNodes(region, result) ?? faultInLines(region, result) ?? leakIn(region, result);
}

function faultInNodes({ nodes }: Region, result: RegionResult): string | undefined {
  for (const [index, node] of nodes.entries()) {
    const found = result.nodes[index];
    if (found === undefined || !answersAll(node, found)) {
      return `node ${node.id} does not answer every level`;
    }
    if (!nodeHolds(node, found)) {
      return `node ${node.id}: a level's trade or the price does not fit the potential`;
    }
  }
  return undefined;
}

function faultInLines({ lines }: Region, result: RegionResult): string | undefined {
  const wrong = lines.find((line, index) => {
    const carried = result.lines[index];
    return carried === undefined || !lineHolds(line, carried, result);
  });
  return wrong && `line ${wrong.id}: its flow does not fit the potentials at its ends`;
}

function leakIn({ nodes, lines }: Region, result: RegionResult): string | undefined {
  const surplus = result.nodes.map(({ sold, bought }) => total(sold) - total(bought));
  for (const [index, { from, to }] of lines.entries()) {
    const { forward, reverse } = result.lines[index] ?? { forward: 0, reverse: 0 };
    surplus[from] = (surplus[from] ?? 0) - forward + reverse;
    surplus[to] = (surplus[to] ?? 0) + forward - reverse;
  }
  const leaking = surplus.findIndex((rest) => rest !== 0);
  return leaking < 0 ? undefined : `node ${nodes[leaking]?.id ?? ''} does not conserve energy`;
}

function answersAll({ asks, bids }: RegionNode, { sold, bought }: NodeResult): boolean {
  return sold.length === asks.length && bought.length === bids.length;
}

function nodeHolds({ asks, bids, floor, ceiling }: RegionNode, found: NodeResult): boolean {
  return (
    levelsHold(asks, found.sold, found, 1) &&
    levelsHold(bids, found.bought, found, -1) &&
    found.price === Math.max(floor, Math.min(ceiling, found.potential))
  );
}

/** Traded levels accept the price, and levels not traded in full do not gain by more; `sign` is 1 for asks, -1 for bids. */
function levelsHold(
  levels: readonly OpenLevel[],
  traded: readonly number[],
  { potential }: NodeResult,
  sign: 1 | -1,
): boolean {
  return levels.every(({ value, quantity }, index) =>
    complementary(traded[index] ?? 0, quantity, (potential - value) * sign),
  );
}

function lineHolds(line: RegionLine, { forward, reverse }: LineResult, { nodes }: RegionResult): boolean {
  const difference = (nodes[line.to]?.potential ?? 0) - (nodes[line.from]?.potential ?? 0);
  return (
    complementary(forward, line.capacity, difference - line.fee) &&
    complementary(reverse, line.reverseCapacity, 0 - difference - line.fee)
  );
}

/** `flow` in [0, capacity]; some only where it does not lose, less than all only where it does not gain. */
function complementary(flow: number, capacity: number, gain: number): boolean {
  return flow >= 0 && flow <= capacity && (flow === 0 || gain >= 0) && (flow === capacity || gain <= 0);
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((all, each) => all + each, 0);
}
