// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFabric, programFolders } from '@wattpass/network';
import { parseVersion } from '@wattpass/network/internal/native/programs';

const names = ['peer', 'orderer', 'configtxgen', 'osnadmin', 'fabric-ca-server'];

describe('findFabric', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'network-programs-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  function provide(programs: readonly string[], version: string): void {
    for (const name of programs) {
      const file = join(dir, name);
      writeFileSync(file, `#!/bin/sh\nprintf 'peer:\\n Version: ${version}\\n Commit SHA: abc\\n'\n`);
      chmodSync(file, 0o755);
    }
  }

  it('names what is missing, where it looked, and how to get it', async () => {
    provide(['peer', 'orderer'], 'v3.1.5');
    await assert.rejects(findFabric([dir]), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'PROGRAMS_MISSING');
      assert.match(error.message, /configtxgen, osnadmin, fabric-ca-server/);
      assert.match(error.message, /install-fabric\.sh binary ca/);
      assert.ok(error.message.includes(dir));
      return true;
    });
  });

  it('does not take a file that cannot be executed for a program', async () => {
    provide(names, 'v3.1.5');
    chmodSync(join(dir, 'osnadmin'), 0o644);
    await assert.rejects(findFabric([dir]), { code: 'PROGRAMS_MISSING', message: /not found: osnadmin\./ });
  });

  it('says which version it found', async () => {
    provide(names, 'v3.1.5');
    const { version, major, programs } = await findFabric([dir]);
    assert.deepEqual([version, major], ['v3.1.5', 3]);
    assert.equal(programs['fabric-ca-server'], join(dir, 'fabric-ca-server'));
  });

  it('refuses what is too old, naming the version', async () => {
    provide(names, 'v2.2.14');
    await assert.rejects(findFabric([dir]), { code: 'PROGRAM_TOO_OLD', message: /v2\.2\.14 .* at least 2\.5/ });
  });

  it('takes the first folder that has a program', async () => {
    provide(names, '2.5.16');
    const other = mkdtempSync(join(tmpdir(), 'network-programs-'));
    try {
      const { version, programs } = await findFabric([other, dir]);
      assert.equal(version, '2.5.16');
      assert.equal(programs.peer, join(dir, 'peer'));
    } finally {
      rmSync(other, { recursive: true });
    }
  });
});

describe('programFolders', () => {
  it('puts FABRIC_BIN before PATH', () => {
    assert.deepEqual(programFolders({ FABRIC_BIN: '/f', PATH: '/a:/b' }), ['/f', '/a', '/b']);
    assert.deepEqual(programFolders({ PATH: '/a' }), ['/a']);
    assert.deepEqual(programFolders({}), []);
  });
});

describe('parseVersion', () => {
  it('reads versions with and without v and suffix', () => {
    assert.deepEqual(parseVersion(' Version: v3.1.5\n'), { version: 'v3.1.5', major: 3, minor: 1 });
    assert.deepEqual(parseVersion('peer:\n Version: 2.5.16-beta\n'), { version: '2.5.16-beta', major: 2, minor: 5 });
  });

  it('says so when there is none', () => {
    assert.throws(() => parseVersion('command not found'), { code: 'PROGRAM_TOO_OLD', message: /command not found/ });
  });
});
