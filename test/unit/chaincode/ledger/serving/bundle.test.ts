// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bundleFiles,
  cacheBundle,
  isCurrent,
  runBundle,
  type BundleRecord,
} from '@wattpass/chaincode/ledger/serving/bundle.js';

describe('the bundle of a program', () => {
  const chaincode = mkdtempSync(join(tmpdir(), 'wattpass-bundle-'));
  const folder = join(chaincode, 'bundle');
  const source = join(chaincode, 'dist', 'one.js');

  before(() => {
    mkdirSync(folder);
    mkdirSync(join(chaincode, 'dist'));
    writeFileSync(source, 'module.exports = 1;');
  });

  after(() => {
    rmSync(chaincode, { recursive: true });
  });

  function recordSource(): void {
    const { size, mtimeMs } = statSync(source);
    const record: BundleRecord = { inputs: [['../dist/one.js', size, mtimeMs]] };
    writeFileSync(bundleFiles(folder).inputs, JSON.stringify(record));
  }

  it('is not current before it is made', () => {
    assert.equal(isCurrent(folder), false);
  });

  it('is current while nothing is compiled anew', () => {
    recordSource();
    assert.equal(isCurrent(folder), true);
  });

  it('is not current once a file was written again, even as long as before', () => {
    recordSource();
    utimesSync(source, new Date(), new Date(Date.now() + 5_000));
    assert.equal(isCurrent(folder), false);
  });

  it('is not current once a file is gone', () => {
    recordSource();
    rmSync(source);
    assert.equal(isCurrent(folder), false);
  });

  it('runs as a module of its folder, and keeps what V8 compiled once it has loaded', async () => {
    const { code, cache } = bundleFiles(folder);
    const program = `globalThis.bundleTest = [__dirname, require('node:path').sep];
      exports.loaded = new Promise((resolve) => setTimeout(() => { globalThis.bundleTest.push('loaded'); resolve(); }, 5));`;
    const ran = (): unknown => (globalThis as { bundleTest?: unknown }).bundleTest;
    writeFileSync(code, program);
    await cacheBundle(folder);
    assert.ok(existsSync(cache));
    assert.deepEqual(ran(), [folder, '/', 'loaded']);
    runBundle(folder);
    assert.deepEqual(ran(), [folder, '/']);
  });
});
