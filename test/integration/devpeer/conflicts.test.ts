// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Status, SubmittedTransaction } from '@hyperledger/fabric-gateway';
import type { DevPeer } from '@wattpass/devpeer';
import { connectAdmin, type ProbeClient } from '../../support/devpeer/probe-client.js';
import { startProbeNetwork } from '../../support/devpeer/probe-network.js';
import { temporaryDirectory } from '../../support/devpeer/temporary-directory.js';

const VALID = 0;
const DUPLICATE_TXID = 9;
const ENDORSEMENT_POLICY_FAILURE = 10;
const MVCC_READ_CONFLICT = 11;
const PHANTOM_READ_CONFLICT = 12;

type Endorsed = Awaited<ReturnType<ReturnType<ProbeClient['contract']['newProposal']>['endorse']>>;

describe('devpeer: validation of ordered transactions', function () {
  this.timeout(120_000);
  let peer: DevPeer;
  let alpha: ProbeClient;
  let state: Awaited<ReturnType<typeof temporaryDirectory>>;

  const endorse = (name: string, ...args: string[]): Promise<Endorsed> =>
    alpha.contract.newProposal(name, { arguments: args }).endorse();
  const submitAll = async (transactions: readonly Endorsed[]): Promise<Status[]> => {
    const submitted: SubmittedTransaction[] = [];
    for (const transaction of transactions) submitted.push(await transaction.submit());
    return Promise.all(submitted.map((one) => one.getStatus()));
  };

  before(async () => {
    state = await temporaryDirectory('devpeer-conflicts');
    // Long enough for a few transactions to meet in one block.
    peer = await startProbeNetwork(state.path, { batchTimeoutMs: 500 });
    alpha = await connectAdmin(peer, 'alpha');
    await alpha.contract.submitTransaction('put', 'key', '0');
  });

  after(async () => {
    alpha.close();
    await peer.stop();
    await state.remove();
  });

  it('refuses a transaction whose read is stale', async () => {
    const late = await endorse('append', 'key', 'late');
    await alpha.contract.submitTransaction('put', 'key', '1');
    const [status] = await submitAll([late]);
    assert.equal(status?.code, MVCC_READ_CONFLICT);
    assert.equal(status.successful, false);
  });

  it('lets the first of two writers in one block win', async () => {
    const both = await Promise.all([endorse('append', 'key', 'a'), endorse('append', 'key', 'b')]);
    const [first, second] = await submitAll(both);
    assert.equal(first?.blockNumber, second?.blockNumber);
    assert.deepEqual([first?.code, second?.code], [VALID, MVCC_READ_CONFLICT]);
  });

  it('lets blind writes of one key in one block pass', async () => {
    const both = await Promise.all([endorse('put', 'blind', 'a'), endorse('put', 'blind', 'b')]);
    const statuses = await submitAll(both);
    assert.deepEqual(
      statuses.map(({ code }) => code),
      [VALID, VALID],
    );
    assert.equal(Buffer.from(await alpha.contract.evaluateTransaction('get', 'blind')).toString(), 'b');
  });

  it('refuses a range that has gained a key, in an earlier block or in the same', async () => {
    const stale = await endorse('countInto', 'phantom', 'phantoz', 'count');
    await alpha.contract.submitTransaction('put', 'phantom1', 'x');
    const [status] = await submitAll([stale]);
    assert.equal(status?.code, PHANTOM_READ_CONFLICT);

    const [insert, count] = await Promise.all([
      endorse('put', 'phantom2', 'x'),
      endorse('countInto', 'phantom', 'phantoz', 'count'),
    ]);
    const statuses = await submitAll([insert, count]);
    assert.deepEqual(
      statuses.map(({ code }) => code),
      [VALID, PHANTOM_READ_CONFLICT],
    );
  });

  it('checks ranges long enough to be summarised in a tree', async () => {
    await alpha.contract.submitTransaction('putMany', 'tree', '300');
    const [same] = await submitAll([await endorse('countInto', 'tree', 'tref', 'trees')]);
    assert.equal(same?.code, VALID);
    const stale = await endorse('countInto', 'tree', 'tref', 'trees');
    await alpha.contract.submitTransaction('delete', 'tree000150');
    const [status] = await submitAll([stale]);
    assert.equal(status?.code, PHANTOM_READ_CONFLICT);
  });

  it('commits one transaction once: the same envelope again is answered with its block', async () => {
    const transaction = await endorse('put', 'once', '1');
    const first = await transaction.submit();
    const again = await transaction.submit();
    const status = await first.getStatus();
    assert.equal(status.code, VALID);
    assert.deepEqual(await again.getStatus(), status);
    const late = await (await transaction.submit()).getStatus();
    assert.deepEqual([late.code, late.blockNumber], [VALID, status.blockNumber]);
    await alpha.contract.submitTransaction('put', 'flush', '1');
    const codes = await blockCodes(Number(status.blockNumber));
    assert.ok(codes.includes(DUPLICATE_TXID));
  });

  it("holds a key's own policy against writers without it, and against a change in the same block", async () => {
    await alpha.contract.submitTransaction('put', 'owned', '1');
    await alpha.contract.submitTransaction('restrict', 'owned', 'GammaMSP');
    const withoutGamma = await alpha.contract
      .newProposal('put', { arguments: ['owned', '2'], endorsingOrganizations: ['AlphaMSP', 'BetaMSP'] })
      .endorse();
    const [refused] = await submitAll([withoutGamma]);
    assert.equal(refused?.code, ENDORSEMENT_POLICY_FAILURE);
    // By itself the gateway asks the organisation that the key's policy names.
    await alpha.contract.submitTransaction('put', 'owned', '3');

    const [change, write] = await Promise.all([
      alpha.contract.newProposal('restrict', { arguments: ['owned', 'BetaMSP'] }).endorse(),
      endorse('put', 'owned', '4'),
    ]);
    const statuses = await submitAll([change, write]);
    assert.deepEqual(
      statuses.map(({ code }) => code),
      [VALID, ENDORSEMENT_POLICY_FAILURE],
    );
  });

  it('refuses too few endorsements', async () => {
    const one = await alpha.contract
      .newProposal('put', { arguments: ['few', '1'], endorsingOrganizations: ['AlphaMSP'] })
      .endorse();
    const [status] = await submitAll([one]);
    assert.equal(status?.code, ENDORSEMENT_POLICY_FAILURE);
  });

  async function blockCodes(from: number): Promise<number[]> {
    const codes: number[] = [];
    const blocks = await alpha.network.getFilteredBlockEvents({ startBlock: BigInt(from) });
    const last = peer.height() - 1;
    for await (const block of blocks) {
      codes.push(...block.getFilteredTransactionsList().map((transaction) => transaction.getTxValidationCode()));
      if (block.getNumber() >= last) break;
    }
    blocks.close();
    return codes;
  }
});
