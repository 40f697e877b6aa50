// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_CASES } from './cases/index.js';
import { readFlags, USAGE, UsageError, type Flags } from './command-line.js';
import { idOf, type ConformanceCase } from './conformance-case.js';
import { readGolden, writeGolden } from './golden.js';
import { KNOWN_DEVIATIONS } from './known-deviations.js';
import { startDevPeerLedger } from './ledgers/devpeer-ledger.js';
import { startFabricLedger } from './ledgers/fabric-ledger.js';
import type { LedgerUnderTest } from './ledgers/ledger-under-test.js';
import type { Json } from './normalize.js';
import { writeTable } from './results.js';
import { judge, observe, withDeviations, type Verdict } from './run-case.js';
import { setStage, type Stage } from './stage.js';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function verdictOf(
  stage: Stage,
  one: ConformanceCase,
  recorded: Map<string, Json> | undefined,
): Promise<Verdict> {
  let verdict: Verdict;
  try {
    const observed = await observe(stage, one, ALL_CASES.indexOf(one));
    recorded?.set(idOf(one), observed);
    verdict = recorded === undefined ? judge(one, observed, readGolden(one.area)) : { kind: 'recorded' };
  } catch (error) {
    verdict = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
  return stage.ledger.kind === 'devpeer' ? withDeviations(verdict, KNOWN_DEVIATIONS.get(idOf(one))) : verdict;
}

async function record(stage: Stage, recorded: ReadonlyMap<string, Json>): Promise<void> {
  for (const area of new Set(ALL_CASES.map((one) => one.area))) {
    const cases = ALL_CASES.filter((one) => one.area === area);
    if (!cases.some((one) => recorded.has(idOf(one)))) continue;
    const before = readGolden(area)?.cases ?? {};
    const entries = cases.flatMap((one): [string, Json][] => {
      const seen = recorded.get(idOf(one)) ?? before[one.title];
      return seen === undefined ? [] : [[one.title, seen]];
    });
    const { ledger, genesisHash } = stage;
    await writeGolden(area, { fabric: ledger.version, genesisHash, cases: Object.fromEntries(entries) });
  }
}

async function runCases(stage: Stage, flags: Flags): Promise<ReadonlyMap<string, Verdict>> {
  const { only } = flags;
  const chosen = ALL_CASES.filter((one) => only === undefined || idOf(one).includes(only));
  const recorded = flags.record ? new Map<string, Json>() : undefined;
  const verdicts = new Map<string, Verdict>();
  for (const one of chosen) {
    const begun = Date.now();
    const verdict = await verdictOf(stage, one, recorded);
    verdicts.set(idOf(one), verdict);
    say(`${verdict.kind.padEnd(9)} ${idOf(one)} (${Date.now() - begun} ms)`);
    if ('reason' in verdict) say(verdict.reason.replace(/^/gm, '    '));
  }
  if (recorded !== undefined) await record(stage, recorded);
  return verdicts;
}

async function startLedger({ ledger, verbose }: Flags, stateDir: string): Promise<LedgerUnderTest> {
  if (ledger === 'devpeer') return startDevPeerLedger(stateDir);
  return startFabricLedger(stateDir, (line) => {
    if (verbose) say(line);
  });
}

async function run(flags: Flags): Promise<number> {
  const scratch = await mkdtemp(join(tmpdir(), 'conformance-'));
  try {
    const ledger = await startLedger(flags, join(scratch, 'ledger'));
    let stage: Stage | undefined;
    try {
      stage = await setStage(ledger, join(scratch, 'people'));
      say(`${ledger.version}, channel of genesis ${stage.genesisHash}`);
      const verdicts = await runCases(stage, flags);
      if (flags.table) {
        await writeTable(flags.ledger, { version: ledger.version, verdicts: Object.fromEntries(verdicts) }, ALL_CASES);
      }
      return conclude([...verdicts.values()]);
    } finally {
      stage?.close();
      await ledger.stop();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function conclude(verdicts: readonly Verdict[]): number {
  const count = (kind: Verdict['kind']): number => verdicts.filter((verdict) => verdict.kind === kind).length;
  const rest = (['recorded', 'known deviation'] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => `, ${count(kind)} ${kind}`)
    .join('');
  say(`${count('passed')} passed, ${count('failed')} failed${rest}`);
  return count('failed') > 0 || verdicts.length === 0 ? 1 : 0;
}

try {
  process.exitCode = await run(readFlags(process.argv.slice(2)));
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isUsage ? `${USAGE}\n` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
