// SPDX-License-Identifier: Apache-2.0

import { at } from '../column.js';
import type { FlowNetwork } from './flow-network.js';

/**
 * Sends flow along cheapest paths for as long as a path costs nothing or less, so that welfare is the largest and, among
 * such flows, volume too (successive shortest paths, Bellman-Ford). Changes the residuals.
 * @returns the flow sent, Wh.
 */
export function sendFlow(network: FlowNetwork): number {
  let sent = 0;
  for (;;) {
    const { distance, arrival } = shortestPaths(network);
    if ((distance[network.sink] ?? Infinity) > 0) {
      return sent;
    }
    sent += augment(network, arrival);
  }
}

/** Scans all arcs in their order until nothing gets strictly cheaper. */
function shortestPaths(network: FlowNetwork): { distance: Float64Array; arrival: Int32Array } {
  const { vertices, source, arcs, tail, head, cost, residual } = network;
  const distance = new Float64Array(vertices).fill(Infinity);
  const arrival = new Int32Array(vertices).fill(-1);
  distance[source] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (let arc = 0; arc < arcs; arc += 1) {
      const via = at(distance, at(tail, arc)) + at(cost, arc);
      const to = at(head, arc);
      if (at(residual, arc) > 0 && via < at(distance, to)) {
        distance[to] = via;
        arrival[to] = arc;
        changed = true;
      }
    }
  }
  return { distance, arrival };
}

/** Sends as much as the found path can carry. */
function augment({ source, sink, tail, residual }: FlowNetwork, arrival: Int32Array): number {
  const path: number[] = [];
  for (let vertex = sink; vertex !== source;) {
    const arc = at(arrival, vertex);
    path.push(arc);
    vertex = at(tail, arc);
  }
  const amount = path.reduce((least, arc) => Math.min(least, at(residual, arc)), Infinity);
  for (const arc of path) {
    residual[arc] = at(residual, arc) - amount;
    residual[arc ^ 1] = at(residual, arc ^ 1) + amount;
  }
  return amount;
}
