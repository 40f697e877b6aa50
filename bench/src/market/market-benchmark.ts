// SPDX-License-Identifier: Apache-2.0
import { clearBook } from '@wattpass/chaincode/domain/market/clearing/clear-book.js';
import type { Mechanism } from '@wattpass/chaincode/domain/market/clearing/mechanism.js';
import { tieKeys } from '@wattpass/chaincode/domain/market/clearing/tie-keys.js';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, wholeNumber } from '../flags.js';
import { clearObjects } from './clear-objects.js';
import { orderId, randomBook, terms } from './random-book.js';

const mechanisms: readonly Mechanism[] = [
  { kind: 'uniform', kappa: 500_000 },
  { kind: 'pay-as-bid' },
  { kind: 'posted', price: 180_000 },
  { kind: 'truthful' },
];

/** `npm run bench -- market`. */
export const marketBenchmark: Benchmark = {
  usage: '[--orders N] [--runs N]',
  run: (args) => {
    const { orders, runs } = parseFlags(args, {
      orders: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '5' },
    });
    return Promise.resolve(
      measureClearing(wholeNumber('--orders', orders, 1000, 4_000_000), wholeNumber('--runs', runs, 1, 100)),
    );
  },
};

/**
 * Times pure clearing, fills and money of every order, for books of 1,000 orders and ten times as many up to `largest`.
 * The baseline of the same run sorts an object per order and finds the volume alone.
 */
function measureClearing(largest: number, runs: number): unknown {
  const sizes: number[] = [];
  for (let size = 1000; size < largest; size *= 10) {
    sizes.push(size);
  }
  const clearing = [...sizes, largest].map((size) => {
    const book = randomBook(size);
    const ties = tieKeys('leag', '2026-11-22T12:00:00Z', '0'.repeat(64), orderId);
    const baseline = milliseconds(runs, () => clearObjects(book, terms));
    const times = mechanisms.map((mechanism) => {
      const time = milliseconds(runs, () => clearBook(book, { ...terms, mechanism, gridFloat: 1e15 }, ties));
      process.stderr.write(`${size} orders, ${mechanism.kind}: ${round(time)} ms\n`);
      return [mechanism.kind, { milliseconds: round(time), ratioToBaseline: round(time / baseline) }] as const;
    });
    return { orders: size, baselineMilliseconds: round(baseline), ...Object.fromEntries(times) };
  });
  return {
    benchmark: 'market',
    runs,
    baseline: { name: 'an object per order, comparator sort, volume only' },
    clearing,
  };
}

/** The median of several runs. */
function milliseconds(runs: number, work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((left, right) => left - right)[Math.floor(runs / 2)] ?? 0;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
