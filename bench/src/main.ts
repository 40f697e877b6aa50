// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { ledgerBenchmark } from './ledger/ledger-benchmark.js';

/** Every benchmark by its name; each prints progress on standard error and one JSON line on standard output. */
const benchmarks: Readonly<Record<string, (settings: Settings) => Promise<unknown>>> = { ledger: ledgerBenchmark };

/** What the command line sets. */
interface Settings {
  /** Seconds of each measurement. */
  readonly seconds: number;
  /** Calls in flight. */
  readonly clients: number;
}

const { name, settings } = read(process.argv.slice(2));
const benchmark = benchmarks[name];
if (benchmark === undefined) {
  refuse(
    `${name === '' ? 'no benchmark given' : `${name}: no such benchmark`}; one of ${Object.keys(benchmarks).join(', ')}`,
  );
}
process.stdout.write(`${JSON.stringify(await benchmark(settings))}\n`);

function read(args: string[]): { name: string; settings: Settings } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { seconds: { type: 'string', default: '5' }, clients: { type: 'string', default: '40' } },
    });
    if (positionals.length > 1) {
      refuse(`${positionals[1] ?? ''}: one benchmark at a time`);
    }
    return {
      name: positionals[0] ?? '',
      settings: { seconds: whole('--seconds', values.seconds, 600), clients: whole('--clients', values.clients, 500) },
    };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function whole(flag: string, text: string, most: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= most
    ? value
    : refuse(`${flag}: a whole number from 1 to ${most}`);
}

function refuse(why: string): never {
  process.stderr.write(`${why}\nusage: npm run bench -- ledger [--seconds N] [--clients N]\n`);
  process.exit(2);
}
