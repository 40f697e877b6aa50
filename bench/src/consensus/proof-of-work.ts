// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../random.js';
import { delay, networkModel, type Instance } from './network-model.js';

/** Mean time between blocks, as in Bitcoin, milliseconds; the risk of a reversal that a recipient accepts. */
export const proofOfWork = { interval: 600_000, risk: 0.001, neighbours: 8 } as const;

/**
 * Confirmations after which an attacker with a share `q` of the work reverses a block with less than the accepted risk
 * (S. Nakamoto, "Bitcoin", 2008, section 11).
 */
export function confirmations(q: number): number {
  let depth = 1;
  while (reversalRisk(q, depth) >= proofOfWork.risk) {
    depth += 1;
  }
  return depth;
}

/** The chance to catch up from `depth` blocks behind. */
export function reversalRisk(q: number, depth: number): number {
  if (q === 0) {
    return 0;
  }
  const p = 1 - q;
  const lambda = (depth * q) / p;
  let kept = 1;
  let poisson = Math.exp(-lambda);
  for (let found = 0; found <= depth; found += 1) {
    kept -= poisson * (1 - (q / p) ** (depth - found));
    poisson *= lambda / (found + 1);
  }
  return kept;
}

interface Block {
  readonly height: number;
  readonly parent: number;
  readonly minedAt: number;
  readonly arrival: Float64Array;
}

/**
 * Honest nodes mine on the longest chain that they know, with equal power, while the faulty share mines apart; blocks
 * travel over a random graph with eight neighbours each. Latency is that until a block has its confirmations, messages
 * are announcements to neighbours and block transfers for one block of the longest chain.
 */
export function simulateProofOfWork(
  live: Uint8Array,
  blocks: number,
  random: Random,
): Instance & { readonly stale: number; readonly perBlock: number } {
  const honest = Int32Array.from(live.keys()).filter((node) => live[node] === 1);
  const share = honest.length / live.length;
  const graph = graphOf(honest.length, random);
  const genesis: Block = { height: 0, parent: -1, minedAt: 0, arrival: new Float64Array(honest.length) };
  const chain: Block[] = [genesis];
  let now = 0;
  for (let mined = 0; mined < blocks; mined += 1) {
    now += (-Math.log(1 - random()) * proofOfWork.interval) / share;
    const miner = Math.floor(random() * honest.length);
    const parent = bestKnown(chain, miner, now);
    const height = (chain[parent]?.height ?? 0) + 1;
    chain.push({ height, parent, minedAt: now, arrival: flood(graph, miner, now, random) });
  }
  const longest = Math.max(...chain.map(({ height }) => height));
  const needed = confirmations(1 - share);
  const perBlock = now / longest;
  const stale = 1 - longest / blocks;
  const reach = flood(graph, 0, 0, random);
  const spread = reach.reduce((sum, time) => sum + time, 0) / reach.length;
  return {
    messages: Math.round((live.length * proofOfWork.neighbours + live.length - 1) * (blocks / longest)),
    latency: needed * perBlock + spread,
    stale,
    perBlock,
  };
}

/** The highest block that a node knows at `now`, the first come first. */
function bestKnown(chain: readonly Block[], node: number, now: number): number {
  let best = 0;
  for (let index = chain.length - 1; index >= Math.max(0, chain.length - 20); index -= 1) {
    const block = chain[index] as Block;
    const than = chain[best] as Block;
    const arrived = block.arrival[node] ?? Infinity;
    const earlier = block.height === than.height && arrived < (than.arrival[node] ?? Infinity);
    if (arrived <= now && (block.height > than.height || earlier)) {
      best = index;
    }
  }
  return best;
}

/** Neighbours of each node: a ring, which holds the graph together, and random ones. */
function graphOf(nodes: number, random: Random): Int32Array {
  const graph = new Int32Array(nodes * proofOfWork.neighbours);
  for (let node = 0; node < nodes; node += 1) {
    for (let place = 0; place < proofOfWork.neighbours; place += 1) {
      graph[node * proofOfWork.neighbours + place] = place === 0 ? (node + 1) % nodes : Math.floor(random() * nodes);
    }
  }
  return graph;
}

/** When a block reaches each node, by breadth: the first neighbour that has it sends it. */
function flood(graph: Int32Array, from: number, at: number, random: Random): Float64Array {
  const nodes = graph.length / proofOfWork.neighbours;
  const arrival = new Float64Array(nodes).fill(Infinity);
  arrival[from] = at;
  let frontier = [from];
  while (frontier.length > 0) {
    const next: number[] = [];
    for (const node of frontier) {
      for (let place = 0; place < proofOfWork.neighbours; place += 1) {
        const to = graph[node * proofOfWork.neighbours + place] ?? 0;
        const time = (arrival[node] ?? at) + networkModel.batchTransfer + delay(random);
        if (arrival[to] === Infinity) {
          next.push(to);
        }
        arrival[to] = Math.min(arrival[to] ?? Infinity, time);
      }
    }
    frontier = next;
  }
  return arrival;
}
