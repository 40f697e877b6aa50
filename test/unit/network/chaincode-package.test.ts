// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageChaincode } from '@wattpass/network/internal/chaincode/chaincode-package';
import { tarGz } from '@wattpass/network/internal/chaincode/tar';

describe('a chaincode package', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'network-package-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  /** Unpacks with the system's tar, so that the archive is judged by another program than the one that wrote it. */
  function unpack(archive: Buffer, into: string): void {
    const file = join(dir, 'archive.tar.gz');
    writeFileSync(file, archive);
    execFileSync('tar', ['-xzf', file, '-C', into]);
  }

  it('holds its label and the address of its server, as Fabric lays it out', () => {
    const { bytes } = packageChaincode('cargo', '1.2', '127.0.0.1:9999');
    unpack(bytes, dir);
    const read = (name: string) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as unknown;
    assert.deepEqual(read('metadata.json'), { type: 'ccaas', label: 'cargo_1.2' });
    unpack(readFileSync(join(dir, 'code.tar.gz')), dir);
    assert.deepEqual(read('connection.json'), {
      address: '127.0.0.1:9999',
      dial_timeout: '10s',
      tls_required: false,
    });
  });

  it('is named by its label and the hash of its bytes, the same each time', () => {
    const one = packageChaincode('cargo', '1', '127.0.0.1:1');
    assert.equal(one.packageId, `cargo_1:${createHash('sha256').update(one.bytes).digest('hex')}`);
    assert.equal(packageChaincode('cargo', '1', '127.0.0.1:1').packageId, one.packageId);
    assert.notEqual(packageChaincode('cargo', '1', '127.0.0.1:2').packageId, one.packageId);
  });

  it('has no character in its label that Fabric refuses', () => {
    assert.equal(packageChaincode('cargo', '1:2/3 x', 'a:1').label, 'cargo_1_2_3_x');
  });

  it('keeps files of every size', () => {
    for (const size of [0, 1, 511, 512, 513, 5000]) {
      const content = Buffer.alloc(size, 'x');
      unpack(tarGz([{ name: 'file', content }]), dir);
      assert.deepEqual(readFileSync(join(dir, 'file')), content);
    }
  });
});
