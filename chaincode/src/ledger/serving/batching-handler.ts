// SPDX-License-Identifier: Apache-2.0

import type { ChaincodeInterface, ChaincodeResponse } from 'fabric-shim';
import { ChaincodeMessageHandler, type ChaincodeMessage, type PeerStream } from 'fabric-shim/lib/handler.js';
import ChaincodeStub from 'fabric-shim/lib/stub.js';
import { readAnswer } from './answers.js';
import { noOffer, readOffer, type PeerOffer, type Write } from './batch-messages.js';
import { messageType, peer } from './shim-messages.js';
import { TransactionRequests } from './transaction-requests.js';

/** Answers from the first status on are no endorsements; the second is what chaincodes refuse with. */
const FIRST_REFUSAL = 400;
const REFUSED = 500;

/** A chaincode, and how it words what the peer refused to write after it had answered. */
export interface ServedChaincode extends ChaincodeInterface {
  refusal?(error: unknown): string;
}

/**
 * One peer's conversation with the chaincode. Fabric-shim's own handler sends one message for each key and, of a peer that
 * sends KEEPALIVE, ends the process; this one reads and writes many keys in one message where the peer offers it (Fabric
 * 3.1 and later), one by one where not, and sends KEEPALIVE back as fabric-chaincode-go does.
 */
export class BatchingHandler extends ChaincodeMessageHandler {
  readonly #transactions = new Map<string, TransactionRequests>();
  #offer: PeerOffer = noOffer;

  constructor(
    stream: PeerStream,
    private readonly served: ServedChaincode,
  ) {
    super(stream, served);
  }

  override chat(register: ChaincodeMessage): void {
    const stream = this._stream;
    stream.on('data', (message) => {
      this.#receive(message);
    });
    stream.on('end', () => stream.end());
    stream.on('error', (error) => {
      console.error(`the stream of the peer broke: ${error.message}`);
      stream.end();
    });
    stream.write(register);
  }

  override async handleGetState(collection: string, key: string, channel: string, txId: string): Promise<unknown> {
    return this.#offer.reads === 0
      ? super.handleGetState(collection, key, channel, txId)
      : this.#requests(channel, txId).read(collection, key);
  }

  override async handlePutState(
    collection: string,
    key: string,
    value: Uint8Array,
    channel: string,
    txId: string,
  ): Promise<unknown> {
    return (
      this.#keep(channel, txId, { kind: 'put', collection, key, value }) ??
      super.handlePutState(collection, key, value, channel, txId)
    );
  }

  override async handleDeleteState(collection: string, key: string, channel: string, txId: string): Promise<unknown> {
    return (
      this.#keep(channel, txId, { kind: 'delete', collection, key }) ??
      super.handleDeleteState(collection, key, channel, txId)
    );
  }

  override async handlePurgeState(collection: string, key: string, channel: string, txId: string): Promise<unknown> {
    return (
      this.#keep(channel, txId, { kind: 'purge', collection, key }) ??
      super.handlePurgeState(collection, key, channel, txId)
    );
  }

  override async handlePutStateMetadata(
    collection: string,
    key: string,
    metakey: string,
    value: Uint8Array,
    channel: string,
    txId: string,
  ): Promise<unknown> {
    return (
      this.#keep(channel, txId, { kind: 'metadata', collection, key, value, metakey }) ??
      super.handlePutStateMetadata(collection, key, metakey, value, channel, txId)
    );
  }

  /** What is called writes into the same transaction: what is written before goes before it. */
  override async handleInvokeChaincode(name: string, args: string[], channel: string, txId: string): Promise<unknown> {
    await this.#requests(channel, txId).flush();
    return super.handleInvokeChaincode(name, args, channel, txId);
  }

  override async _askPeerAndListen(message: ChaincodeMessage, method: string): Promise<unknown> {
    const [channel, txId] = [message.getChannelId(), message.getTxid()];
    const payload = await this.#requests(channel, txId).ask(message.getType(), message.getPayload_asU8());
    return readAnswer(method, payload, { handler: this, channel, txId });
  }

  #receive(message: ChaincodeMessage): void {
    switch (message.getType()) {
      case messageType.ready:
        this.#offer = readOffer(message.getPayload_asU8());
        break;
      case messageType.transaction:
      case messageType.init:
        void this.#execute(message);
        break;
      case messageType.response:
        this.#transactions.get(idOf(message))?.answer({ payload: message.getPayload_asU8() });
        break;
      case messageType.error: {
        const error = new Error(Buffer.from(message.getPayload_asU8()).toString());
        this.#transactions.get(idOf(message))?.answer({ error });
        break;
      }
      case messageType.keepAlive:
        this._stream.write(message);
        break;
    }
  }

  async #execute(message: ChaincodeMessage): Promise<void> {
    const [channel, txId] = [message.getChannelId(), message.getTxid()];
    const reply = (type: number, payload: Uint8Array, event?: object): void => {
      const answer = new peer.ChaincodeMessage();
      answer.setType(type);
      answer.setPayload(payload);
      answer.setTxid(txId);
      answer.setChannelId(channel);
      answer.setChaincodeEvent(event);
      this._stream.write(answer);
    };
    const requests = new TransactionRequests(this.#offer, reply);
    this.#transactions.set(idOf(message), requests);
    try {
      const input = peer.ChaincodeInput.deserializeBinary(message.getPayload_asU8());
      const stub = new ChaincodeStub(this, channel, txId, input, message.getProposal());
      const isInit = message.getType() === messageType.init;
      const answered = await (isInit ? this.served.Init(stub) : this.served.Invoke(stub));
      reply(messageType.completed, encoded(await this.#written(answered, requests)), stub.chaincodeEvent);
    } catch (error) {
      reply(messageType.error, Buffer.from(String(error)));
    } finally {
      this.#transactions.delete(idOf(message));
    }
  }

  /** The chaincode's answer once its writes are with the peer, or the peer's refusal of them. */
  async #written(answered: ChaincodeResponse, requests: TransactionRequests): Promise<ChaincodeResponse> {
    try {
      if (answered.status < FIRST_REFUSAL) {
        await requests.flush();
      }
      return answered;
    } catch (error) {
      const message = this.served.refusal?.(error) ?? (error instanceof Error ? error.message : String(error));
      return { status: REFUSED, message };
    }
  }

  /** Keeps a write for the end of its transaction; undefined where the peer takes them one by one only. */
  #keep(channel: string, txId: string, write: Write): Uint8Array | undefined {
    if (this.#offer.writes === 0) {
      return undefined;
    }
    this.#requests(channel, txId).write(write);
    return Buffer.alloc(0);
  }

  #requests(channel: string, txId: string): TransactionRequests {
    const requests = this.#transactions.get(`${channel}/${txId}`);
    if (requests === undefined) {
      throw new Error(`the transaction ${txId} has ended`);
    }
    return requests;
  }
}

function idOf(message: ChaincodeMessage): string {
  return `${message.getChannelId()}/${message.getTxid()}`;
}

function encoded({ status, message = '', payload = new Uint8Array() }: ChaincodeResponse): Uint8Array {
  const response = new peer.Response();
  response.setStatus(status);
  response.setMessage(message);
  response.setPayload(payload);
  return response.serializeBinary();
}
