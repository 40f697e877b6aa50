// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { connectAdmin, type ProbeClient } from '../../support/devpeer/probe-client.js';
import {
  processesWithEnvironment,
  startDevPeerProcess,
  verifyState,
  type DevPeerProcess,
} from '../../support/devpeer/devpeer-process.js';
import { probeChaincode, startProbeNetwork } from '../../support/devpeer/probe-network.js';
import { temporaryDirectory } from '../../support/devpeer/temporary-directory.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const WRITERS = 8;

/** A network whose chaincode processes can be told from all others on the machine. */
function markedChaincode(): { marker: string; chaincodes: ReturnType<typeof probeChaincode>[] } {
  const marker = `PROBE_MARKER=${randomUUID()}`;
  const chaincode = probeChaincode();
  if ('address' in chaincode.server) throw new Error('the probe is started by a command');
  const [name = '', value = ''] = marker.split('=');
  const server = { ...chaincode.server, env: { ...chaincode.server.env, [name]: value } };
  return { marker, chaincodes: [{ ...chaincode, server }] };
}

async function eventuallyNone(marker: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await processesWithEnvironment(marker)).length === 0) return;
    await delay(50);
  }
  assert.deepEqual(await processesWithEnvironment(marker), [], 'processes are left');
}

describe('devpeer: restart', function () {
  this.timeout(180_000);
  let state: Awaited<ReturnType<typeof temporaryDirectory>>;

  beforeEach(async () => {
    state = await temporaryDirectory('devpeer-restart');
  });

  afterEach(async () => {
    await state.remove();
  });

  it('goes on from the same ledger, with the same identities', async () => {
    const first = await startProbeNetwork(state.path);
    let client = await connectAdmin(first, 'alpha');
    await client.contract.submitTransaction('put', 'kept', 'value');
    await client.contract.submit('putPrivate', {
      arguments: ['alphaBeta', 'kept'],
      transientData: { value: 'private' },
    });
    const height = first.height();
    client.close();
    await first.stop();

    const second = await startProbeNetwork(state.path);
    client = await connectAdmin(second, 'beta');
    assert.equal(second.height(), height);
    assert.equal(text(await client.contract.evaluateTransaction('get', 'kept')), 'value');
    assert.equal(text(await client.contract.evaluateTransaction('getPrivate', 'alphaBeta', 'kept')), 'private');
    await client.contract.submitTransaction('put', 'kept', 'changed');
    assert.equal(second.height(), height + 1);
    client.close();
    await second.stop();
    const { code, report } = await verifyState(state.path);
    assert.deepEqual(report.problems, []);
    assert.equal(code, 0);
    assert.equal(report.blocks, height + 1);
  });

  it('commits a transaction that was endorsed before the restart, private data included', async () => {
    const first = await startProbeNetwork(state.path);
    let client = await connectAdmin(first, 'alpha');
    const endorsed = await client.contract
      .newProposal('putPrivate', { arguments: ['alphaBeta', 'late'], transientData: { value: 'kept' } })
      .endorse();
    const bytes = endorsed.getBytes();
    client.close();
    await first.stop();

    const second = await startProbeNetwork(state.path);
    client = await connectAdmin(second, 'alpha');
    const status = await (await client.gateway.newTransaction(bytes).submit()).getStatus();
    assert.equal(status.successful, true);
    assert.equal(text(await client.contract.evaluateTransaction('getPrivate', 'alphaBeta', 'late')), 'kept');
    client.close();
    await second.stop();
  });

  it('killed under load has every transaction it acknowledged, a chain that verifies, and leaves no process', async () => {
    const { marker, chaincodes } = markedChaincode();
    const killed = await startDevPeerProcess(state.path, { chaincodes });
    const client = await connectAdmin(killed, 'alpha');
    const acknowledged: string[] = [];
    const writers = Array.from({ length: WRITERS }, (_, writer) => writeUntilKilled(client, writer, acknowledged));
    while (acknowledged.length < 60) await delay(20);
    killed.child.kill('SIGKILL');
    await killed.exited;
    await Promise.all(writers);
    client.close();
    await eventuallyNone(marker);

    const { code, report } = await verifyState(state.path);
    assert.deepEqual(report.problems, []);
    assert.equal(code, 0);

    const restarted = await startDevPeerProcess(state.path, { chaincodes });
    const reader = await connectAdmin(restarted, 'beta');
    const entries = JSON.parse(text(await reader.contract.evaluateTransaction('range', 'load', 'loae'))) as string[][];
    const present = new Set(entries.map(([key]) => key));
    assert.deepEqual(
      acknowledged.filter((key) => !present.has(key)),
      [],
    );
    await reader.contract.submitTransaction('put', 'after', 'works');
    reader.close();
    await stopByParent(restarted);
    await eventuallyNone(marker);
  });

  async function writeUntilKilled(client: ProbeClient, writer: number, acknowledged: string[]): Promise<void> {
    for (let i = 0; ; i += 1) {
      const key = `load-${writer}-${i}`;
      try {
        await client.contract.submitTransaction('put', key, String(i));
      } catch {
        return;
      }
      acknowledged.push(key);
    }
  }

  /** With --exit-with-parent the end of its standard input stops it, as when the parent dies. */
  async function stopByParent({ child, exited }: DevPeerProcess): Promise<void> {
    child.stdin?.end();
    assert.deepEqual(await exited, [0, null]);
  }
});
