// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import { casesOf } from '../conformance-case.js';
import { CHANNEL } from '../network-spec.js';
import type { Scene } from '../scene.js';
import type { Actor } from '../wire/actor.js';
import { headerHash, transactionsOf } from '../wire/block-view.js';
import type { Refusal } from '../wire/rpc.js';

type Argument = string | Uint8Array;

/** The answer of a system chaincode: by the gateway, and by the peer itself. */
async function answer(
  t: Scene,
  actor: Actor,
  chaincode: string,
  ...args: Argument[]
): Promise<Uint8Array | { refused: Refusal }> {
  const proposal = t.proposeCall(actor, { channel: CHANNEL, chaincode, args });
  const answered = await actor.evaluate(proposal);
  return 'refused' in answered ? answered : answered.response.getPayload_asU8();
}

/** An answer decoded, or how it was refused. */
async function decoded(
  t: Scene,
  decode: (bytes: Uint8Array) => unknown,
  chaincode: string,
  ...args: Argument[]
): Promise<unknown> {
  const answered = await answer(t, t.alpha, chaincode, ...args);
  return answered instanceof Uint8Array ? decode(answered) : answered;
}

/** Refusals by both ways. */
async function refusals(t: Scene, chaincode: string, args: readonly Argument[], actor = t.alpha): Promise<object> {
  const call = { channel: CHANNEL, chaincode, args };
  const answered = await actor.evaluate(t.proposeCall(actor, call));
  const gateway = 'refused' in answered ? answered : { bytes: answered.response.getPayload_asU8().length > 0 };
  return { gateway, peer: await t.process(actor, t.proposeCall(actor, call)) };
}

const qscc = (t: Scene, ...args: Argument[]) => refusals(t, 'qscc', args);
const blockView = (t: Scene) => (bytes: Uint8Array) => {
  const block = common.Block.deserializeBinary(bytes);
  return {
    number: t.nameBlock(block.getHeader()?.getNumber() ?? -1),
    transactions: transactionsOf(block, t.nameBlock),
  };
};

/** Queries of the ledger, the configuration and the lifecycle. */
export const systemChaincodeCases = casesOf('system chaincodes', {
  GetChainInfo: async (t) => {
    const { block } = await t.given(t.alpha, [['put', t.key('x'), '1']]);
    return decoded(
      t,
      (bytes) => {
        const info = common.BlockchainInfo.deserializeBinary(bytes);
        return {
          newest: t.nameBlock(info.getHeight() - 1),
          asNoted: info.getHeight() - 1 === block,
          hashes: [info.getCurrentblockhash_asU8().length, info.getPreviousblockhash_asU8().length],
          snapshot: info.hasBootstrappingsnapshotinfo(),
        };
      },
      'qscc',
      'GetChainInfo',
      CHANNEL,
    );
  },
  GetBlockByNumber: async (t) => {
    const { block } = await t.given(t.alpha, [['put', t.key('x'), '1']]);
    return decoded(t, blockView(t), 'qscc', 'GetBlockByNumber', CHANNEL, String(block));
  },
  'GetBlockByNumber with the largest number is the newest': async (t) => {
    await t.given(t.alpha, [['put', t.key('x'), '1']]);
    return decoded(t, blockView(t), 'qscc', 'GetBlockByNumber', CHANNEL, '18446744073709551615');
  },
  'GetBlockByNumber of a block that does not exist': (t) => qscc(t, 'GetBlockByNumber', CHANNEL, '99999999'),
  'GetBlockByNumber of no number': (t) => qscc(t, 'GetBlockByNumber', CHANNEL, 'first'),
  'GetBlockByNumber of a negative number': (t) => qscc(t, 'GetBlockByNumber', CHANNEL, '-1'),
  'GetBlockByNumber without number': (t) => qscc(t, 'GetBlockByNumber', CHANNEL),
  GetBlockByHash: async (t) => {
    const { block } = await t.given(t.alpha, [['put', t.key('x'), '1']]);
    const header = (await t.block(block)).getHeader() ?? new common.BlockHeader();
    const hash = Buffer.from(headerHash(header), 'hex');
    return decoded(t, blockView(t), 'qscc', 'GetBlockByHash', CHANNEL, hash);
  },
  'GetBlockByHash of an unknown hash': (t) => qscc(t, 'GetBlockByHash', CHANNEL, Buffer.alloc(32)),
  GetBlockByTxID: async (t) => {
    const { txId } = await t.given(t.alpha, [['put', t.key('x'), '1']]);
    return decoded(t, blockView(t), 'qscc', 'GetBlockByTxID', CHANNEL, txId);
  },
  'GetBlockByTxID of an unknown transaction': (t) => qscc(t, 'GetBlockByTxID', CHANNEL, 'f'.repeat(64)),
  GetTransactionByID: async (t) => {
    const { txId } = await t.given(t.alpha, [['put', t.key('x'), '1']]);
    return decoded(
      t,
      (bytes) => {
        const processed = peer.ProcessedTransaction.deserializeBinary(bytes);
        const hasEnvelope = (processed.getTransactionenvelope()?.getPayload_asU8().length ?? 0) > 0;
        return { code: processed.getValidationcode(), hasEnvelope };
      },
      'qscc',
      'GetTransactionByID',
      CHANNEL,
      txId,
    );
  },
  'GetTransactionByID of one that is not valid': async (t) => {
    await t.given(t.alpha, [['put', t.key('x'), '0']]);
    const late = await t.prepare(t.alpha, [
      ['get', t.key('x')],
      ['put', t.key('x'), '2'],
    ]);
    await t.given(t.alpha, [['put', t.key('x'), '1']]);
    await t.commit(t.alpha, late);
    return decoded(
      t,
      (bytes) => peer.ProcessedTransaction.deserializeBinary(bytes).getValidationcode(),
      'qscc',
      'GetTransactionByID',
      CHANNEL,
      late.txId,
    );
  },
  'GetTransactionByID of an unknown transaction': (t) => qscc(t, 'GetTransactionByID', CHANNEL, 'f'.repeat(64)),
  'GetTransactionByID of an empty id': (t) => qscc(t, 'GetTransactionByID', CHANNEL, ''),
  'an unknown query of the ledger': (t) => qscc(t, 'GetEverything', CHANNEL, 'x'),
  'a query of the ledger of an unknown channel': (t) => qscc(t, 'GetChainInfo', 'elsewhere'),
  'a query of the ledger without channel': (t) => qscc(t, 'GetChainInfo'),
  'a query of the ledger without function': (t) => qscc(t),
  'a peer may query the ledger, since it may read': (t) =>
    refusals(t, 'qscc', ['GetChainInfo', CHANNEL], t.as(t.stage.peers.alpha)),
  'cscc GetConfigBlock': (t) =>
    decoded(
      t,
      (bytes) => {
        const block = common.Block.deserializeBinary(bytes);
        return {
          number: block.getHeader()?.getNumber(),
          types: transactionsOf(block, t.nameBlock).map(({ type }) => type),
        };
      },
      'cscc',
      'GetConfigBlock',
      CHANNEL,
    ),
  'cscc GetChannelConfig': (t) =>
    decoded(
      t,
      (bytes) => {
        const config = common.Config.deserializeBinary(bytes);
        const application = config.getChannelGroup()?.getGroupsMap().get('Application');
        return {
          sequence: config.getSequence(),
          policies: application
            ?.getPoliciesMap()
            .getEntryList()
            .map(([name]) => name)
            .sort(),
          values: config
            .getChannelGroup()
            ?.getValuesMap()
            .getEntryList()
            .map(([name]) => name)
            .sort(),
          organizations: application?.getGroupsMap().getLength(),
        };
      },
      'cscc',
      'GetChannelConfig',
      CHANNEL,
    ),
  'cscc GetChannels by a client': (t) => refusals(t, 'cscc', ['GetChannels']),
  'cscc GetChannels by an administrator': (t) => refusals(t, 'cscc', ['GetChannels'], t.as(t.stage.admins.alpha)),
  'cscc GetConfigBlock of an unknown channel': (t) => refusals(t, 'cscc', ['GetConfigBlock', 'elsewhere']),
  'cscc GetConfigBlock without channel': (t) => refusals(t, 'cscc', ['GetConfigBlock']),
  'an unknown query of the configuration': (t) => refusals(t, 'cscc', ['GetEverything', CHANNEL]),
  '_lifecycle QueryChaincodeDefinition': (t) => {
    const query = new peer.lifecycle.QueryChaincodeDefinitionArgs();
    query.setName('majority');
    return decoded(
      t,
      (bytes) => {
        const result = peer.lifecycle.QueryChaincodeDefinitionResult.deserializeBinary(bytes);
        return {
          sequence: result.getSequence(),
          version: result.getVersion(),
          approvals: result.getApprovalsMap().getEntryList(),
          collections: result
            .getCollections()
            ?.getConfigList()
            .map((one) => one.getStaticCollectionConfig()?.getName()),
        };
      },
      '_lifecycle',
      'QueryChaincodeDefinition',
      query.serializeBinary(),
    );
  },
  '_lifecycle QueryChaincodeDefinition of an unknown chaincode': (t) => {
    const query = new peer.lifecycle.QueryChaincodeDefinitionArgs();
    query.setName('absent');
    return refusals(t, '_lifecycle', ['QueryChaincodeDefinition', query.serializeBinary()]);
  },
  '_lifecycle QueryChaincodeDefinitions': (t) =>
    decoded(
      t,
      (bytes) =>
        peer.lifecycle.QueryChaincodeDefinitionsResult.deserializeBinary(bytes)
          .getChaincodeDefinitionsList()
          .map((one) => [one.getName(), one.getVersion(), one.getSequence()])
          .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      '_lifecycle',
      'QueryChaincodeDefinitions',
      new peer.lifecycle.QueryChaincodeDefinitionsArgs().serializeBinary(),
    ),
  'an unknown system chaincode function': (t) => refusals(t, '_lifecycle', ['DoEverything', '']),
});
