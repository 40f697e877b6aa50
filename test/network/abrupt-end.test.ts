// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startNativeNetwork, type NativeNetworkOptions } from '@wattpass/network';
import { requireFabric } from '../support/require-fabric.js';

function optionsFor(stateDir: string): NativeNetworkOptions {
  return {
    stateDir,
    channel: 'solo',
    orderers: 1,
    organizations: [{ name: 'maker', mspId: 'MakerMSP' }],
    chaincodes: [],
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilGone(pids: readonly number[]): Promise<number[]> {
  for (let left = 80; left > 0 && pids.some(isRunning); left -= 1) {
    await delay(100);
  }
  return pids.filter(isRunning);
}

describe('a native network whose process is killed', function () {
  this.timeout(120_000);
  let stateDir: string | undefined;

  before(async function () {
    await requireFabric(this);
    stateDir = await mkdtemp(join(tmpdir(), 'native-network-'));
  });
  after(async () => {
    if (stateDir !== undefined) {
      await rm(stateDir, { recursive: true });
    }
  });

  it('leaves no program and no port behind, and starts again from its state', async () => {
    const owner = fork(fileURLToPath(new URL('./network-owner.js', import.meta.url)), [
      JSON.stringify(optionsFor(stateDir!)),
    ]);
    const [pids] = (await once(owner, 'message')) as [number[]];
    assert.ok(pids.length >= 3 && pids.every(isRunning));
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    assert.deepEqual(await untilGone(pids), []);

    const again = await startNativeNetwork(optionsFor(stateDir!));
    await again.stop();
    assert.deepEqual(await untilGone([...again.pids.values()]), []);
  });

  it('finishes a first start that was cut short', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'native-network-'));
    try {
      for (const after of [400, 1200, 2500]) {
        const owner = fork(fileURLToPath(new URL('./network-owner.js', import.meta.url)), [
          JSON.stringify(optionsFor(dir)),
        ]);
        const exited = once(owner, 'exit');
        await Promise.race([delay(after), exited]);
        owner.kill('SIGKILL');
        await exited;
        // Its programs end within the guard's grace.
        await delay(4500);
      }
      const network = await startNativeNetwork(optionsFor(dir));
      assert.equal(network.organizations.length, 1);
      await network.stop();
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
