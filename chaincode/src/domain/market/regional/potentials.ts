// SPDX-License-Identifier: Apache-2.0

import { at } from '../column.js';
import type { FlowNetwork } from './flow-network.js';

/**
 * The price of every node, micro per kWh, read off a finished flow: with source and sink as one vertex of price 0, the
 * highest price a node can have is its distance from there, the lowest the negative of its distance to there, both over
 * what arcs can still carry; the price is the middle, rounded down. Where no path exists the bound is one that no order
 * comes near, so that prices stay consistent along lines.
 */
export function potentialsOf(network: FlowNetwork): Float64Array {
  const nodes = network.vertices - 2;
  const highest = distances(network, network.tail, network.head);
  const lowest = distances(network, network.head, network.tail);
  const potentials = new Float64Array(nodes);
  for (let node = 0; node < nodes; node += 1) {
    potentials[node] = Math.floor((at(highest, node) - at(lowest, node)) / 2);
  }
  return potentials;
}

/** Distances from the joint vertex; with the ends of all arcs exchanged, to it. */
function distances(network: FlowNetwork, from: Int32Array, to: Int32Array): Float64Array {
  const { vertices, source, arcs, cost, residual } = network;
  const joint = (vertex: number): number => Math.min(vertex, source); // source and sink are the two last
  const distance = new Float64Array(vertices).fill(farAway(network));
  distance[source] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (let arc = 0; arc < arcs; arc += 1) {
      const via = at(distance, joint(at(from, arc))) + at(cost, arc);
      const end = joint(at(to, arc));
      if (at(residual, arc) > 0 && via < at(distance, end)) {
        distance[end] = via;
        changed = true;
      }
    }
  }
  return distance;
}

/** More than any path can cost. */
function farAway({ vertices, cost }: FlowNetwork): number {
  return cost.reduce((most, each) => Math.max(most, Math.abs(each)), 1) * (vertices + 1);
}
