// SPDX-License-Identifier: Apache-2.0
import { clearBook } from '@wattpass/chaincode/domain/market/clearing/clear-book.js';
import type { Mechanism } from '@wattpass/chaincode/domain/market/clearing/mechanism.js';
import { tieKeys } from '@wattpass/chaincode/domain/market/clearing/tie-keys.js';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, UsageError, wholeNumber } from '../flags.js';
import { clearObjects } from './clear-objects.js';
import { measureSlot } from './measure-slot.js';
import { orderId, randomBook, terms } from './random-book.js';

const mechanisms: readonly Mechanism[] = [
  { kind: 'uniform', kappa: 500_000 },
  { kind: 'pay-as-bid' },
  { kind: 'posted', price: 180_000 },
  { kind: 'truthful' },
];

/** `npm run bench -- market`. */
export const marketBenchmark: Benchmark = {
  usage: '[--orders N] [--runs N] [--ledger devpeer|fabric] [--slot-orders N] [--singles N] [--clients N]',
  run: async (args) => {
    const given = parseFlags(args, {
      orders: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '5' },
      ledger: { type: 'string' },
      'slot-orders': { type: 'string', default: '5000' },
      singles: { type: 'string', default: '500' },
      clients: { type: 'string', default: '40' },
    });
    const { ledger } = given;
    if (ledger !== undefined && ledger !== 'devpeer' && ledger !== 'fabric') {
      throw new UsageError(`--ledger: devpeer or fabric, not ${ledger}`);
    }
    const orders = wholeNumber('--slot-orders', given['slot-orders'], 8, 10_000);
    const load = {
      orders,
      singles: Math.min(orders, wholeNumber('--singles', given.singles, 1, 10_000)),
      clients: wholeNumber('--clients', given.clients, 1, 500),
    };
    const clearing = measureClearing(
      wholeNumber('--orders', given.orders, 1000, 4_000_000),
      wholeNumber('--runs', given.runs, 1, 100),
    );
    return ledger === undefined ? clearing : { ...clearing, slot: await measureSlot(ledger, load) };
  },
};

/**
 * Times pure clearing, fills and money of every order, for books of 1,000 orders and ten times as many up to `largest`.
 * The baseline of the same run sorts an object per order and finds the volume alone.
 */
function measureClearing(largest: number, runs: number): object {
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
