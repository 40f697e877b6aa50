// SPDX-License-Identifier: Apache-2.0

import { HistoryQueryIterator, StateQueryIterator } from 'fabric-shim/lib/iterators.js';
import { peer, type QueryResponse } from './shim-messages.js';

/** Whose answer it is. */
interface Asker {
  readonly handler: object;
  readonly channel: string;
  readonly txId: string;
}

type Reader = (payload: Uint8Array, asker: Asker) => unknown;

/** How the answers of fabric-shim's methods are read; those of all others are bytes. */
const readers: Readonly<Record<string, Reader>> = {
  GetStateByRange: queryResult,
  GetQueryResult: queryResult,
  GetHistoryForKey: (payload, { handler, channel, txId }) =>
    new HistoryQueryIterator(handler, channel, txId, peer.QueryResponse.deserializeBinary(payload)),
  QueryStateNext: (payload) => peer.QueryResponse.deserializeBinary(payload),
  QueryStateClose: (payload) => peer.QueryResponse.deserializeBinary(payload),
  InvokeChaincode: (payload) => peer.ChaincodeMessage.deserializeBinary(payload),
  GetStateMetadata: (payload) =>
    Object.fromEntries(
      peer.StateMetadataResult.deserializeBinary(payload)
        .getEntriesList()
        .map((entry) => [entry.getMetakey(), entry.getValue_asU8()]),
    ),
};

/** What fabric-shim's stub expects its handler to give for an answer of the peer. */
export function readAnswer(method: string, payload: Uint8Array, asker: Asker): unknown {
  return readers[method]?.(payload, asker) ?? Buffer.from(payload);
}

function queryResult(payload: Uint8Array, { handler, channel, txId }: Asker): object {
  const response = peer.QueryResponse.deserializeBinary(payload);
  return { iterator: new StateQueryIterator(handler, channel, txId, response), ...pageOf(response) };
}

function pageOf(response: QueryResponse): object {
  const bytes = response.getMetadata_asU8();
  if (bytes.length === 0) {
    return {};
  }
  const metadata = peer.QueryResponseMetadata.deserializeBinary(bytes);
  return {
    metadata: { bookmark: metadata.getBookmark(), fetchedRecordsCount: metadata.getFetchedRecordsCount() },
  };
}
