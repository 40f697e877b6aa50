// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { GatewayError } from '@hyperledger/fabric-gateway';
import type { DevPeer } from '@wattpass/devpeer';
import { connectAdmin, sha256Hex, type ProbeClient } from '../../support/devpeer/probe-client.js';
import { startProbeNetwork } from '../../support/devpeer/probe-network.js';
import { temporaryDirectory } from '../../support/devpeer/temporary-directory.js';

const FAILED_PRECONDITION = 9;
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

async function failure(call: Promise<unknown>): Promise<{ code: number; text: string }> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof GatewayError, `a GatewayError was expected, not ${String(error)}`);
  return { code: error.code, text: [error.message, ...error.details.map(({ message }) => message)].join('\n') };
}

describe('devpeer: private data', function () {
  this.timeout(120_000);
  let peer: DevPeer;
  let alpha: ProbeClient;
  let beta: ProbeClient;
  let gamma: ProbeClient;
  let state: Awaited<ReturnType<typeof temporaryDirectory>>;

  const put = (client: ProbeClient, collection: string, key: string, value: string): Promise<Uint8Array> =>
    client.contract.submit('putPrivate', { arguments: [collection, key], transientData: { value } });
  const get = async (client: ProbeClient, collection: string, key: string): Promise<string> =>
    text(await client.contract.evaluateTransaction('getPrivate', collection, key));

  before(async () => {
    state = await temporaryDirectory('devpeer-private');
    peer = await startProbeNetwork(state.path);
    [alpha, beta, gamma] = await Promise.all([
      connectAdmin(peer, 'alpha'),
      connectAdmin(peer, 'beta'),
      connectAdmin(peer, 'gamma'),
    ]);
    await put(alpha, 'alphaBeta', 'recipe', 'secret sauce');
  });

  after(async () => {
    for (const client of [alpha, beta, gamma]) client.close();
    await peer.stop();
    await state.remove();
  });

  it('reaches every member and nobody else', async () => {
    assert.equal(await get(alpha, 'alphaBeta', 'recipe'), 'secret sauce');
    assert.equal(await get(beta, 'alphaBeta', 'recipe'), 'secret sauce');
    const refused = await failure(get(gamma, 'alphaBeta', 'recipe'));
    assert.match(refused.text, /tx creator does not have read access permission on privatedata/);
  });

  it('is not on the peer of an organisation outside, even for a member who asks there', async () => {
    const refused = await failure(
      alpha.contract.evaluate('getPrivate', {
        arguments: ['alphaBeta', 'recipe'],
        endorsingOrganizations: ['GammaMSP'],
      }),
    );
    assert.match(refused.text, /private data matching public hash version is not available/);
  });

  it('shows its hash to everybody', async () => {
    const hash = text(await gamma.contract.evaluateTransaction('getPrivateHash', 'alphaBeta', 'recipe'));
    assert.equal(hash, sha256Hex('secret sauce'));
  });

  it('is not in any block', async () => {
    await put(alpha, 'alphaBeta', 'needle', 'XYZZY-needle-in-a-haystack');
    const last = peer.height() - 1;
    const blocks = await gamma.network.getBlockEvents({ startBlock: 0n });
    for await (const block of blocks) {
      assert.ok(!Buffer.from(block.serializeBinary()).includes('XYZZY-needle'));
      if (block.getHeader()?.getNumber() === last) break;
    }
    blocks.close();
  });

  it('may not be written by a client outside where the collection says so', async () => {
    const refused = await failure(put(gamma, 'alphaBeta', 'intruder', 'x'));
    assert.match(refused.text, /tx creator does not have write access permission on privatedata/);
  });

  it('is endorsed by those whom the collection names, so a member alone is not enough', async () => {
    const transaction = await beta.contract
      .newProposal('putPrivate', {
        arguments: ['alphaBeta', 'mine'],
        transientData: { value: 'x' },
        endorsingOrganizations: ['BetaMSP'],
      })
      .endorse();
    const status = await (await transaction.submit()).getStatus();
    assert.equal(status.code, 10);
    // Left to the gateway, the transaction goes to the organisation that may endorse it.
    await put(beta, 'alphaBeta', 'ours', 'y');
    assert.equal(await get(alpha, 'alphaBeta', 'ours'), 'y');
  });

  it('is not handed to endorsers outside the collection', async () => {
    const refused = await failure(put(alpha, 'majority', 'wide', 'x'));
    assert.equal(refused.code, FAILED_PRECONDITION);
    assert.match(
      refused.text,
      /requires endorsement from organisation\(s\) that are not in the distribution policy of the private data collection\(s\): \[majority\]/,
    );
  });

  it('is not written together with public state where the members are no majority', async () => {
    const both = (collection: string): Promise<unknown> =>
      alpha.contract.submit('putBoth', { arguments: [collection, 'both'], transientData: { value: 'x' } });
    assert.equal((await failure(both('majority'))).code, FAILED_PRECONDITION);
    await both('alphaBeta');
    assert.equal(await get(beta, 'alphaBeta', 'both'), 'x');
  });

  it('is listed by range for members, and not together with writes', async () => {
    await put(alpha, 'alphaBeta', 'list1', '1');
    await put(alpha, 'alphaBeta', 'list2', '2');
    const range = text(await beta.contract.evaluateTransaction('rangePrivate', 'alphaBeta', 'list', 'lisu'));
    assert.deepEqual(JSON.parse(range), [
      ['list1', '1'],
      ['list2', '2'],
    ]);
  });

  it('of an implicit collection is kept by its one organisation', async () => {
    await put(gamma, '_implicit_org_GammaMSP', 'diary', 'dear');
    assert.equal(await get(gamma, '_implicit_org_GammaMSP', 'diary'), 'dear');
    const hash = text(await alpha.contract.evaluateTransaction('getPrivateHash', '_implicit_org_GammaMSP', 'diary'));
    assert.equal(hash, sha256Hex('dear'));
  });

  it('goes when its number of blocks is over, its hash as well', async () => {
    await put(alpha, 'shortLived', 'ephemeral', 'soon gone');
    await alpha.contract.submitTransaction('put', 'tick', '1');
    await alpha.contract.submitTransaction('put', 'tick', '2');
    assert.equal(await get(beta, 'shortLived', 'ephemeral'), 'soon gone');
    await alpha.contract.submitTransaction('put', 'tick', '3');
    assert.equal(await get(beta, 'shortLived', 'ephemeral'), '');
    assert.equal(text(await gamma.contract.evaluateTransaction('getPrivateHash', 'shortLived', 'ephemeral')), '');
  });

  it('that is purged goes from the state and from delivered blocks, its neighbours stay', async () => {
    await put(alpha, 'alphaBeta', 'embarrassing', 'SENSITIVE-VALUE');
    await alpha.contract.submitTransaction('purgePrivate', 'alphaBeta', 'embarrassing');
    assert.equal(await get(beta, 'alphaBeta', 'embarrassing'), '');
    const delivered = await privateDataOf(beta);
    assert.ok(!delivered.includes('SENSITIVE-VALUE'));
    assert.ok(delivered.includes('secret sauce'));
  });

  it('is delivered with blocks to members only', async () => {
    assert.ok((await privateDataOf(alpha)).includes('secret sauce'));
    assert.ok(!(await privateDataOf(gamma)).includes('secret sauce'));
    assert.ok((await privateDataOf(gamma)).includes('dear'));
  });

  /** All private data that are delivered to a client, as one text. */
  async function privateDataOf(client: ProbeClient): Promise<string> {
    const last = peer.height() - 1;
    const blocks = await client.network.getBlockAndPrivateDataEvents({ startBlock: 0n });
    let found = '';
    for await (const block of blocks) {
      for (const [, writes] of block.getPrivateDataMapMap().entries()) {
        found += Buffer.from(writes.serializeBinary()).toString('latin1');
      }
      if (block.getBlock()?.getHeader()?.getNumber() === last) break;
    }
    blocks.close();
    return found;
  }
});
