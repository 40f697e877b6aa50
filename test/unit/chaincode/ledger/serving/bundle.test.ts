// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFiles, isCurrent, type BundleRecord } from '@wattpass/chaincode/ledger/serving/bundle.js';

describe('the bundle of a chaincode package', () => {
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
    const record: BundleRecord = { inputs: [['dist/one.js', size, mtimeMs]] };
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
});
