// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { credentials, type ClientDuplexStream } from '@grpc/grpc-js';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js';

const { Type } = peer.ChaincodeMessage;

/** What a played peer answers to a request. */
export type Answerer = (message: peer.ChaincodeMessage) => { type: number; payload?: Uint8Array };

/** A peer of which a test says what it offers and answers; it notes the types of what the chaincode sends. */
export class PlayedPeer {
  readonly sent: number[] = [];
  #completed: (message: peer.ChaincodeMessage) => void = () => undefined;

  private constructor(
    private readonly client: peer.ChaincodeClient,
    private readonly stream: ClientDuplexStream<peer.ChaincodeMessage, peer.ChaincodeMessage>,
    answer: Answerer,
  ) {
    stream.on('error', () => undefined); // the end of the test
    stream.on('data', (message: peer.ChaincodeMessage) => {
      this.sent.push(message.getType());
      if (message.getType() === Type.COMPLETED || message.getType() === Type.ERROR) {
        this.#completed(message);
      } else if (message.getType() !== Type.KEEPALIVE) {
        const { type, payload = new Uint8Array() } = answer(message);
        this.#write(type as typeof Type.RESPONSE, payload, message.getTxid());
      }
    });
  }

  /** Connects and greets, with the parameters of Fabric 3.1 or, as 2.5 does, without. */
  static async connect(address: string, offersBatches: boolean, answer: Answerer): Promise<PlayedPeer> {
    const client = new peer.ChaincodeClient(address, credentials.createInsecure());
    const stream = client.connect();
    await once(stream, 'data'); // REGISTER
    const played = new PlayedPeer(client, stream, answer);
    played.#write(Type.REGISTERED, new Uint8Array(), '');
    const parameters = new peer.ChaincodeAdditionalParams();
    parameters.setUseWriteBatch(true);
    parameters.setMaxSizeWriteBatch(1000);
    parameters.setUseGetMultipleKeys(true);
    parameters.setMaxSizeGetMultipleKeys(1000);
    played.#write(Type.READY, offersBatches ? parameters.serializeBinary() : new Uint8Array(), '');
    return played;
  }

  /** Has a transaction executed; its answer, and the message that it came in. */
  async invoke(
    args: readonly string[],
    creator: { mspId: string; certificate: string },
  ): Promise<{ type: number; response: peer.Response.AsObject; payload: string }> {
    const txId = `tx-${this.sent.length}`;
    const completed = new Promise<peer.ChaincodeMessage>((resolve) => (this.#completed = resolve));
    const input = new peer.ChaincodeInput();
    input.setArgsList(args.map((text) => Buffer.from(text)));
    this.#write(Type.TRANSACTION, input.serializeBinary(), txId, signedProposal(creator));
    const message = await completed;
    const response = peer.Response.deserializeBinary(message.getPayload_asU8());
    return {
      type: message.getType(),
      response: response.toObject(),
      payload: Buffer.from(response.getPayload_asU8()).toString(),
    };
  }

  /** Sends KEEPALIVE and waits until it comes back. */
  async keepAlive(): Promise<void> {
    this.#write(Type.KEEPALIVE, new Uint8Array(), '');
    await once(this.stream, 'data');
  }

  close(): void {
    this.stream.cancel();
    this.client.close();
  }

  #write(
    type: peer.ChaincodeMessage.TypeMap[keyof peer.ChaincodeMessage.TypeMap],
    payload: Uint8Array,
    txId: string,
    proposal?: peer.SignedProposal,
  ): void {
    const message = new peer.ChaincodeMessage();
    message.setType(type);
    message.setPayload(payload);
    message.setTxid(txId);
    message.setChannelId('played');
    message.setProposal(proposal);
    this.stream.write(message);
  }
}

function signedProposal({ mspId, certificate }: { mspId: string; certificate: string }): peer.SignedProposal {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(mspId);
  creator.setIdBytes(Buffer.from(certificate));
  const signature = new common.SignatureHeader();
  signature.setCreator(creator.serializeBinary());
  signature.setNonce(Buffer.alloc(24, 1));
  const channel = new common.ChannelHeader();
  channel.setTimestamp(timestamp.Timestamp.fromDate(new Date()));
  const header = new common.Header();
  header.setSignatureHeader(signature.serializeBinary());
  header.setChannelHeader(channel.serializeBinary());
  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(Buffer.from('x'));
  proposal.setPayload(payload.serializeBinary());
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  return signed;
}
