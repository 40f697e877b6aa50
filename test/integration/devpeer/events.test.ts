// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { common, peer as protos } from '@hyperledger/fabric-protos';
import { checkpointers, type ChaincodeEvent, type CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import type { DevPeer } from '@wattpass/devpeer';
import { connectAdmin, sha256Hex, type ProbeClient } from '../../support/devpeer/probe-client.js';
import { startProbeNetwork } from '../../support/devpeer/probe-network.js';
import { temporaryDirectory } from '../../support/devpeer/temporary-directory.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

async function take<T>(events: CloseableAsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  try {
    for await (const event of events) {
      taken.push(event);
      if (taken.length === count) break;
    }
  } finally {
    events.close();
  }
  return taken;
}

describe('devpeer: events and blocks', function () {
  this.timeout(120_000);
  let peer: DevPeer;
  let alpha: ProbeClient;
  let state: Awaited<ReturnType<typeof temporaryDirectory>>;
  const txIds: string[] = [];
  /** The first block of this test: the channel's configuration and the chaincode's definition are in those before. */
  let firstBlock: bigint;

  before(async () => {
    state = await temporaryDirectory('devpeer-events');
    peer = await startProbeNetwork(state.path);
    alpha = await connectAdmin(peer, 'alpha');
    firstBlock = BigInt(peer.height());
    for (const name of ['one', 'two', 'three']) {
      txIds.push(text(await alpha.contract.submitTransaction('emit', name, `payload ${name}`)));
    }
  });

  after(async () => {
    alpha.close();
    await peer.stop();
    await state.remove();
  });

  it('replays the events of a chaincode from a block', async () => {
    const events = await take(await alpha.network.getChaincodeEvents('probe', { startBlock: 0n }), 3);
    assert.deepEqual(
      events.map(({ eventName, payload, transactionId }) => [eventName, text(payload), transactionId]),
      ['one', 'two', 'three'].map((name, index) => [name, `payload ${name}`, txIds[index]]),
    );
  });

  it('gives events as they come', async () => {
    const events = await alpha.network.getChaincodeEvents('probe');
    const next = take(events, 1);
    await alpha.contract.submitTransaction('emit', 'four', 'live');
    const [event] = await next;
    assert.equal(event?.eventName, 'four');
  });

  it('goes on behind a checkpoint', async () => {
    const checkpointer = checkpointers.inMemory();
    const [first] = await take<ChaincodeEvent>(await alpha.network.getChaincodeEvents('probe', { startBlock: 0n }), 1);
    assert.ok(first !== undefined);
    await checkpointer.checkpointChaincodeEvent(first);
    const rest = await take(await alpha.network.getChaincodeEvents('probe', { checkpoint: checkpointer }), 2);
    assert.deepEqual(
      rest.map(({ eventName }) => eventName),
      ['two', 'three'],
    );
  });

  it('raises no events of refused transactions', async () => {
    const stale = await alpha.contract.newProposal('append', { arguments: ['hot', 'x'] }).endorse();
    await alpha.contract.submitTransaction('put', 'hot', '1');
    const status = await (await stale.submit()).getStatus();
    assert.equal(status.successful, false);
    const events = await alpha.network.getChaincodeEvents('probe', { startBlock: status.blockNumber });
    await alpha.contract.submitTransaction('emit', 'after', 'refusal');
    const [event] = await take(events, 1);
    assert.equal(event?.eventName, 'after');
  });

  it('delivers whole blocks that are chained by their hashes', async () => {
    const height = peer.height();
    const blocks = await take(await alpha.network.getBlockEvents({ startBlock: 0n }), height);
    assert.deepEqual(
      blocks.map((block) => block.getHeader()?.getNumber()),
      Array.from({ length: height }, (_, number) => number),
    );
    for (const block of blocks) {
      const data = block.getData()?.getDataList_asU8() ?? [];
      assert.equal(
        Buffer.from(block.getHeader()?.getDataHash_asU8() ?? []).toString('hex'),
        sha256Hex(Buffer.concat(data)),
      );
    }
  });

  it('starts with a configuration block that names the organisations', async () => {
    const [genesis] = await take(await alpha.network.getBlockEvents({ startBlock: 0n }), 1);
    const envelope = common.Envelope.deserializeBinary(genesis!.getData()!.getDataList_asU8()[0]!);
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    const header = common.ChannelHeader.deserializeBinary(payload.getHeader()!.getChannelHeader_asU8());
    assert.equal(header.getType(), common.HeaderType.CONFIG);
    assert.equal(header.getChannelId(), 'probes');
    const group = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig()!.getChannelGroup()!;
    const application = group.getGroupsMap().get('Application')!;
    assert.deepEqual([...application.getGroupsMap().keys()].sort(), ['AlphaMSP', 'BetaMSP', 'GammaMSP']);
  });

  it('delivers filtered blocks with outcomes and event names, without payloads', async () => {
    const [block] = await take(await alpha.network.getFilteredBlockEvents({ startBlock: firstBlock }), 1);
    const transaction = block!.getFilteredTransactionsList()[0]!;
    assert.equal(block!.getChannelId(), 'probes');
    assert.equal(transaction.getTxid(), txIds[0]);
    assert.equal(transaction.getTxValidationCode(), protos.TxValidationCode.VALID);
    const event = transaction.getTransactionActions()!.getChaincodeActionsList()[0]!.getChaincodeEvent()!;
    assert.equal(event.getEventName(), 'one');
    assert.equal(event.getPayload_asU8().length, 0);
  });

  it('refuses blocks far beyond the last', async () => {
    const blocks = await alpha.network.getBlockEvents({ startBlock: 1_000_000n });
    await assert.rejects(take(blocks, 1), /NOT_FOUND|404/);
  });

  describe('qscc and cscc', () => {
    const query = async (contract: string, name: string, ...args: string[]): Promise<Uint8Array> =>
      alpha.network.getContract(contract).evaluateTransaction(name, ...args);

    it('tell the height and hashes of the chain', async () => {
      const info = common.BlockchainInfo.deserializeBinary(await query('qscc', 'GetChainInfo', 'probes'));
      assert.equal(info.getHeight(), peer.height());
      const byHash = await alpha.network
        .getContract('qscc')
        .evaluate('GetBlockByHash', { arguments: ['probes', info.getCurrentblockhash_asU8()] });
      assert.equal(common.Block.deserializeBinary(byHash).getHeader()?.getNumber(), peer.height() - 1);
    });

    it('find a block and a transaction', async () => {
      const [txId = ''] = txIds;
      const block = common.Block.deserializeBinary(await query('qscc', 'GetBlockByTxID', 'probes', txId));
      assert.equal(block.getHeader()?.getNumber(), Number(firstBlock));
      const same = common.Block.deserializeBinary(
        await query('qscc', 'GetBlockByNumber', 'probes', String(firstBlock)),
      );
      assert.deepEqual(same.serializeBinary(), block.serializeBinary());
      const transaction = protos.ProcessedTransaction.deserializeBinary(
        await query('qscc', 'GetTransactionByID', 'probes', txId),
      );
      assert.equal(transaction.getValidationcode(), protos.TxValidationCode.VALID);
    });

    it('say what they do not find', async () => {
      await assert.rejects(
        query('qscc', 'GetTransactionByID', 'probes', 'nonsense'),
        /Failed to get transaction with id nonsense/,
      );
      await assert.rejects(query('qscc', 'Nothing', 'probes', 'x'), /Unmapped policy for qscc\/Nothing/);
    });

    it('list the channel', async () => {
      const response = protos.ChannelQueryResponse.deserializeBinary(await query('cscc', 'GetChannels'));
      assert.deepEqual(
        response.getChannelsList().map((channel) => channel.getChannelId()),
        ['probes'],
      );
    });
  });
});
