// SPDX-License-Identifier: Apache-2.0
import { aggregationBenchmark } from './aggregation/aggregation-benchmark.js';
import { attacksBenchmark } from './attacks/attacks-benchmark.js';
import type { Benchmark } from './benchmark.js';
import { chargeDecisionBenchmark } from './charge-decision/charge-decision-benchmark.js';
import { consensusBenchmark } from './consensus/consensus-benchmark.js';
import { UsageError } from './flags.js';
import { knobsBenchmark } from './ledger/knobs-benchmark.js';
import { learningRoundsBenchmark } from './learning-rounds/learning-rounds-benchmark.js';
import { ledgerBenchmark } from './ledger/ledger-benchmark.js';
import { lifeBenchmark } from './life/life-benchmark.js';
import { marketBenchmark } from './market/market-benchmark.js';
import { reputationBenchmark } from './reputation/reputation-benchmark.js';
import { socBenchmark } from './soc/soc-benchmark.js';
import { sohBenchmark } from './soh/soh-benchmark.js';

/** Every benchmark by its name. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  aggregation: aggregationBenchmark,
  attacks: attacksBenchmark,
  'charge-decision': chargeDecisionBenchmark,
  consensus: consensusBenchmark,
  knobs: knobsBenchmark,
  'learning-rounds': learningRoundsBenchmark,
  ledger: ledgerBenchmark,
  life: lifeBenchmark,
  market: marketBenchmark,
  reputation: reputationBenchmark,
  soc: socBenchmark,
  soh: sohBenchmark,
};

const [name = '', ...args] = process.argv.slice(2);
const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (benchmark === undefined) {
  refuse(name === '' ? 'no benchmark given' : `${name}: no such benchmark`);
}
try {
  process.stdout.write(`${JSON.stringify(await benchmark.run(args))}\n`);
} catch (error) {
  if (!(error instanceof UsageError)) {
    throw error;
  }
  refuse(error.message);
}

function refuse(why: string): never {
  const usages = Object.entries(benchmarks).map(([each, { usage }]) => `  npm run bench -- ${each} ${usage}`);
  process.stderr.write(`${why}\nusage:\n${usages.join('\n')}\n`);
  process.exit(2);
}
