// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, wholeNumber } from '../flags.js';
import { framed } from '../framed.js';
import { markdownTable } from '../markdown-table.js';
import { FULL, measure, type Row } from './measure.js';
import { networkModel } from './network-model.js';
import { tolerated } from './pbft.js';
import { proofOfWork } from './proof-of-work.js';

const sizes = [4, 7, 16, 31, 64, 100, 316, 1_000, 3_162, 10_000];
const silentShares = [0, 0.1, 0.2, 0.33];

/** `npm run bench -- consensus`: three protocols from 4 to 10,000 nodes; it writes the tables of docs/committee.md. */
export const consensusBenchmark: Benchmark = {
  usage: '[--nodes N] [--out FILE]',
  run: (args) => {
    const flags = parseFlags(args, {
      nodes: { type: 'string', default: '10000' },
      out: { type: 'string', default: resolve(import.meta.dirname, '../../../docs/committee.md') },
    });
    const most = wholeNumber('--nodes', flags.nodes, 4, 10_000);
    const document = framed(readFileSync(flags.out, 'utf8'), flags.out);
    const rows = sizes
      .filter((nodes) => nodes <= most)
      .flatMap((nodes) => faultsOf(nodes).map((faulty) => [nodes, faulty] as const))
      .flatMap(([nodes, faulty], index) => measure(nodes, faulty, nodes > 1_000 ? 5 : 100, index));
    writeFileSync(flags.out, document(tables(rows)));
    return Promise.resolve({
      benchmark: 'consensus',
      networkModel,
      proofOfWork,
      baseline: { name: 'PBFT of all nodes' },
      ratioToBaseline: ratio(rows),
      rows: rows.map(({ facts, ...row }) => ({ ...rounded(row), facts: rounded(facts) })),
      wrote: flags.out,
    });
  },
};

/** The committee's messages, latency and throughput against PBFT's, at the largest size with no faults. */
function ratio(rows: readonly Row[]): unknown {
  const nodes = Math.max(...rows.map((row) => row.nodes));
  const of = (protocol: Row['protocol'], figure: 'messages' | 'latency' | 'throughput'): number =>
    rows.find((row) => row.nodes === nodes && row.faulty === 0 && row.protocol === protocol)?.[figure] ?? NaN;
  const against = (figure: 'messages' | 'latency' | 'throughput'): number =>
    of('committee', figure) / of('PBFT', figure);
  return rounded({
    nodes,
    messages: against('messages'),
    latency: against('latency'),
    throughput: against('throughput'),
  });
}

/** The numbers of silent nodes to try: the shares, cut to what PBFT stands, each once. */
function faultsOf(nodes: number): number[] {
  return [...new Set(silentShares.map((share) => Math.min(Math.round(nodes * share), tolerated(nodes))))];
}

function tables(rows: readonly Row[]): string {
  const of = (protocol: Row['protocol'], cells: (row: Row) => string[]): string[][] =>
    rows
      .filter((row) => row.protocol === protocol)
      .map((row) => [String(row.nodes), String(row.faulty), ...cells(row)]);
  return [
    '### Reputation committee',
    '',
    ...markdownTable(
      ['nodes', 'silent', 'seats', 'messages', ...speed, 'first round fails', 'fell back', 'liars would have a quorum'],
      of('committee', ({ facts, ...row }) => [
        String(facts['seats'] ?? 0),
        count(row.messages),
        ...speedOf(row),
        percent(facts['firstRoundFails']),
        percent(facts['fellBack']),
        percent(facts['liarsHaveQuorum']),
      ]),
    ),
    '',
    '### PBFT of all nodes',
    '',
    ...markdownTable(
      ['nodes', 'silent', 'messages', 'closed form, live leader', ...speed, 'sampled latency to full'],
      of('PBFT', ({ facts, ...row }) => [
        count(row.messages),
        count(facts['closedForm'] ?? 0),
        ...speedOf(row),
        row.nodes > FULL ? 'sampled' : figure(facts['sampledToFull'] ?? NaN),
      ]),
    ),
    '',
    '### Proof of work, longest chain',
    '',
    ...markdownTable(
      ['nodes', 'faulty', 'messages a block', 'confirmations', ...speed, 'stale blocks'],
      of('proof of work', ({ facts, ...row }) => [
        count(row.messages),
        String(facts['confirmations'] ?? 0),
        ...speedOf(row),
        percent(facts['stale']),
      ]),
    ),
    '',
  ].join('\n');
}

const speed = ['latency, s', 'transactions/s'];

function speedOf({ latency, throughput }: Pick<Row, 'latency' | 'throughput'>): string[] {
  return [figure(latency), figure(throughput)];
}

function rounded<T extends object>(facts: T): T {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'number' ? Number(value.toPrecision(4)) : value,
    ]),
  ) as T;
}

function count(value: number): string {
  return Math.round(value)
    .toString()
    .replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

function figure(value: number): string {
  return value >= 1000 ? count(value) : value.toPrecision(3);
}

function percent(value = NaN): string {
  const share = 100 * value;
  return share > 0 && share < 0.05 ? `${share.toExponential(0)} %` : `${share.toFixed(1)} %`;
}
