// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { validationName } from './node.js';

/** Says a block's number in a way that does not differ between runs. */
export type BlockNamer = (number: number) => string;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** What a transaction in a block says. */
export interface TransactionView {
  readonly type: string;
  readonly txId: string;
  readonly code: string;
  readonly channel: string;
  readonly creator: string;
  readonly signed: boolean;
  readonly actions: readonly object[];
}

/** What the transactions of a block read of the lifecycle, which {@link transactionsOf} leaves out. */
export function lifecycleReadsIn(block: common.Block, nameOf: BlockNamer): object[] {
  return (block.getData()?.getDataList_asU8() ?? []).flatMap((bytes) => {
    const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
    const [first] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
    const action = peer.ChaincodeActionPayload.deserializeBinary(first?.getPayload_asU8() ?? new Uint8Array(0));
    const response = peer.ProposalResponsePayload.deserializeBinary(
      action.getAction()?.getProposalResponsePayload_asU8() ?? new Uint8Array(0),
    );
    return namespacesIn(peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8()))
      .filter((namespace) => namespace.getNamespace() === LIFECYCLE)
      .map((namespace) => viewNamespace(namespace, nameOf));
  });
}

/** The envelopes of a block with the outcomes in its metadata, in order. */
export function transactionsOf(block: common.Block, nameOf: BlockNamer): TransactionView[] {
  const flags = validationFlags(block);
  return (block.getData()?.getDataList_asU8() ?? []).map((bytes, index) =>
    viewTransaction(common.Envelope.deserializeBinary(bytes), flags[index] ?? 254, nameOf),
  );
}

/** The outcome of each transaction: metadata entry 2, one byte each. */
export function validationFlags(block: common.Block): Uint8Array {
  const list = block.getMetadata()?.getMetadataList_asU8() ?? [];
  return list[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array(0);
}

/** SHA-256 over the DER form of a block header, as its successor names it. */
export function headerHash(header: common.BlockHeader): string {
  const octets = (bytes: Uint8Array): Buffer => element(0x04, bytes);
  const content = Buffer.concat([
    element(0x02, integer(header.getNumber())),
    octets(header.getPreviousHash_asU8()),
    octets(header.getDataHash_asU8()),
  ]);
  return createHash('sha256').update(element(0x30, content)).digest('hex');
}

/** SHA-256 over the concatenated envelopes. */
export function dataHash(block: common.Block): string {
  const hash = createHash('sha256');
  for (const bytes of block.getData()?.getDataList_asU8() ?? []) hash.update(bytes);
  return hash.digest('hex');
}

function element(tag: number, content: Uint8Array): Buffer {
  if (content.length >= 0x80) throw new Error('longer than a header has');
  return Buffer.concat([Buffer.of(tag, content.length), content]);
}

function integer(value: number): Buffer {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}

function viewTransaction(envelope: common.Envelope, flag: number, nameOf: BlockNamer): TransactionView {
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? Buffer.alloc(0),
  );
  const signatureHeader = common.SignatureHeader.deserializeBinary(
    payload.getHeader()?.getSignatureHeader_asU8() ?? Buffer.alloc(0),
  );
  const isTransaction = header.getType() === common.HeaderType.ENDORSER_TRANSACTION;
  return {
    type: Object.entries(common.HeaderType).find(([, type]) => type === header.getType())?.[0] ?? '',
    txId: header.getTxId(),
    code: validationName(flag),
    channel: header.getChannelId(),
    creator: mspOf(signatureHeader.getCreator_asU8()),
    signed: envelope.getSignature_asU8().length > 0,
    actions: isTransaction ? viewActions(payload.getData_asU8(), nameOf) : [],
  };
}

function viewActions(data: Uint8Array, nameOf: BlockNamer): object[] {
  try {
    return peer.Transaction.deserializeBinary(data)
      .getActionsList()
      .map((action) => viewAction(action, nameOf));
  } catch {
    return [{ unreadable: true }];
  }
}

function mspOf(creator: Uint8Array): string {
  return msp.SerializedIdentity.deserializeBinary(creator).getMspid();
}

function viewAction(action: peer.TransactionAction, nameOf: BlockNamer): object {
  const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  const proposal = peer.ChaincodeProposalPayload.deserializeBinary(payload.getChaincodeProposalPayload_asU8());
  const specification = peer.ChaincodeInvocationSpec.deserializeBinary(proposal.getInput_asU8()).getChaincodeSpec();
  const endorsed = payload.getAction();
  const responsePayload = endorsed?.getProposalResponsePayload_asU8() ?? Buffer.alloc(0);
  return {
    called: specification?.getChaincodeId()?.getName(),
    args: specification?.getInput()?.getArgsList_asU8().map(text),
    transientFields: proposal.getTransientmapMap().getLength(),
    endorsements: endorsed?.getEndorsementsList().length,
    ...viewChaincodeAction(responsePayload, nameOf),
  };
}

/** What an endorser signed: result, event and read-write sets. */
function viewChaincodeAction(responsePayload: Uint8Array, nameOf: BlockNamer): object {
  const message = peer.ProposalResponsePayload.deserializeBinary(responsePayload);
  const action = peer.ChaincodeAction.deserializeBinary(message.getExtension_asU8());
  const response = action.getResponse();
  const event = peer.ChaincodeEvent.deserializeBinary(action.getEvents_asU8());
  return {
    proposalHashBytes: message.getProposalHash_asU8().length,
    chaincode: `${action.getChaincodeId()?.getName() ?? ''}:${action.getChaincodeId()?.getVersion() ?? ''}`,
    response: {
      status: response?.getStatus(),
      message: response?.getMessage(),
      payload: text(response?.getPayload_asU8() ?? Buffer.alloc(0)),
    },
    event:
      action.getEvents_asU8().length === 0
        ? 'none'
        : {
            chaincode: event.getChaincodeId(),
            txId: event.getTxId(),
            name: event.getEventName(),
            payload: text(event.getPayload_asU8()),
          },
    readWriteSets: namespacesIn(action)
      .filter((namespace) => namespace.getNamespace() !== LIFECYCLE)
      .map((namespace) => viewNamespace(namespace, nameOf)),
  };
}

/** Where the definitions are that a transaction was endorsed under. */
const LIFECYCLE = '_lifecycle';

function namespacesIn(action: peer.ChaincodeAction): InstanceType<typeof ledger.rwset.NsReadWriteSet>[] {
  return ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8()).getNsRwsetList();
}

const { kvrwset } = ledger.rwset;

function viewNamespace(namespace: InstanceType<typeof ledger.rwset.NsReadWriteSet>, nameOf: BlockNamer): object {
  const set = kvrwset.KVRWSet.deserializeBinary(namespace.getRwset_asU8());
  return {
    namespace: namespace.getNamespace(),
    reads: set.getReadsList().map((read) => [read.getKey(), versionName(read.getVersion(), nameOf)]),
    ranges: set.getRangeQueriesInfoList().map((range) => ({
      start: range.getStartKey(),
      end: range.getEndKey(),
      exhausted: range.getItrExhausted(),
      raw: range
        .getRawReads()
        ?.getKvReadsList()
        .map((read) => [read.getKey(), versionName(read.getVersion(), nameOf)]),
      merkle: viewMerkle(range.getReadsMerkleHashes()),
    })),
    writes: set
      .getWritesList()
      .map((write) => [write.getKey(), write.getIsDelete() ? 'delete' : text(write.getValue_asU8())]),
    metadata: set
      .getMetadataWritesList()
      .map((write) => [write.getKey(), write.getEntriesList().map((entry) => entry.getName())]),
    collections: namespace.getCollectionHashedRwsetList().map(viewCollection),
  };
}

type Version = InstanceType<typeof kvrwset.Version> | undefined;

function versionName(version: Version, nameOf: BlockNamer): string {
  return version === undefined ? 'none' : `${nameOf(version.getBlockNum())}:${version.getTxNum()}`;
}

function viewMerkle(summary: InstanceType<typeof kvrwset.QueryReadsMerkleSummary> | undefined): object | undefined {
  if (summary === undefined) return undefined;
  return {
    degree: summary.getMaxDegree(),
    level: summary.getMaxLevel(),
    hashes: summary.getMaxLevelHashesList_asU8().length,
  };
}

function viewCollection(collection: InstanceType<typeof ledger.rwset.CollectionHashedReadWriteSet>): object {
  const set = kvrwset.HashedRWSet.deserializeBinary(collection.getHashedRwset_asU8());
  return {
    collection: collection.getCollectionName(),
    reads: set.getHashedReadsList().length,
    writes: set.getHashedWritesList().map((write) => ({
      keyHash: hex(write.getKeyHash_asU8()),
      valueHash: hex(write.getValueHash_asU8()),
      delete: write.getIsDelete(),
      purge: write.getIsPurge(),
    })),
    metadata: set.getMetadataWritesList().length,
    rwsetHashBytes: collection.getPvtRwsetHash_asU8().length,
  };
}
