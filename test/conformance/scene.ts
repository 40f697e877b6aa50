// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import type { Step } from '../support/chaincode/conformance/script-chaincode.js';
import { CHANNEL } from './network-spec.js';
import { Normalizer, type Json } from './normalize.js';
import type { Stage } from './stage.js';
import { Actor, type Committed, type Prepared } from './wire/actor.js';
import { transactionsOf, type TransactionView } from './wire/block-view.js';
import { deliver } from './wire/deliver.js';
import type { Identity } from './wire/identity.js';
import type { Call, Forgery, SignedProposal } from './wire/proposal.js';
import { expectResponse, type Answered, type Refusal } from './wire/rpc.js';

/** How a script is called. */
export interface CallOptions {
  readonly chaincode?: string;
  readonly channel?: string;
  readonly transient?: Readonly<Record<string, string>>;
  readonly organizations?: readonly string[];
  readonly forgery?: Forgery;
}

/** A chaincode's answer, with the script's results where there are any. */
export interface Answer {
  readonly status: number;
  readonly message: string;
  readonly result: unknown;
}

/** What happened to a transaction, as an observation. */
export type Outcome = { readonly code: string; readonly result: unknown } | { readonly refused: Refusal };

const ATTEMPTS_AT_ONE_BLOCK = 5;

/** What one case acts with. Everything it has made here goes by the same name in every run. */
export class Scene {
  private readonly normalizer = new Normalizer();
  private blocks: Map<number, string> = new Map<number, string>();
  private transactions = 0;
  readonly alpha: Actor;
  readonly beta: Actor;
  readonly gamma: Actor;

  constructor(
    readonly stage: Stage,
    /** Prefix of the case's keys. */
    readonly prefix: string,
  ) {
    const { clients, nodes, orderer } = stage;
    this.alpha = clients.alpha;
    this.beta = clients.beta;
    this.gamma = clients.gamma;
    for (const [name, node] of Object.entries(nodes)) {
      this.normalizer.alias(node.address.endpoint, `<peer of ${name}>`);
    }
    if (stage.ledger.kind === 'fabric') this.normalizer.alias(orderer.address.endpoint, '<orderer>');
  }

  /** A key of this case alone. */
  key(name: string): string {
    return `${this.prefix}.${name}`;
  }

  /** The same as a function. */
  readonly at = (name: string): string => this.key(name);

  /** The call that runs a script. */
  call(script: readonly Step[], options: CallOptions = {}): Call {
    return callOf(script, options);
  }

  /** Has a text appear under a name in what this case observes. */
  alias(real: string, name: string): void {
    this.normalizer.alias(real, name);
  }

  /** An observation as it is compared. */
  normalize(observed: unknown): Json {
    return this.normalizer.apply(observed);
  }

  /** Name of a block: those of this case are numbered as it meets them, all others are earlier ones. */
  readonly nameBlock = (number: number): string => this.blocks.get(number) ?? 'earlier';

  /** Numbers a block of this case. */
  noteBlock(number: number): string {
    const name = this.blocks.get(number) ?? `block ${this.blocks.size + 1}`;
    this.blocks.set(number, name);
    return name;
  }

  /** Somebody else at an organisation's peer. */
  as(identity: Identity, at: Actor = this.alpha): Actor {
    return new Actor(identity, at.node);
  }

  /** Builds a signed proposal for a script. */
  propose(actor: Actor, script: readonly Step[], options: CallOptions = {}): SignedProposal {
    return this.proposeCall(actor, callOf(script, options), options.forgery);
  }

  /** Builds a signed proposal for any call. */
  proposeCall(actor: Actor, call: Call, forgery?: Forgery): SignedProposal {
    const proposal = actor.propose(call, forgery);
    this.noteTransaction(proposal.txId);
    return proposal;
  }

  /** Names a transaction id. */
  noteTransaction(txId: string): void {
    this.transactions += 1;
    if (txId !== '') this.alias(txId, `<tx ${this.transactions}>`);
  }

  /** Evaluates a script. */
  async evaluate(
    actor: Actor,
    script: readonly Step[],
    options: CallOptions = {},
  ): Promise<Answer | { refused: Refusal }> {
    return answerOf(await actor.evaluate(this.propose(actor, script, options), options.organizations));
  }

  /** What a script reads on an actor's own peer; fails the case if it is refused. */
  async read(actor: Actor, ...script: readonly Step[]): Promise<unknown> {
    const answered = await actor.evaluate(this.propose(actor, script), [actor.identity.mspId]);
    return resultOf(expectResponse(answered));
  }

  /** Asks one peer itself, without its gateway. */
  async process(actor: Actor, proposal: SignedProposal): Promise<object> {
    const answered = await actor.process(proposal.message);
    if ('refused' in answered) return answered;
    const { response } = answered;
    return {
      ...answerView(response.getResponse() ?? new peer.Response()),
      payload: response.getPayload_asU8().length > 0,
      endorsed: response.getEndorsement() !== undefined,
    };
  }

  /** Endorses a script; fails the case if it is refused. */
  async prepare(actor: Actor, script: readonly Step[], options: CallOptions = {}): Promise<Prepared> {
    return expectResponse(await actor.endorse(this.propose(actor, script, options), options.organizations));
  }

  /** How an endorsement is refused; what was endorsed is dropped. */
  async endorse(actor: Actor, script: readonly Step[], options: CallOptions = {}): Promise<object> {
    const answered = await actor.endorse(this.propose(actor, script, options), options.organizations);
    return 'refused' in answered ? answered : { endorsed: true };
  }

  /** Endorses, submits and waits until every peer has the block. */
  async submit(actor: Actor, script: readonly Step[], options: CallOptions = {}): Promise<Outcome> {
    const endorsed = await actor.endorse(this.propose(actor, script, options), options.organizations);
    if ('refused' in endorsed) return endorsed;
    const prepared = endorsed.response;
    const submitted = await actor.submit(prepared);
    if ('refused' in submitted) return submitted;
    const { code } = await this.settle(prepared.txId);
    return { code, result: resultOf(responseIn(prepared.envelope)) };
  }

  /** Submits what is prepared and gives its code. */
  async commit(actor: Actor, prepared: Prepared): Promise<string> {
    expectResponse(await actor.submit(prepared));
    return (await this.settle(prepared.txId)).code;
  }

  /** A transaction that the case builds on: it must be valid. */
  async given(actor: Actor, script: readonly Step[], options: CallOptions = {}): Promise<Committed> {
    const prepared = await this.prepare(actor, script, options);
    expectResponse(await actor.submit(prepared));
    const committed = await this.settle(prepared.txId);
    if (committed.code !== 'VALID') throw new Error(`what the case builds on became ${committed.code}`);
    return committed;
  }

  /** Waits until a transaction is in the ledger of every peer. */
  async settle(txId: string): Promise<Committed> {
    const statuses = await Promise.all(
      [this.alpha, this.beta, this.gamma].map(async (actor) => expectResponse(await actor.status(txId, CHANNEL))),
    );
    const [first] = statuses;
    if (first === undefined) throw new Error('there are no peers');
    this.noteBlock(first.block);
    return first;
  }

  /** Number of the newest block of an actor's peer. */
  async newestBlock(actor: Actor): Promise<number> {
    const request = { channel: CHANNEL, kind: 'deliver', start: 'newest', stop: 'newest' } as const;
    const { responses } = await deliver(actor, request);
    const header = responses[0]?.getBlock()?.getHeader();
    if (header === undefined) throw new Error('the newest block did not come');
    return header.getNumber();
  }

  /** Waits until every peer has a block. */
  async awaitBlock(number: number): Promise<void> {
    const request = { channel: CHANNEL, kind: 'deliver', start: number, stop: number } as const;
    const outcomes = await Promise.all(
      [this.alpha, this.beta, this.gamma].map((actor) => deliver(actor, request, { silenceMs: 30_000 })),
    );
    if (outcomes.some(({ responses }) => responses.length === 0)) throw new Error(`block ${number} did not come`);
    this.noteBlock(number);
  }

  /** Waits until every peer has what any of them has: before that, they may well endorse different answers. */
  async level(): Promise<void> {
    const newest = await Promise.all([this.alpha, this.beta, this.gamma].map((actor) => this.newestBlock(actor)));
    await this.awaitBlock(Math.max(...newest));
  }

  /** The block of that number from alpha's peer. */
  async block(number: number): Promise<common.Block> {
    const { responses } = await deliver(this.alpha, { channel: CHANNEL, kind: 'deliver', start: number, stop: number });
    const block = responses[0]?.getBlock();
    if (block === undefined) throw new Error(`block ${number} did not come`);
    return block;
  }

  /** The transactions of a block as views. */
  async transactionsIn(number: number): Promise<TransactionView[]> {
    return transactionsOf(await this.block(number), this.nameBlock);
  }

  /** A committed transaction as its block has it. */
  async transaction({ txId, block }: Committed): Promise<TransactionView> {
    const found = (await this.transactionsIn(block)).find((one) => one.txId === txId);
    if (found === undefined) throw new Error(`${txId} is not in block ${block}`);
    return found;
  }

  /**
   * Orders envelopes in this order, repeating with new ones until all are in one block; gives the codes in its order.
   * `build` is told the attempt so that it can use other keys.
   */
  async inOneBlock(
    build: (attempt: number) => Promise<readonly Prepared[]>,
  ): Promise<{ codes: string[]; block: number }> {
    const [transactions, blocks] = [this.transactions, [...this.blocks]];
    for (let attempt = 0; attempt < ATTEMPTS_AT_ONE_BLOCK; attempt += 1) {
      // What an attempt in vain has named must not count.
      this.transactions = transactions;
      this.blocks = new Map(blocks);
      const prepared = await build(attempt);
      const answers = await this.stage.orderer.order(prepared.map(({ envelope }) => envelope));
      const refused = answers.find(({ status }) => status !== 'SUCCESS');
      if (refused !== undefined) throw new Error(`the orderer refused: ${refused.status} ${refused.info}`);
      const settled = await Promise.all(prepared.map(({ txId }) => this.settle(txId)));
      const [first] = settled;
      if (first === undefined) throw new Error('nothing to order');
      const ordered = await this.transactionsIn(first.block);
      if (ordered.length === prepared.length && settled.every(({ block }) => block === first.block)) {
        return { codes: ordered.map(({ code }) => code), block: first.block };
      }
    }
    throw new Error(`not all in one block in ${ATTEMPTS_AT_ONE_BLOCK} attempts`);
  }
}

/** The call that runs a script. */
export function callOf(script: readonly Step[], options: CallOptions = {}): Call {
  return {
    channel: options.channel ?? CHANNEL,
    chaincode: options.chaincode ?? 'majority',
    args: ['run', JSON.stringify(script)],
    ...(options.transient === undefined ? {} : { transient: options.transient }),
  };
}

/** A response as an observation. */
export function answerView(response: peer.Response): Answer {
  return { status: response.getStatus(), message: response.getMessage(), result: resultOf(response) };
}

function answerOf(answered: Answered<peer.Response>): Answer | { refused: Refusal } {
  return 'refused' in answered ? answered : answerView(answered.response);
}

function resultOf(response: peer.Response): unknown {
  const text = Buffer.from(response.getPayload_asU8()).toString();
  if (!Buffer.from(text).equals(response.getPayload_asU8())) return '<bytes>';
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function responseIn(envelope: common.Envelope): peer.Response {
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(
    action?.getPayload_asU8() ?? Buffer.alloc(0),
  ).getAction();
  const message = peer.ProposalResponsePayload.deserializeBinary(
    endorsed?.getProposalResponsePayload_asU8() ?? Buffer.alloc(0),
  );
  return peer.ChaincodeAction.deserializeBinary(message.getExtension_asU8()).getResponse() ?? new peer.Response();
}
