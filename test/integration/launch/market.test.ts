// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Report } from '@wattpass/launch';
import { testLedgerKind } from '../../support/ledger/test-ledger.js';

const root = resolve(import.meta.dirname, '../../../..');
const MINUTE = 60_000;

/** Runs the command line to its end. */
async function launch(...args: string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('npm_') && name !== 'INIT_CWD'),
  );
  const child = spawn(process.execPath, ['scripts/launch.mjs', ...args], { cwd: root, env });
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

describe('trading days on the command line', function () {
  this.timeout(10 * MINUTE);
  const folder = mkdtempSync(join(tmpdir(), 'wattpass-market-'));
  const state = join(folder, 'state');
  const reportFile = join(folder, 'report.json');
  let report: Report;

  before(async () => {
    const asked = ['--days', '1', '--vehicles', '8', '--leags', '1', '--slots-per-day', '4', '--seed', '5'];
    const kept = ['--state', state, '--ledger', testLedgerKind, '--report', reportFile];
    const { code, output } = await launch('demo', '--headless', ...asked, ...kept);
    assert.equal(code, 0, output);
    assert.match(output, /trading: every rule holds/);
    report = Report.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('ends every slot and says what it came to, to the unit', () => {
    const { slots, broken } = report.market;
    assert.equal(slots.length, 4);
    assert.deepEqual(broken, []);
    for (const { status, boughtWh, soldWh, paid, received, fees } of slots) {
      assert.equal(status, 'settled');
      assert.equal(boughtWh, soldWh);
      assert.equal(paid, received + fees);
    }
    assert.equal(report.batteries.length, 0);
  });

  it('counts money by range, and a score for each vehicle', () => {
    const { issued, redeemed, supply, coins, notes, escrows } = report.wallet;
    assert.ok(issued > 0);
    assert.equal(supply, issued - redeemed);
    assert.equal(supply, coins + notes + escrows);
    assert.equal(report.reputation.length, 8);
    assert.ok(report.reputation.every(({ start }) => start === 0.5));
  });

  it('is recounted from the state that was kept, with no gateway', async () => {
    const { code, output } = await launch('verify', 'market', '--state', state, '--org', 'recycler');
    assert.equal(code, 0, output);
    assert.match(output, /^4 slots: 4 SETTLED$/m);
    assert.match(output, /^verified: all \d+ rules hold, at the peer of recycler$/m);
  });

  it('is not verified once anything was changed', async () => {
    const { code, output } = await launch('verify', 'market', '--state', state, '--tamper', 'supply');
    assert.equal(code, 1, output);
    assert.match(output, /^supply: the ledger: /m);
    assert.match(output, /^NOT VERIFIED/m);
  });

  it('refuses files and numbers before anything starts', async () => {
    const missing = await launch('demo', '--headless', '--days', '1', '--prices', join(folder, 'none.csv'));
    assert.equal(missing.code, 1);
    assert.match(missing.output, /^--prices: .*none\.csv: /m);
    assert.doesNotMatch(missing.output, /starting six organisations/);
    const few = await launch('demo', '--vehicles', '9', '--leags', '2');
    assert.equal(few.code, 2);
    assert.match(few.output, /--vehicles: 16 at least for 2 LEAGs/);
  });

  it('says what to do where there has never been a consortium', async () => {
    const { code, output } = await launch('verify', 'market', '--state', join(folder, 'empty'));
    assert.equal(code, 1);
    assert.match(output, /holds no consortium: start one/);
  });
});
