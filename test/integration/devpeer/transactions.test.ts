// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { GatewayError, type ErrorDetail } from '@hyperledger/fabric-gateway';
import type { DevPeer } from '@wattpass/devpeer';
import { connectAdmin, type ProbeClient } from '../../support/devpeer/probe-client.js';
import { startProbeNetwork } from '../../support/devpeer/probe-network.js';
import { temporaryDirectory } from '../../support/devpeer/temporary-directory.js';

const ABORTED = 10;
const UNKNOWN = 2;
const FAILED_PRECONDITION = 9;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

async function failure(call: Promise<unknown>): Promise<GatewayError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof GatewayError, `a GatewayError was expected, not ${String(error)}`);
  return error;
}

const messages = (error: GatewayError): string[] => error.details.map(({ message }: ErrorDetail) => message);

describe('devpeer: transactions through the gateway client and fabric-shim', function () {
  this.timeout(120_000);
  let peer: DevPeer;
  let alpha: ProbeClient;
  let beta: ProbeClient;
  let gamma: ProbeClient;
  let state: Awaited<ReturnType<typeof temporaryDirectory>>;

  before(async () => {
    state = await temporaryDirectory('devpeer-transactions');
    peer = await startProbeNetwork(state.path);
    [alpha, beta, gamma] = await Promise.all([
      connectAdmin(peer, 'alpha'),
      connectAdmin(peer, 'beta'),
      connectAdmin(peer, 'gamma'),
    ]);
  });

  after(async () => {
    for (const client of [alpha, beta, gamma]) client.close();
    await peer.stop();
    await state.remove();
  });

  describe('public state', () => {
    it('is readable on every peer after its commit', async () => {
      await alpha.contract.submitTransaction('put', 'greeting', 'hello');
      for (const client of [alpha, beta, gamma]) {
        assert.equal(text(await client.contract.evaluateTransaction('get', 'greeting')), 'hello');
      }
    });

    it('is read as committed: a transaction does not see its own writes', async () => {
      await alpha.contract.submitTransaction('put', 'own', 'a');
      assert.equal(text(await alpha.contract.submitTransaction('append', 'own', 'b')), 'a');
      assert.equal(text(await alpha.contract.evaluateTransaction('get', 'own')), 'ab');
    });

    it('loses a key by an empty value', async () => {
      await alpha.contract.submitTransaction('put', 'gone', 'x');
      await alpha.contract.submitTransaction('put', 'gone', '');
      assert.equal(text(await alpha.contract.evaluateTransaction('range', 'gone', 'gonf')), '[]');
    });

    it('gives 250 keys of a range in their order', async () => {
      await alpha.contract.submitTransaction('putMany', 'many', '250');
      const entries = JSON.parse(text(await beta.contract.evaluateTransaction('range', 'many', 'manz'))) as string[][];
      assert.equal(entries.length, 250);
      assert.deepEqual(entries[0], ['many000000', '0']);
      assert.deepEqual(entries[249], ['many000249', '249']);
    });

    it('gives exactly 100 and exactly 200 keys, where batches end', async () => {
      for (const [end, count] of [
        ['many000100', 100],
        ['many000200', 200],
      ] as const) {
        const entries = JSON.parse(text(await alpha.contract.evaluateTransaction('range', 'many', end))) as string[][];
        assert.equal(entries.length, count);
      }
    });

    it('is paged with bookmarks', async () => {
      interface Page {
        entries: string[][];
        bookmark: string;
        fetchedRecordsCount: number;
      }
      const page = async (size: string, bookmark: string): Promise<Page> =>
        JSON.parse(text(await alpha.contract.evaluateTransaction('page', 'many', 'manz', size, bookmark))) as Page;
      const first = await page('200', '');
      assert.equal(first.fetchedRecordsCount, 200);
      assert.equal(first.bookmark, 'many000200');
      const second = await page('200', first.bookmark);
      assert.equal(second.entries.length, 50);
      assert.equal(second.bookmark, '');
    });

    it('gives composite keys by their first attributes', async () => {
      await alpha.contract.submitTransaction('putComposite', 'edge', '["a","b"]', '1');
      await alpha.contract.submitTransaction('putComposite', 'edge', '["a","c"]', '2');
      await alpha.contract.submitTransaction('putComposite', 'edge', '["b","a"]', '3');
      const result = text(await gamma.contract.evaluateTransaction('rangeComposite', 'edge', '["a"]'));
      assert.deepEqual(JSON.parse(result), [
        [['a', 'b'], '1'],
        [['a', 'c'], '2'],
      ]);
    });

    it('keeps the history of a key, newest first, with deletes', async () => {
      await alpha.contract.submitTransaction('put', 'past', '1');
      await beta.contract.submitTransaction('put', 'past', '2');
      await alpha.contract.submitTransaction('delete', 'past');
      const entries = JSON.parse(text(await alpha.contract.evaluateTransaction('history', 'past'))) as {
        isDelete: boolean;
        value: string;
        txId: string;
        seconds: number;
      }[];
      assert.deepEqual(
        entries.map(({ isDelete, value }) => [isDelete, value]),
        [
          [true, ''],
          [false, '2'],
          [false, '1'],
        ],
      );
      assert.match(entries[0]?.txId ?? '', /^[0-9a-f]{64}$/);
      assert.ok(Math.abs((entries[0]?.seconds ?? 0) - Date.now() / 1000) < 60);
    });

    it('refuses writes after a paged query', async () => {
      const error = await failure(alpha.contract.submitTransaction('pageThenPut', 'many', 'manz', 'late'));
      assert.equal(error.code, ABORTED);
      assert.match(
        messages(error).join(),
        /Transaction has already performed a paginated query. Writes are not allowed/,
      );
    });
  });

  describe('chaincode', () => {
    it('runs once in each organisation, with that organisation as its peer', async () => {
      const peers = await Promise.all(
        [alpha, beta, gamma].map(async (client) => {
          const answer = text(await client.contract.evaluateTransaction('whoami'));
          return (JSON.parse(answer) as { peer: string }).peer;
        }),
      );
      assert.deepEqual(peers, ['AlphaMSP', 'BetaMSP', 'GammaMSP']);
    });

    it('sees the client by its certificate', async () => {
      const caller = JSON.parse(text(await beta.contract.evaluateTransaction('whoami'))) as {
        id: string;
        mspId: string;
      };
      assert.equal(caller.mspId, 'BetaMSP');
      assert.match(caller.id, /^x509::\/.*CN=admin@beta\.localhost::\/.*CN=ca\.beta\.localhost/);
    });

    it('fails an evaluate with UNKNOWN and a submit with ABORTED, its message in the details', async () => {
      const evaluated = await failure(alpha.contract.evaluateTransaction('fail', 'no way'));
      assert.equal(evaluated.code, UNKNOWN);
      assert.deepEqual(messages(evaluated), ['chaincode response 500, no way']);
      const submitted = await failure(alpha.contract.submitTransaction('fail', 'no way'));
      assert.equal(submitted.code, ABORTED);
      assert.deepEqual(messages(submitted), ['chaincode response 500, no way']);
      assert.deepEqual(
        submitted.details.map(({ mspId }) => mspId),
        ['AlphaMSP'],
      );
    });

    it('that is not deterministic is refused, with what two organisations wrote', async () => {
      const error = await failure(alpha.contract.submitTransaction('random', 'dice'));
      assert.equal(error.code, ABORTED);
      assert.match(error.message, /failed to collect enough transaction endorsements/);
      const [message = ''] = messages(error);
      assert.match(message, /^ProposalResponsePayloads do not match/);
      assert.match(message, /AlphaMSP: .*"key":"dice".* \| (Beta|Gamma)MSP: .*"key":"dice"/);
    });

    it('can be called by itself only once in a transaction', async () => {
      const error = await failure(alpha.contract.submitTransaction('call', 'probe', '["get","greeting"]'));
      assert.match(messages(error).join(), /exists/);
    });

    it('that does not exist is a failed precondition', async () => {
      const error = await failure(alpha.network.getContract('nothing').submitTransaction('x'));
      assert.equal(error.code, FAILED_PRECONDITION);
    });

    it('that crashes is started again', async () => {
      const error = await failure(alpha.contract.evaluateTransaction('crash'));
      assert.equal(error.code, ABORTED);
      assert.match(messages(error).join(), /chaincode stream terminated$/);
      assert.equal(text(await alpha.contract.evaluateTransaction('get', 'greeting')), 'hello');
    });
  });
});
