// SPDX-License-Identifier: Apache-2.0
import { ledger, peer } from '@hyperledger/fabric-protos';
import type { MetadataEntry } from '../ledger/rwset.js';
import type { StateEntry } from '../ledger/state-view.js';
import type { ResultsReader } from '../simulator/range-reader.js';
import { SimulationError } from '../simulator/simulation-error.js';
import type { TransactionContext } from './transaction-context.js';

const EMPTY = new Uint8Array(0);

/** Answers one request of a chaincode with the payload of the RESPONSE message. */
type RequestHandler = (context: TransactionContext, payload: Uint8Array) => Promise<Uint8Array> | Uint8Array;

const Type = peer.ChaincodeMessage.Type;

/** The requests that chaincode may send during a transaction. */
export const REQUEST_HANDLERS: ReadonlyMap<number, RequestHandler> = new Map<number, RequestHandler>([
  [Type.GET_STATE, getState],
  [Type.GET_STATE_MULTIPLE, getStateMultiple],
  [Type.GET_PRIVATE_DATA_HASH, getPrivateDataHash],
  [Type.GET_STATE_METADATA, getStateMetadata],
  [Type.GET_STATE_BY_RANGE, getStateByRange],
  [Type.GET_QUERY_RESULT, getQueryResult],
  [Type.GET_HISTORY_FOR_KEY, getHistoryForKey],
  [Type.QUERY_STATE_NEXT, queryStateNext],
  [Type.QUERY_STATE_CLOSE, queryStateClose],
  [Type.PUT_STATE, (context, payload) => putState(context, peer.PutState.deserializeBinary(payload))],
  [Type.DEL_STATE, (context, payload) => deleteState(context, peer.DelState.deserializeBinary(payload))],
  [Type.PURGE_PRIVATE_DATA, (context, payload) => purge(context, peer.DelState.deserializeBinary(payload))],
  [
    Type.PUT_STATE_METADATA,
    (context, payload) => putStateMetadata(context, peer.PutStateMetadata.deserializeBinary(payload)),
  ],
  [Type.WRITE_BATCH_STATE, writeBatch],
  [Type.INVOKE_CHAINCODE, invokeChaincode],
]);

function getState(context: TransactionContext, payload: Uint8Array): Uint8Array {
  const request = peer.GetState.deserializeBinary(payload);
  return readKey(context, request.getCollection(), request.getKey()) ?? EMPTY;
}

function readKey(context: TransactionContext, collection: string, key: string): Uint8Array | undefined {
  const { simulator } = context.scope;
  if (collection === '') return simulator.getState(context.namespace, key);
  context.checkRead(collection);
  return simulator.getPrivateData(context.namespace, collection, key);
}

function getStateMultiple(context: TransactionContext, payload: Uint8Array): Uint8Array {
  const request = peer.GetStateMultiple.deserializeBinary(payload);
  const result = new peer.GetStateMultipleResult();
  result.setValuesList(request.getKeysList().map((key) => readKey(context, request.getCollection(), key) ?? EMPTY));
  return result.serializeBinary();
}

function getPrivateDataHash(context: TransactionContext, payload: Uint8Array): Uint8Array {
  const request = peer.GetState.deserializeBinary(payload);
  const { simulator } = context.scope;
  return simulator.getPrivateDataHash(context.namespace, request.getCollection(), request.getKey()) ?? EMPTY;
}

function getStateMetadata(context: TransactionContext, payload: Uint8Array): Uint8Array {
  const request = peer.GetStateMetadata.deserializeBinary(payload);
  const collection = request.getCollection();
  const { simulator } = context.scope;
  let entries: MetadataEntry[];
  if (collection === '') {
    entries = simulator.getStateMetadata(context.namespace, request.getKey());
  } else {
    context.checkRead(collection);
    entries = simulator.getPrivateDataMetadata(context.namespace, collection, request.getKey());
  }
  const result = new peer.StateMetadataResult();
  for (const entry of entries) {
    const metadata = new peer.StateMetadata();
    metadata.setMetakey(entry.name);
    metadata.setValue(entry.value);
    result.addEntries(metadata);
  }
  return result.serializeBinary();
}

async function getStateByRange(context: TransactionContext, payload: Uint8Array): Promise<Uint8Array> {
  const request = peer.GetStateByRange.deserializeBinary(payload);
  const { simulator } = context.scope;
  const { namespace } = context;
  const collection = request.getCollection();
  const start = request.getStartkey();
  const end = request.getEndkey();
  const metadata = peer.QueryMetadata.deserializeBinary(request.getMetadata_asU8());
  const pageSize = metadata.getPagesize();
  const bookmark = metadata.getBookmark();
  if (collection !== '') {
    context.checkRead(collection);
    const reader = asKeyValues(namespace, simulator.privateRange(namespace, collection, start, end));
    return (await context.queries.open(reader)).serializeBinary();
  }
  if (pageSize > 0 || bookmark !== '') {
    const page = simulator.pagedRange(namespace, bookmark === '' ? start : bookmark, end, pageSize);
    return (await context.queries.page(asKeyValues(namespace, page), pageSize)).serializeBinary();
  }
  const reader = asKeyValues(namespace, simulator.range(namespace, start, end));
  return (await context.queries.open(reader)).serializeBinary();
}

function asKeyValues(namespace: string, reader: ResultsReader<StateEntry>): ResultsReader<Uint8Array> {
  return {
    async next() {
      const entry = await reader.next();
      if (entry === undefined) return undefined;
      const keyValue = new ledger.queryresult.KV();
      keyValue.setNamespace(namespace);
      keyValue.setKey(entry.key);
      keyValue.setValue(entry.value);
      return keyValue.serializeBinary();
    },
    bookmark: () => reader.bookmark(),
    close: () => reader.close(),
  };
}

function getQueryResult(context: TransactionContext, payload: Uint8Array): never {
  const { collection } = peer.GetQueryResult.deserializeBinary(payload).toObject();
  if (collection !== '') context.checkRead(collection);
  throw new SimulationError('ExecuteQuery not supported for leveldb');
}

async function getHistoryForKey(context: TransactionContext, payload: Uint8Array): Promise<Uint8Array> {
  const request = peer.GetHistoryForKey.deserializeBinary(payload);
  const reader = context.scope.simulator.history(context.namespace, request.getKey());
  return (await context.queries.open(reader)).serializeBinary();
}

async function queryStateNext(context: TransactionContext, payload: Uint8Array): Promise<Uint8Array> {
  const request = peer.QueryStateNext.deserializeBinary(payload);
  return (await context.queries.next(request.getId())).serializeBinary();
}

async function queryStateClose(context: TransactionContext, payload: Uint8Array): Promise<Uint8Array> {
  const request = peer.QueryStateClose.deserializeBinary(payload);
  await context.queries.close(request.getId());
  const response = new peer.QueryResponse();
  response.setId(request.getId());
  return response.serializeBinary();
}

interface KeyRequest {
  getKey(): string;
  getCollection(): string;
}

function putState(context: TransactionContext, request: KeyRequest & { getValue_asU8(): Uint8Array }): Uint8Array {
  return writeKey(context, request, request.getValue_asU8());
}

function deleteState(context: TransactionContext, request: KeyRequest): Uint8Array {
  return writeKey(context, request, EMPTY);
}

function writeKey(context: TransactionContext, request: KeyRequest, value: Uint8Array): Uint8Array {
  const { scope } = context;
  const collection = request.getCollection();
  if (collection === '') {
    scope.simulator.putState(context.namespace, request.getKey(), value);
  } else {
    context.checkWrite(collection);
    scope.simulator.putPrivateData(context.namespace, collection, request.getKey(), value);
  }
  return EMPTY;
}

function purge(context: TransactionContext, request: KeyRequest): Uint8Array {
  const collection = request.getCollection();
  if (collection === '') throw new SimulationError('only applicable for private data');
  context.checkWrite(collection);
  context.scope.simulator.purgePrivateData(context.namespace, collection, request.getKey());
  return EMPTY;
}

function putStateMetadata(
  context: TransactionContext,
  request: KeyRequest & { getMetadata(): peer.StateMetadata | undefined },
): Uint8Array {
  const collection = request.getCollection();
  const metadata = request.getMetadata();
  const entries = [{ name: metadata?.getMetakey() ?? '', value: metadata?.getValue_asU8() ?? EMPTY }];
  if (collection === '') {
    context.scope.simulator.putStateMetadata(context.namespace, request.getKey(), entries);
  } else {
    context.checkWrite(collection);
    context.scope.simulator.putPrivateDataMetadata(context.namespace, collection, request.getKey(), entries);
  }
  return EMPTY;
}

function writeBatch(context: TransactionContext, payload: Uint8Array): Uint8Array {
  for (const record of peer.WriteBatchState.deserializeBinary(payload).getRecList()) {
    const write = BATCH_WRITES.get(record.getType());
    if (write === undefined) throw new SimulationError('unknown operation type');
    write(context, record);
  }
  return EMPTY;
}

const BATCH_WRITES = new Map<number, (context: TransactionContext, record: peer.WriteRecord) => Uint8Array>([
  [peer.WriteRecord.Type.PUT_STATE, putState],
  [peer.WriteRecord.Type.DEL_STATE, deleteState],
  [peer.WriteRecord.Type.PURGE_PRIVATE_DATA, purge],
  [peer.WriteRecord.Type.PUT_STATE_METADATA, putStateMetadata],
]);

async function invokeChaincode(context: TransactionContext, payload: Uint8Array): Promise<Uint8Array> {
  const spec = peer.ChaincodeSpec.deserializeBinary(payload);
  const target = spec.getChaincodeId()?.getName() ?? '';
  const [instance = '', channel] = target.split('/', 2);
  const [name = ''] = instance.split(':', 1);
  const input = spec.getInput() ?? new peer.ChaincodeInput();
  const { response } = await context.scope.invoke(name, input, channel ?? context.scope.channel);
  const completed = new peer.ChaincodeMessage();
  completed.setType(Type.COMPLETED);
  completed.setPayload(response.serializeBinary());
  completed.setTxid(context.scope.txId);
  completed.setChannelId(context.scope.channel);
  return completed.serializeBinary();
}
