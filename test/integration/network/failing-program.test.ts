// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Supervisor } from '@wattpass/network/internal/process/supervisor';
import { waitUntil } from '@wattpass/network/internal/wait-until';

describe('a program that cannot start', function () {
  this.timeout(30_000);

  it("ends the waiting early, with its log's last lines", async () => {
    const dir = await mkdtemp(join(tmpdir(), 'network-failing-'));
    const supervisor = new Supervisor(() => undefined);
    try {
      supervisor.start({
        id: 'peer-maker',
        command: process.execPath,
        args: ['-e', 'console.error("no such MSP"); process.exit(3)'],
        logFile: join(dir, 'peer-maker.log'),
      });
      const waiting = waitUntil(() => Promise.reject(new Error('not yet')), {
        what: 'peer of maker',
        timeoutMs: 25_000,
        giveUp: () => supervisor.failureOf('peer-maker'),
      });
      await assert.rejects(waiting, { code: 'PROGRAM_FAILED', message: /exit code 3[^]*no such MSP/ });
    } finally {
      await supervisor.stop();
      await rm(dir, { recursive: true });
    }
  });
});
