// SPDX-License-Identifier: Apache-2.0
import type { AggregationCase } from './cases.js';
import type { FlowerAnswer } from './flower.js';
import { comparedRules, notInFlower, type ComparedRule } from './rules.js';

/** How far a rule is from its reference, and how fast. */
export interface RuleComparison {
  readonly reference: string;
  readonly cases: number;
  /** Largest difference of any case, relative to the largest magnitude of the reference's result. */
  readonly worstRelative: number;
  /** Results equal to the bit. */
  readonly identical: number;
  readonly milliseconds: number;
  readonly referenceMilliseconds: number;
  /** The reference's time over ours. */
  readonly ratioToBaseline: number;
}

/** Runs every rule over the cases and holds each result to Flower's. */
export function compared(cases: readonly AggregationCase[], answer: FlowerAnswer): Record<string, RuleComparison> {
  const names = Object.keys(comparedRules) as ComparedRule[];
  const tallies = new Map(names.map((name) => [name, { worst: 0, identical: 0, seconds: 0 }]));
  let offset = 0;
  for (const round of cases) {
    for (const name of names) {
      const started = performance.now();
      const result = comparedRules[name](round);
      const seconds = (performance.now() - started) / 1000;
      const difference = relativeDifference(result, answer.results.subarray(offset, offset + result.length));
      offset += result.length;
      const tally = tallies.get(name);
      if (tally !== undefined) {
        tally.worst = Math.max(tally.worst, difference);
        tally.identical += difference === 0 ? 1 : 0;
        tally.seconds += seconds;
      }
    }
  }
  return Object.fromEntries(
    [...tallies].map(([name, { worst, identical, seconds }]) => {
      const theirs = (answer.seconds[name] ?? []).reduce((sum, each) => sum + each, 0);
      return [
        name,
        {
          reference: notInFlower.includes(name) ? 'NumPy written for this benchmark' : `flwr ${answer.version}`,
          cases: cases.length,
          worstRelative: worst,
          identical,
          milliseconds: rounded(seconds * 1000),
          referenceMilliseconds: rounded(theirs * 1000),
          ratioToBaseline: rounded(theirs / seconds),
        },
      ];
    }),
  );
}

/** Four digits are enough for a time. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function relativeDifference(result: Float64Array, reference: Float64Array): number {
  let [worst, scale] = [0, 0];
  for (let place = 0; place < result.length; place += 1) {
    const [ours, theirs] = [result[place] ?? NaN, reference[place] ?? NaN];
    worst = Math.max(worst, Math.abs(ours - theirs));
    scale = Math.max(scale, Math.abs(theirs));
  }
  return worst === 0 ? 0 : worst / scale;
}
