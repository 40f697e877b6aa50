// SPDX-License-Identifier: Apache-2.0
import { Metadata } from '@grpc/grpc-js';
import { common, gateway, peer } from '@hyperledger/fabric-protos';
import { signWith, type Identity } from './identity.js';
import { validationName, type Node } from './node.js';
import { buildProposal, signatureOf, type Call, type Forgery, type SignedProposal } from './proposal.js';
import { collectEvents, type EventsOutcome, type EventsRequest } from './chaincode-events.js';
import { expectResponse, unary, type Answered } from './rpc.js';

/** Which peers are asked; by default the gateway decides. */
export interface Routing {
  readonly organizations?: readonly string[];
  readonly forgery?: Forgery;
}

/** A transaction ready to be ordered. */
export interface Prepared {
  readonly txId: string;
  readonly channel: string;
  readonly envelope: common.Envelope;
}

/** What became of a transaction. */
export interface Committed {
  readonly txId: string;
  readonly code: string;
  readonly block: number;
}

const DEADLINE_MS = 60_000;
const deadline = (ms = DEADLINE_MS): { deadline: number } => ({ deadline: Date.now() + ms });

/** Somebody calling the services of a node, message by message. */
export class Actor {
  constructor(
    readonly identity: Identity,
    readonly node: Node,
  ) {}

  propose(call: Call, forgery?: Forgery): SignedProposal {
    return buildProposal(this.identity, call, forgery);
  }

  /** `Gateway.Evaluate`. */
  async evaluate(proposal: SignedProposal, organizations: readonly string[] = []): Promise<Answered<peer.Response>> {
    const request = new gateway.EvaluateRequest();
    request.setTransactionId(proposal.txId);
    request.setChannelId(proposal.channel);
    request.setProposedTransaction(proposal.message);
    request.setTargetOrganizationsList([...organizations]);
    const answered = await unary<gateway.EvaluateResponse>((callback) =>
      this.node.gateway.evaluate(request, deadline(), callback),
    );
    if ('refused' in answered) return answered;
    return { response: answered.response.getResult() ?? new peer.Response() };
  }

  /** `Gateway.Endorse`; the envelope it gives is signed. */
  async endorse(proposal: SignedProposal, organizations: readonly string[] = []): Promise<Answered<Prepared>> {
    const request = new gateway.EndorseRequest();
    request.setTransactionId(proposal.txId);
    request.setChannelId(proposal.channel);
    request.setProposedTransaction(proposal.message);
    request.setEndorsingOrganizationsList([...organizations]);
    const answered = await unary<gateway.EndorseResponse>((callback) =>
      this.node.gateway.endorse(request, deadline(), callback),
    );
    if ('refused' in answered) return answered;
    const envelope = answered.response.getPreparedTransaction() ?? new common.Envelope();
    return { response: { txId: proposal.txId, channel: proposal.channel, envelope: this.sign(envelope) } };
  }

  /** `Endorser.ProcessProposal` of this node. */
  process(proposal: peer.SignedProposal): Promise<Answered<peer.ProposalResponse>> {
    return unary((callback) =>
      this.node.endorser.processProposal(proposal, new Metadata(), deadline(), callback as never),
    );
  }

  /** Puts this actor's signature, or a forged one, on an envelope. */
  sign(envelope: common.Envelope, forged?: Forgery['signature']): common.Envelope {
    envelope.setSignature(signatureOf(this.identity, envelope.getPayload_asU8(), forged));
    return envelope;
  }

  /** `Gateway.Submit`. */
  submit(prepared: Prepared): Promise<Answered<gateway.SubmitResponse>> {
    const request = new gateway.SubmitRequest();
    request.setTransactionId(prepared.txId);
    request.setChannelId(prepared.channel);
    request.setPreparedTransaction(prepared.envelope);
    return unary((callback) => this.node.gateway.submit(request, deadline(), callback));
  }

  /** `Gateway.CommitStatus`, waiting up to `patienceMs`. */
  async status(
    txId: string,
    channel: string,
    { patienceMs = DEADLINE_MS, forged }: { patienceMs?: number; forged?: Forgery['signature'] } = {},
  ): Promise<Answered<Committed>> {
    const request = new gateway.CommitStatusRequest();
    request.setTransactionId(txId);
    request.setChannelId(channel);
    request.setIdentity(this.identity.creator);
    const signed = new gateway.SignedCommitStatusRequest();
    const bytes = request.serializeBinary();
    signed.setRequest(bytes);
    signed.setSignature(signatureOf(this.identity, bytes, forged));
    const answered = await unary<gateway.CommitStatusResponse>((callback) =>
      this.node.gateway.commitStatus(signed, deadline(patienceMs), callback),
    );
    if ('refused' in answered) return answered;
    const { response } = answered;
    const block = response.getBlockNumber();
    return { response: { txId, code: validationName(response.getResult()), block } };
  }

  /** Endorses, or fails the test. */
  async prepare(call: Call, { organizations, forgery }: Routing = {}): Promise<Prepared> {
    return expectResponse(await this.endorse(this.propose(call, forgery), organizations));
  }

  /** `Gateway.ChaincodeEvents` until `count` responses have come or nothing has for `silenceMs`. */
  events(request: EventsRequest, until: { count: number; silenceMs: number }): Promise<EventsOutcome> {
    const message = new gateway.ChaincodeEventsRequest();
    message.setChannelId(request.channel);
    message.setChaincodeId(request.chaincode);
    message.setIdentity(this.identity.creator);
    message.setStartPosition(request.start);
    message.setAfterTransactionId(request.afterTransactionId ?? '');
    const bytes = message.serializeBinary();
    const signed = new gateway.SignedChaincodeEventsRequest();
    signed.setRequest(bytes);
    signed.setSignature(signatureOf(this.identity, bytes, request.forged));
    return collectEvents(this.node.gateway.chaincodeEvents(signed), until);
  }

  /** Signs anything with this actor's key. */
  signBytes(bytes: Uint8Array): Uint8Array {
    return signWith(this.identity.key, bytes);
  }
}
