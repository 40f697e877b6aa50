// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChainedTransaction } from './chain.js';
import type { Outage } from './outage.js';
import { isWithin, type LoggedRequest, type RequestLog } from './request-log.js';

/** What one outage did to the clients. */
export interface OutageFigures {
  readonly name: string;
  readonly downSeconds: number;
  readonly recoverySeconds: number;
  /** Requests that were told, from the kill to the recovery, that they are committed. */
  readonly acknowledged: number;
  /** Requests that were told something else in that time, and what: all of them were sent again. */
  readonly unacknowledged: number;
  readonly answers: Readonly<Record<string, number>>;
  /** What became of the unacknowledged in the end. */
  readonly acknowledgedLater: number;
  readonly refused: number;
  readonly unknown: number;
  readonly longestGapSeconds: number;
}

/** Everything that was counted in a run. */
export interface FaultReport {
  readonly clients: number;
  readonly requests: number;
  readonly acknowledged: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly unknown: number;
  readonly retried: number;
  /** Transactions that acknowledgements name, and how many of them a peer lacks or has as invalid. */
  readonly acknowledgedTransactions: number;
  readonly lostTransactions: number;
  /** Envelopes that came to the orderer again, unchanged. */
  readonly resubmissions: number;
  readonly longestGapSeconds: number;
  readonly outages: readonly OutageFigures[];
}

/** Counts a run. @param chain a peer's transactions by id. */
export function reportOf(
  log: RequestLog,
  outages: readonly Outage[],
  chain: ReadonlyMap<string, ChainedTransaction>,
  clients: number,
): FaultReport {
  const acknowledged = log.acknowledged();
  const txIds = acknowledged.flatMap(({ outcome }) => (outcome?.kind === 'acknowledged' ? outcome.txIds : []));
  const moments = log.requests.flatMap(({ begunAt, outcome }) => [begunAt, outcome?.at ?? begunAt]);
  return {
    clients,
    requests: log.requests.length,
    acknowledged: acknowledged.length,
    refused: refusals(log),
    unknown: log.open().length,
    retried: log.requests.filter(({ attempts }) => attempts.length > 1).length,
    acknowledgedTransactions: txIds.length,
    lostTransactions: txIds.filter((txId) => chain.get(txId)?.code !== 0).length,
    resubmissions: [...chain.values()].reduce((sum, { repeats }) => sum + repeats, 0),
    longestGapSeconds: seconds(log.longestGap({ from: Math.min(...moments), to: Math.max(...moments) })),
    outages: outages.map((outage) => figuresOf(log, outage)),
  };
}

function figuresOf(log: RequestLog, { name, down, whole }: Outage): OutageFigures {
  const touched = log.requests.filter(({ attempts }) =>
    attempts.some(({ at, code }) => code !== 'COMMITTED' && isWithin(at, whole)),
  );
  const ended = (kind: string | undefined): number => touched.filter(({ outcome }) => outcome?.kind === kind).length;
  return {
    name,
    downSeconds: seconds(down.to - down.from),
    recoverySeconds: seconds(whole.to - down.to),
    acknowledged: log.acknowledged(whole).length,
    unacknowledged: touched.length,
    answers: Object.fromEntries(Object.entries(log.answers(whole)).filter(([code]) => code !== 'COMMITTED')),
    acknowledgedLater: ended('acknowledged'),
    refused: ended('refused'),
    unknown: ended(undefined),
    longestGapSeconds: seconds(log.longestGap(whole)),
  };
}

function refusals({ requests }: RequestLog): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of requests as readonly LoggedRequest[]) {
    if (outcome?.kind === 'refused') {
      counts[outcome.code] = (counts[outcome.code] ?? 0) + 1;
    }
  }
  return counts;
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}

/** Writes a report to the file that `WATTPASS_FAULT_REPORT` names, or a temporary one; gives its path. */
export function writeReport(report: FaultReport): string {
  const file = process.env['WATTPASS_FAULT_REPORT'] ?? join(tmpdir(), `wattpass-fault-report-${process.pid}.json`);
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
  return file;
}

const columns = ['killed', 'down s', 'back s', 'acknowledged', 'not at first', 'later', 'refused', 'unknown', 'gap s'];

/** A report as a table, one line an outage, with the sums below. */
export function tableOf(report: FaultReport): string {
  const rows = report.outages.map((outage) => [
    outage.name,
    ...[outage.downSeconds, outage.recoverySeconds, outage.acknowledged, outage.unacknowledged],
    ...[outage.acknowledgedLater, outage.refused, outage.unknown, outage.longestGapSeconds],
  ]);
  const cells = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const lines = cells.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
  const codes = report.outages.map(({ name, answers }) => `${name}: ${JSON.stringify(answers)}`);
  const { requests, acknowledged, retried, unknown, acknowledgedTransactions, lostTransactions } = report;
  const sums =
    `${report.clients} clients, ${requests} requests: ${acknowledged} acknowledged, ${retried} sent again, ` +
    `refused ${JSON.stringify(report.refused)}, ${unknown} unknown; ${acknowledgedTransactions} transactions acknowledged, ` +
    `${lostTransactions} lost; ${report.resubmissions} envelopes submitted again; longest gap ${report.longestGapSeconds} s`;
  return [...lines, ...codes, sums].join('\n');
}
