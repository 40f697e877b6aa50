// SPDX-License-Identifier: Apache-2.0

import { createRequire } from 'node:module';
import type { ChaincodeMessage } from 'fabric-shim/lib/handler.js';

interface Decoder<T> {
  deserializeBinary(bytes: Uint8Array): T;
}

/** A page of a query's results, or all of them. */
export interface QueryResponse {
  getMetadata_asU8(): Uint8Array;
}

interface Messages {
  readonly peer: {
    readonly ChaincodeMessage: (new () => ChaincodeMessage) & Decoder<ChaincodeMessage>;
    readonly ChaincodeID: new () => { setName(name: string): void; serializeBinary(): Uint8Array };
    readonly ChaincodeInput: Decoder<object>;
    readonly Response: new () => {
      setStatus(status: number): void;
      setMessage(message: string): void;
      setPayload(payload: Uint8Array): void;
      serializeBinary(): Uint8Array;
    };
    readonly QueryResponse: Decoder<QueryResponse>;
    readonly QueryResponseMetadata: Decoder<{ getBookmark(): string; getFetchedRecordsCount(): number }>;
    readonly StateMetadataResult: Decoder<{
      getEntriesList(): { getMetakey(): string; getValue_asU8(): Uint8Array }[];
    }>;
  };
}

/** Fabric's messages as fabric-shim loads them: it takes no others, such as those of another release of the package. */
export const { peer } = createRequire(require.resolve('fabric-shim/lib/handler.js'))(
  '@hyperledger/fabric-protos',
) as Messages;

/** The types of ChaincodeMessage that a chaincode meets in every release of Fabric. */
export const messageType = {
  register: 1,
  registered: 2,
  init: 3,
  ready: 4,
  transaction: 5,
  completed: 6,
  error: 7,
  response: 13,
  keepAlive: 18,
} as const;
