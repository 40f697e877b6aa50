// SPDX-License-Identifier: Apache-2.0
import { randomStream } from '@wattpass/fl-aggregator';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, wholeNumber } from '../flags.js';
import { generatedCases, type AggregationCase } from './cases.js';
import { compared, rounded } from './comparison.js';
import { askFlower, flowerPython, FlowerMissing, type FlowerAnswer } from './flower.js';
import { growthOf } from './growth.js';
import { largeAverage } from './large-average.js';

/** What counts as the same result before quantising. */
const TOLERANCE = 1e-12;

/** `npm run bench -- aggregation`. */
export const aggregationBenchmark: Benchmark = {
  usage: '[--cases N] [--clients N] [--parameters N] [--seed N]',
  run: (args) => {
    const flags = parseFlags(args, {
      cases: { type: 'string', default: '1000' },
      clients: { type: 'string', default: '1000' },
      parameters: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
    });
    return measureAggregation({
      cases: wholeNumber('--cases', flags.cases, 1, 100_000),
      clients: wholeNumber('--clients', flags.clients, 2, 10_000),
      parameters: wholeNumber('--parameters', flags.parameters, 1, 1_000_000),
      seed: wholeNumber('--seed', flags.seed, 0, 2 ** 32 - 1),
    });
  },
};

interface Sizes {
  readonly cases: number;
  readonly clients: number;
  readonly parameters: number;
  readonly seed: number;
}

async function measureAggregation({ cases: count, clients, parameters, seed }: Sizes): Promise<unknown> {
  const cases = generatedCases(count, randomStream(seed));
  const answer = await flowersAnswer(cases, { clients, length: parameters });
  const rules = typeof answer === 'string' ? undefined : compared(cases, answer);
  process.stderr.write('timing growth and the large average\n');
  const growth = growthOf(randomStream(seed, 1));
  const large = largeAverage(clients, parameters, randomStream(seed, 2));
  return {
    benchmark: 'aggregation',
    cases: count,
    seed,
    ...(rules === undefined || typeof answer === 'string'
      ? { skipped: answer }
      : {
          baseline: { name: `flwr ${answer.version}` },
          tolerance: TOLERANCE,
          withinTolerance: Object.values(rules).every(({ worstRelative }) => worstRelative <= TOLERANCE),
          sameKrumChoice: `${rules['krum']?.identical ?? 0} of ${count}`,
          rules,
        }),
    large: {
      ...large,
      ...(typeof answer === 'string'
        ? {}
        : {
            flowerMilliseconds: rounded(answer.largeSeconds * 1000),
            ratioToFlower: rounded((answer.largeSeconds * 1000) / large.milliseconds),
          }),
    },
    growth,
  };
}

/** What Flower says, or the reason why it was not asked. */
async function flowersAnswer(
  cases: readonly AggregationCase[],
  large: { readonly clients: number; readonly length: number },
): Promise<FlowerAnswer | string> {
  try {
    const python = flowerPython();
    process.stderr.write(`aggregating ${cases.length} rounds with Flower\n`);
    return await askFlower(python, cases, large);
  } catch (error) {
    if (!(error instanceof FlowerMissing)) {
      throw error;
    }
    process.stderr.write(`skipped the comparison with Flower: ${error.message}\n`);
    return error.message;
  }
}
