// SPDX-License-Identifier: Apache-2.0

// What serving uses of the classes inside fabric-shim, of which its own types name none.

declare module 'fabric-shim/lib/handler.js' {
  import type { ChaincodeInterface } from 'fabric-shim';

  /** One message between peer and chaincode. */
  export interface ChaincodeMessage {
    getType(): number;
    setType(type: number): void;
    getTxid(): string;
    setTxid(txId: string): void;
    getChannelId(): string;
    setChannelId(channel: string): void;
    getPayload_asU8(): Uint8Array;
    setPayload(payload: Uint8Array): void;
    getProposal(): object | undefined;
    setChaincodeEvent(event: object | undefined): void;
  }

  /** The stream that a peer opened. */
  export interface PeerStream {
    on(event: 'data', listener: (message: ChaincodeMessage) => void): unknown;
    on(event: 'end', listener: () => void): unknown;
    on(event: 'error', listener: (error: Error) => void): unknown;
    write(message: ChaincodeMessage): unknown;
    end(): unknown;
  }

  /** Builds the message of each request and hands it to `_askPeerAndListen`. */
  export class ChaincodeMessageHandler {
    constructor(stream: PeerStream, chaincode: ChaincodeInterface);
    readonly _stream: PeerStream;
    readonly chaincode: ChaincodeInterface;
    chat(register: ChaincodeMessage): void;
    handleGetState(collection: string, key: string, channel: string, txId: string): Promise<unknown>;
    handlePutState(collection: string, key: string, value: Uint8Array, channel: string, txId: string): Promise<unknown>;
    handleDeleteState(collection: string, key: string, channel: string, txId: string): Promise<unknown>;
    handlePurgeState(collection: string, key: string, channel: string, txId: string): Promise<unknown>;
    handlePutStateMetadata(
      collection: string,
      key: string,
      metakey: string,
      value: Uint8Array,
      channel: string,
      txId: string,
    ): Promise<unknown>;
    handleInvokeChaincode(name: string, args: string[], channel: string, txId: string): Promise<unknown>;
    _askPeerAndListen(message: ChaincodeMessage, method: string): Promise<unknown>;
  }
}

declare module 'fabric-shim/lib/server.js' {
  import type { ChaincodeInterface, ChaincodeServerTLSProperties } from 'fabric-shim';
  import type { PeerStream } from 'fabric-shim/lib/handler.js';

  class ChaincodeServer {
    constructor(chaincode: ChaincodeInterface, options: ChaincodeServer.Options);
    readonly _chaincode: ChaincodeInterface;
    readonly _serverOpts: ChaincodeServer.Options;
    start(): Promise<void>;
    connect(stream: PeerStream): void;
  }
  namespace ChaincodeServer {
    /** Where to listen, as which package, with which TLS; options of gRPC may be among them. */
    interface Options {
      readonly ccid: string;
      readonly address: string;
      readonly tlsProps?: ChaincodeServerTLSProperties;
      readonly [option: `grpc.${string}`]: number | string;
    }
  }
  export = ChaincodeServer;
}

declare module 'fabric-shim/lib/stub.js' {
  import type { ChaincodeStub as Stub } from 'fabric-shim';

  interface ServedStub extends Stub {
    readonly chaincodeEvent?: object;
  }
  const ChaincodeStub: new (
    handler: object,
    channel: string,
    txId: string,
    input: object,
    signedProposal: object | undefined,
  ) => ServedStub;
  export = ChaincodeStub;
}

declare module 'fabric-shim/lib/iterators.js' {
  type Iterator = new (handler: object, channel: string, txId: string, response: object) => object;
  export const StateQueryIterator: Iterator;
  export const HistoryQueryIterator: Iterator;
}

declare module 'fabric-shim/lib/contract-spi/chaincodefromcontract.js' {
  import type { Contract } from 'fabric-contract-api';
  import type { ChaincodeInterface, ChaincodeResponse, ChaincodeStub } from 'fabric-shim';

  /** Contracts as one chaincode. */
  class ChaincodeFromContract implements ChaincodeInterface {
    constructor(
      contracts: (new () => Contract)[],
      serializers: { readonly transaction: string; readonly serializers: Readonly<Record<string, object>> },
      metadata: object,
      title: string,
      version: string,
    );
    readonly metadata: {
      readonly contracts: Readonly<
        Record<string, { readonly transactions: readonly ChaincodeFromContract.Described[] }>
      >;
    };
    readonly contractImplementations: Readonly<Record<string, { readonly contractInstance: Contract }>>;
    Init(stub: ChaincodeStub): Promise<ChaincodeResponse>;
    Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse>;
    invokeFunctionality(stub: ChaincodeStub): Promise<ChaincodeResponse>;
  }
  namespace ChaincodeFromContract {
    /** A transaction as the contract's metadata describe it. */
    interface Described {
      readonly name: string;
      readonly parameters?: readonly { readonly schema: { readonly type?: string } }[];
    }
  }
  export = ChaincodeFromContract;
}

declare module 'fabric-shim/lib/cmds/serverCommand.js' {
  import type { Options } from 'fabric-shim/lib/server.js';

  /** Options of `fabric-chaincode-node server`, by their names. */
  export const validOptions: Readonly<Record<string, { readonly type: string; readonly default?: string | number }>>;
  /** What the server is started with: reads the files that the options name. */
  export function getArgs(yargs: { readonly argv: Readonly<Record<string, unknown>> }): Options;
}
