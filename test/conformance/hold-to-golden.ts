// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { remark } from '../support/remark.js';
import { ALL_CASES } from './cases/index.js';
import { idOf, type ConformanceCase } from './conformance-case.js';
import { readGolden } from './golden.js';
import { KNOWN_DEVIATIONS } from './known-deviations.js';
import type { LedgerUnderTest } from './ledgers/ledger-under-test.js';
import { judge, observe, withDeviations, type Verdict } from './run-case.js';
import { setStage, type Stage } from './stage.js';

/** A ledger to hold to what was recorded from Fabric. */
export interface Candidate {
  /** As the last lines of the run call it. */
  readonly name: string;
  /** Why the cases cannot run on it here, if so. */
  readonly unavailable?: () => Promise<string | undefined>;
  readonly start: (stateDir: string) => Promise<LedgerUnderTest>;
}

async function verdictOf(stage: Stage, one: ConformanceCase, number: number): Promise<Verdict> {
  let verdict: Verdict;
  try {
    verdict = judge(one, await observe(stage, one, number), readGolden(one.area));
  } catch (error) {
    verdict = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
  return stage.ledger.kind === 'devpeer' ? withDeviations(verdict, KNOWN_DEVIATIONS.get(idOf(one))) : verdict;
}

/** Defines a test for each conformance case on a ledger; the run's last lines say how many held, or why none ran. */
export function holdToGolden(title: string, { name, unavailable, start }: Candidate): void {
  describe(title, function () {
    this.timeout(200_000);
    let scratch: string | undefined;
    let ledger: LedgerUnderTest | undefined;
    let stage: Stage | undefined;
    const ended = new Map<Verdict['kind'], number>();

    before(async function () {
      const reason = await unavailable?.();
      if (reason !== undefined) {
        remark(`conformance on ${name}: did not run: ${reason}`);
        this.skip();
      }
      scratch = await mkdtemp(join(tmpdir(), 'conformance-'));
      ledger = await start(join(scratch, 'ledger'));
      stage = await setStage(ledger, join(scratch, 'people'));
    });

    after(async () => {
      stage?.close();
      await ledger?.stop();
      if (scratch !== undefined) {
        await rm(scratch, { recursive: true, force: true });
        remark(`conformance on ${ledger?.kind === 'fabric' ? `real ${ledger.version}` : name}: ${tally(ended)}`);
      }
    });

    ALL_CASES.forEach((one, number) => {
      it(idOf(one), async function () {
        const verdict = await verdictOf(stage!, one, number);
        ended.set(verdict.kind, (ended.get(verdict.kind) ?? 0) + 1);
        if (verdict.kind === 'known deviation') this.skip();
        if (verdict.kind === 'failed') throw new Error(verdict.reason);
      });
    });
  });
}

function tally(ended: ReadonlyMap<Verdict['kind'], number>): string {
  const count = (kind: Verdict['kind']): number => ended.get(kind) ?? 0;
  const ran = [...ended.values()].reduce((sum, n) => sum + n, 0);
  return (
    `${ran} of ${ALL_CASES.length} cases ran: ${count('passed')} passed, ${count('failed')} failed, ` +
    `${count('known deviation')} known deviations`
  );
}
