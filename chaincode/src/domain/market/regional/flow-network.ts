// SPDX-License-Identifier: Apache-2.0

import type { Region } from './region.js';

/**
 * The network of a minimum-cost flow. Arc 2k is what the region offers, arc 2k+1 undoes it at the opposite cost; arcs
 * stand in the order that decides between equal paths: nodes by id, each with asks rising and bids falling, then lines
 * by id, each in its own direction and then against it.
 */
export interface FlowNetwork {
  /** Number of vertices: a vertex per node, then {@link source} and {@link sink}. */
  readonly vertices: number;
  readonly source: number;
  readonly sink: number;
  /** Number of arcs, undoing ones counted. */
  readonly arcs: number;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly cost: Float64Array;
  /** What an arc can still carry; changes as flow is sent. */
  readonly residual: Float64Array;
}

/** The network of a region, without any flow. */
export function networkOf({ nodes, lines }: Region): FlowNetwork {
  const source = nodes.length;
  const sink = nodes.length + 1;
  const tail: number[] = [];
  const head: number[] = [];
  const cost: number[] = [];
  const residual: number[] = [];
  const add = (from: number, to: number, price: number, capacity: number): void => {
    tail.push(from, to);
    head.push(to, from);
    cost.push(price, 0 - price);
    residual.push(capacity, 0);
  };
  for (const [index, { asks, bids }] of nodes.entries()) {
    for (const { value, quantity } of asks) {
      add(source, index, value, quantity);
    }
    for (const { value, quantity } of bids) {
      add(index, sink, 0 - value, quantity);
    }
  }
  for (const { from, to, fee, capacity, reverseCapacity } of lines) {
    add(from, to, fee, capacity);
    add(to, from, fee, reverseCapacity);
  }
  return {
    vertices: nodes.length + 2,
    source,
    sink,
    arcs: tail.length,
    tail: Int32Array.from(tail),
    head: Int32Array.from(head),
    cost: Float64Array.from(cost),
    residual: Float64Array.from(residual),
  };
}

/** What an offered arc (numbered without the undoing ones) carries. */
export function flowOn(network: FlowNetwork, arc: number): number {
  return network.residual[2 * arc + 1] ?? 0;
}
