// SPDX-License-Identifier: Apache-2.0
import type { RandomStream } from '@wattpass/fl-aggregator';
import { generatedUpdates, type AggregationCase } from './cases.js';
import { rounded } from './comparison.js';
import { comparedRules, type ComparedRule } from './rules.js';

/** How a rule's time grows. */
export interface Growth {
  /** Milliseconds at the stated sizes. */
  readonly byClients: Readonly<Record<number, number>>;
  readonly byParameters: Readonly<Record<number, number>>;
  /** Slope of log time over log size: 1 is linear, 2 quadratic. */
  readonly exponentOfClients: number;
  readonly exponentOfParameters: number;
}

const CLIENTS = [25, 50, 100, 200];
const PARAMETERS = [2_500, 5_000, 10_000, 20_000];
const FIXED = { clients: 50, parameters: 4_000 };

/** Times every rule while one size doubles and the other stays: 50 clients, 4,000 parameters. */
export function growthOf(stream: RandomStream): Record<string, Growth> {
  const names = Object.keys(comparedRules) as ComparedRule[];
  const byClients = timed(names, CLIENTS, (size) => round(size, FIXED.parameters, stream));
  const byParameters = timed(names, PARAMETERS, (size) => round(FIXED.clients, size, stream));
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        byClients: byClients[name] ?? {},
        byParameters: byParameters[name] ?? {},
        exponentOfClients: slope(byClients[name] ?? {}),
        exponentOfParameters: slope(byParameters[name] ?? {}),
      },
    ]),
  );
}

function round(clients: number, parameters: number, stream: RandomStream): AggregationCase {
  const faulty = Math.floor(clients / 5);
  return { updates: generatedUpdates(clients, parameters, faulty, stream), faulty, keep: clients - faulty, share: 0.2 };
}

/** The best of three runs each. */
function timed(
  names: readonly ComparedRule[],
  sizes: readonly number[],
  make: (size: number) => AggregationCase,
): Record<string, Record<number, number>> {
  const times: Record<string, Record<number, number>> = Object.fromEntries(names.map((name) => [name, {}]));
  for (const size of sizes) {
    const input = make(size);
    for (const name of names) {
      let best = Infinity;
      for (let run = 0; run < 3; run += 1) {
        const started = performance.now();
        comparedRules[name](input);
        best = Math.min(best, performance.now() - started);
      }
      (times[name] ??= {})[size] = rounded(best);
    }
  }
  return times;
}

/** Least squares of log time over log size. */
function slope(times: Readonly<Record<number, number>>): number {
  const points = Object.entries(times).map(([size, time]) => [Math.log(Number(size)), Math.log(time)] as const);
  const mean = (pick: 0 | 1): number => points.reduce((sum, point) => sum + point[pick], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const across = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return rounded(points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / across);
}
