// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { idOf, type ConformanceCase } from './conformance-case.js';
import type { LedgerKind } from './ledgers/ledger-under-test.js';
import type { Verdict } from './run-case.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const RESULTS = join(ROOT, 'test', 'conformance', 'results');
const TABLE = join(ROOT, 'docs', 'conformance.md');

/** How the cases ended on one ledger. */
export interface Results {
  readonly version: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** Keeps the results of a whole run and writes the table anew. */
export async function writeTable(kind: LedgerKind, results: Results, cases: readonly ConformanceCase[]): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await writeFile(fileOf(kind), await format(JSON.stringify(results), { parser: 'json', printWidth: 120 }));
  const table = tableOf(cases, readResults('fabric'), readResults('devpeer'));
  await writeFile(TABLE, await format(table, { parser: 'markdown', printWidth: 120 }));
}

function fileOf(kind: LedgerKind): string {
  return join(RESULTS, `${kind}.json`);
}

function readResults(kind: LedgerKind): Results | undefined {
  return existsSync(fileOf(kind)) ? (JSON.parse(readFileSync(fileOf(kind), 'utf8')) as Results) : undefined;
}

/** The table case × ledger in Markdown. */
export function tableOf(
  cases: readonly ConformanceCase[],
  fabric: Results | undefined,
  devpeer: Results | undefined,
): string {
  const count = (results: Results | undefined): string => {
    const verdicts = cases.map((one) => results?.verdicts[idOf(one)]?.kind);
    return `${verdicts.filter((kind) => kind === 'passed').length} of ${cases.length}`;
  };
  const areas = [...new Set(cases.map(({ area }) => area))];
  return [
    '# Conformance',
    '',
    'What the embedded peer must do as real Fabric does. Each case calls the wire protocols (gateway, endorser, orderer, deliver)',
    'and compares what it sees with what was recorded from real Fabric. Written by',
    '`npm run conformance -- --ledger fabric --table` and `npm run conformance -- --ledger devpeer --table`.',
    '',
    `Passed on ${fabric?.version ?? 'Fabric (not run yet)'}: ${count(fabric)}. Passed on devpeer: ${count(devpeer)}.`,
    '',
    ...areas.flatMap((area) => [
      `## ${area}`,
      '',
      '| case | Fabric | devpeer |',
      '| --- | --- | --- |',
      ...cases
        .filter((one) => one.area === area)
        .map((one) => `| ${one.title} | ${cell(fabric, one)} | ${cell(devpeer, one)} |`),
      '',
    ]),
  ].join('\n');
}

function cell(results: Results | undefined, one: ConformanceCase): string {
  const verdict = results?.verdicts[idOf(one)];
  if (verdict === undefined) return 'not run';
  return verdict.kind === 'known deviation' ? `deviates: ${verdict.reason}` : verdict.kind;
}
