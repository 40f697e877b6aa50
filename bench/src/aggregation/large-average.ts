// SPDX-License-Identifier: Apache-2.0
import { fedAvg, type ClientUpdate, type RandomStream } from '@wattpass/fl-aggregator';
import { rounded } from './comparison.js';

const RUNS = 3;

/** FedAvg of many clients against a plain copy of as many bytes. */
export interface LargeAverage {
  readonly clients: number;
  readonly parameters: number;
  readonly milliseconds: number;
  /** Bytes of updates read per second. */
  readonly gigabytesPerSecond: number;
  readonly baseline: { readonly name: string; readonly gigabytesPerSecond: number };
  /** FedAvg's rate over the copy's: its share of the memory's bandwidth. */
  readonly ratioToBaseline: number;
}

/** Best of three for both. The copy reads and writes every byte, so it moves twice its length. */
export function largeAverage(clients: number, parameters: number, stream: RandomStream): LargeAverage {
  const pattern = Float64Array.from({ length: parameters }, () => stream.normal());
  const updates: ClientUpdate[] = Array.from({ length: clients }, (_, place) => ({
    clientId: String(place),
    examples: 1 + (place % 100),
    parameters: pattern.slice(),
  }));
  const bytes = clients * parameters * Float64Array.BYTES_PER_ELEMENT;
  const seconds = best(() => fedAvg(updates));
  const copied = copyRate(updates);
  const rate = bytes / seconds / 1e9;
  return {
    clients,
    parameters,
    milliseconds: rounded(seconds * 1000),
    gigabytesPerSecond: rounded(rate),
    baseline: { name: 'memory copy, read and written bytes', gigabytesPerSecond: rounded(copied) },
    ratioToBaseline: rounded(rate / copied),
  };
}

/** Copies half of the updates over the other half, so that no more memory is needed. */
function copyRate(updates: readonly ClientUpdate[]): number {
  const half = updates.length >> 1;
  const length = updates[0]?.parameters.length ?? 0;
  const seconds = best(() => {
    for (let place = 0; place < half; place += 1) {
      const [target, source] = [updates[place], updates[half + place]];
      if (target !== undefined && source !== undefined) {
        target.parameters.set(source.parameters);
      }
    }
  });
  return (2 * half * length * Float64Array.BYTES_PER_ELEMENT) / seconds / 1e9;
}

function best(act: () => unknown): number {
  let least = Infinity;
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    act();
    least = Math.min(least, performance.now() - started);
  }
  return least / 1000;
}
