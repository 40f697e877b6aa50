// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openState, StateInUseError, temporaryState } from '@wattpass/launch';

describe('state directory', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wattpass-launch-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is readable by its owner alone and keeps what is in it', () => {
    const root = join(folder, 'state');
    const state = openState(root);
    assert.equal(statSync(root).mode & 0o777, 0o700);
    state.release();
    assert.ok(existsSync(root));
    assert.ok(!existsSync(join(root, 'lock')));
  });

  it('refuses a directory that another living process holds, and says which', () => {
    writeFileSync(join(folder, 'lock'), `${process.ppid}\n`);
    assert.throws(
      () => openState(folder),
      (error) => {
        assert.ok(error instanceof StateInUseError);
        assert.match(error.message, new RegExp(`process ${process.ppid}: stop it first`));
        return true;
      },
    );
  });

  it('takes over from a process that is gone', () => {
    writeFileSync(join(folder, 'lock'), '2147483646\n');
    openState(folder).release();
  });

  it('removes a temporary one', () => {
    const state = temporaryState();
    assert.ok(existsSync(state.root));
    state.release();
    assert.ok(!existsSync(state.root));
  });
});
