// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { DevPeer } from '@wattpass/devpeer';
import { connectAdmin, type ProbeClient } from '../../support/devpeer/probe-client.js';
import { verifyState } from '../../support/devpeer/devpeer-process.js';
import { startProbeNetwork } from '../../support/devpeer/probe-network.js';
import { temporaryDirectory } from '../../support/devpeer/temporary-directory.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const MISSING = /private data matching public hash version is not available/;

describe('devpeer: private data that do not reach a member', function () {
  this.timeout(120_000);
  let peer: DevPeer;
  let alpha: ProbeClient;
  let beta: ProbeClient;
  let state: Awaited<ReturnType<typeof temporaryDirectory>>;
  let running = false;

  const put = (client: ProbeClient, collection: string, key: string, value: string): Promise<Uint8Array> =>
    client.contract.submit('putPrivate', { arguments: [collection, key], transientData: { value } });
  const get = async (client: ProbeClient, collection: string, key: string): Promise<string> =>
    text(await client.contract.evaluateTransaction('getPrivate', collection, key));

  before(async () => {
    state = await temporaryDirectory('devpeer-withheld');
    peer = await startProbeNetwork(state.path);
    running = true;
    [alpha, beta] = await Promise.all([connectAdmin(peer, 'alpha'), connectAdmin(peer, 'beta')]);
  });

  const stop = async (): Promise<void> => {
    if (!running) return;
    running = false;
    alpha.close();
    beta.close();
    await peer.stop();
  };

  after(async () => {
    await stop();
    await state.remove();
  });

  it('are missed by that member alone, until they are released', async () => {
    await put(alpha, 'alphaBeta', 'before', 'known');
    peer.withholdPrivateData('beta');
    await put(alpha, 'alphaBeta', 'missed', 'late');
    assert.equal(await get(alpha, 'alphaBeta', 'missed'), 'late');
    assert.equal(await get(beta, 'alphaBeta', 'before'), 'known');
    await assert.rejects(get(beta, 'alphaBeta', 'missed'), (error) => MISSING.test(JSON.stringify(error)));
    await peer.releasePrivateData('beta');
    assert.equal(await get(beta, 'alphaBeta', 'missed'), 'late');
    await put(alpha, 'alphaBeta', 'after', 'at once');
    assert.equal(await get(beta, 'alphaBeta', 'after'), 'at once');
  });

  it('are overtaken by what was written later', async () => {
    await put(alpha, 'alphaBeta', 'changed', 'first');
    peer.withholdPrivateData('beta');
    await put(alpha, 'alphaBeta', 'changed', 'second');
    await put(alpha, 'alphaBeta', 'deleted', 'x');
    await put(alpha, 'alphaBeta', 'changed', 'third');
    await put(alpha, 'alphaBeta', 'deleted', '');
    await peer.releasePrivateData('beta');
    assert.equal(await get(beta, 'alphaBeta', 'changed'), 'third');
    assert.equal(await get(beta, 'alphaBeta', 'deleted'), '');
  });

  it('are there for a member whose own peer endorsed them', async () => {
    peer.withholdPrivateData('beta');
    await beta.contract.submit('putPrivate', {
      arguments: ['shortLived', 'own'],
      transientData: { value: 'mine' },
      endorsingOrganizations: ['BetaMSP'],
    });
    assert.equal(await get(beta, 'shortLived', 'own'), 'mine');
    await peer.releasePrivateData('beta');
  });

  it('are those that the blocks have, as the check of the ledger says', async () => {
    await stop();
    const { report } = await verifyState(state.path);
    assert.deepEqual(report.problems, []);
  });
});
