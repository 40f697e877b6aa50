// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { compareVersions, sameVersion, versionBytes } from '@wattpass/devpeer/internal/ledger/version';

describe('versions', () => {
  it('are the same when block and transaction are, or when both are absent', () => {
    assert.ok(sameVersion({ block: 1, tx: 2 }, { block: 1, tx: 2 }));
    assert.ok(!sameVersion({ block: 1, tx: 2 }, { block: 2, tx: 1 }));
    assert.ok(sameVersion(undefined, undefined));
    assert.ok(!sameVersion(undefined, { block: 0, tx: 0 }));
  });

  it('are ordered by block, then by transaction', () => {
    assert.ok(compareVersions({ block: 1, tx: 9 }, { block: 2, tx: 0 }) < 0);
    assert.ok(compareVersions({ block: 2, tx: 1 }, { block: 2, tx: 0 }) > 0);
  });

  it('enter the commit hash as length-prefixed big-endian numbers without leading zeroes', () => {
    assert.equal(Buffer.from(versionBytes({ block: 0, tx: 0 })).toString('hex'), '0000');
    assert.equal(Buffer.from(versionBytes({ block: 1, tx: 300 })).toString('hex'), '010102012c');
  });
});
