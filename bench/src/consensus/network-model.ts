// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../random.js';

/** What all protocols have in common. Times in milliseconds. */
export const networkModel = {
  /** Delay between two nodes: log-normal, so that few pairs are slow. */
  medianDelay: 40,
  delaySpread: 0.5,
  /** A node checks one message's signature after the other. */
  check: 0.1,
  /** A node sends one vote after the other: 200 bytes at 100 Mbit/s. */
  send: 0.016,
  /** A batch of 500 transactions, 250 kB at 100 Mbit/s, is passed on to eight nodes at a time. */
  batch: 500,
  batchTransfer: 20,
  fanout: 8,
  /** Re-running the batch: a clearing. */
  execute: 100,
  /** Silence is given up on after this time; it doubles from one leader to the next. */
  timeout: 2_000,
} as const;

/** One delay between two nodes. */
export function delay(random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return networkModel.medianDelay * Math.exp(networkModel.delaySpread * normal);
}

/**
 * When a batch that `from` sends at `at` has reached each live node, along a random tree over the live ones; NaN for the
 * others. It takes one message for each other node, silent ones included.
 */
export function disseminate(live: Uint8Array, from: number, at: number, random: Random): Float64Array {
  const arrival = new Float64Array(live.length).fill(NaN);
  const order = Int32Array.from(live.keys()).filter((node) => live[node] === 1 && node !== from);
  for (let last = order.length - 1; last > 0; last -= 1) {
    const pick = Math.floor(random() * (last + 1));
    [order[last], order[pick]] = [order[pick] ?? 0, order[last] ?? 0];
  }
  arrival[from] = at;
  for (const [place, node] of order.entries()) {
    const parent = place < networkModel.fanout ? from : (order[Math.floor(place / networkModel.fanout) - 1] ?? from);
    const turn = (place % networkModel.fanout) + 1;
    arrival[node] = (arrival[parent] ?? at) + turn * networkModel.batchTransfer + delay(random);
  }
  return arrival;
}

/** Which nodes are live when `faulty` of them, drawn at random, are silent. */
export function drawLive(nodes: number, faulty: number, random: Random): Uint8Array {
  const live = new Uint8Array(nodes).fill(1);
  for (let left = faulty; left > 0;) {
    const node = Math.floor(random() * nodes);
    if (live[node] === 1) {
      live[node] = 0;
      left -= 1;
    }
  }
  return live;
}

/** When a node that checks messages one by one has checked the `count`-th of them; infinite where fewer come. */
export function checkedBy(arrivals: Float64Array, count: number): number {
  const sorted = arrivals.filter((time) => !Number.isNaN(time)).sort();
  if (sorted.length < count) {
    return Infinity;
  }
  let free = 0;
  for (let index = 0; index < count; index += 1) {
    free = Math.max(free, sorted[index] ?? 0) + networkModel.check;
  }
  return free;
}

/** What one instance of a protocol came to. */
export interface Instance {
  readonly messages: number;
  /** Until two thirds of the live nodes know that the batch is final. */
  readonly latency: number;
}

/** The value that two thirds of the values do not exceed. */
export function twoThirds(values: Float64Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted[Math.ceil((2 * sorted.length) / 3) - 1] ?? Infinity;
}
