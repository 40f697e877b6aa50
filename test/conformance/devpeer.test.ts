// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_CASES } from './cases/index.js';
import { idOf } from './conformance-case.js';
import { readGolden } from './golden.js';
import { KNOWN_DEVIATIONS } from './known-deviations.js';
import { startDevPeerLedger } from './ledgers/devpeer-ledger.js';
import type { LedgerUnderTest } from './ledgers/ledger-under-test.js';
import { judge, observe, withDeviations, type Verdict } from './run-case.js';
import { setStage, type Stage } from './stage.js';

describe('the embedded peer answers as Fabric does', function () {
  this.timeout(200_000);
  let scratch: string;
  let ledger: LedgerUnderTest | undefined;
  let stage: Stage | undefined;

  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'conformance-'));
    ledger = await startDevPeerLedger(join(scratch, 'ledger'));
    stage = await setStage(ledger, join(scratch, 'people'));
  });

  after(async () => {
    stage?.close();
    await ledger?.stop();
    await rm(scratch, { recursive: true, force: true });
  });

  ALL_CASES.forEach((one, number) => {
    it(idOf(one), async function () {
      let verdict: Verdict;
      try {
        verdict = judge(one, await observe(stage!, one, number), readGolden(one.area));
      } catch (error) {
        verdict = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
      }
      verdict = withDeviations(verdict, KNOWN_DEVIATIONS.get(idOf(one)));
      if (verdict.kind === 'known deviation') this.skip();
      if (verdict.kind === 'failed') throw new Error(verdict.reason);
    });
  });
});
