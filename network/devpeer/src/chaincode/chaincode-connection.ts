// SPDX-License-Identifier: Apache-2.0
import { credentials, type ClientDuplexStream } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import type { Log } from '../log.js';
import { REQUEST_HANDLERS } from './shim-requests.js';
import { TransactionContext, type ExecutionResult, type TransactionScope } from './transaction-context.js';

const Type = peer.ChaincodeMessage.Type;
const RECONNECT_MS = 100;
const MAX_KEYS_PER_REQUEST = 1000;

/** What an execution ends with when the chaincode goes away; clients may try again elsewhere. */
export const STREAM_TERMINATED = 'chaincode stream terminated';
const EXECUTION_TIMEOUT = 'timeout expired while executing transaction';

/** What a chaincode is expected to be, and how long it may take. */
export interface ChaincodeTarget {
  readonly packageId: string;
  readonly executeTimeoutMs: number;
  readonly log: Log;
  /** Starts the server and has the connection dial it; called once, before the first execution. */
  readonly launch?: () => void;
}

interface Execution {
  readonly context: TransactionContext;
  resolve(message: peer.ChaincodeMessage): void;
  reject(error: Error): void;
  busy: boolean;
}

type ChaincodeStream = ClientDuplexStream<peer.ChaincodeMessage, peer.ChaincodeMessage>;

/**
 * A peer's connection to one chaincode that runs as a service. It is kept up: when the chaincode goes away, running
 * executions fail and the peer dials again until it is closed.
 */
export class ChaincodeConnection {
  private client: peer.ChaincodeClient | undefined;
  private address = '';
  private readonly executions = new Map<string, Execution>();
  private stream: ChaincodeStream | undefined;
  private ready = false;
  private closed = false;
  private isLaunched = false;
  private retry: NodeJS.Timeout | undefined;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly target: ChaincodeTarget) {}

  /** Dials a chaincode server, and goes on dialling it whenever it is lost, in the place of any dialled before. */
  connect(address: string): void {
    if (this.closed) return;
    this.hangUp();
    this.address = address;
    this.client = new peer.ChaincodeClient(address, credentials.createInsecure(), {
      'grpc.max_receive_message_length': -1,
      'grpc.max_send_message_length': -1,
      'grpc.initial_reconnect_backoff_ms': RECONNECT_MS,
      'grpc.max_reconnect_backoff_ms': 1000,
    });
    this.dial(this.client);
  }

  /** Starts the chaincode unless it was started before; false where it does not register in time. */
  async warmUp(timeoutMs: number): Promise<boolean> {
    if (this.closed) return false;
    return this.whenReady(timeoutMs).then(
      () => true,
      () => false,
    );
  }

  /** Resolves once the chaincode has registered. */
  private async whenReady(timeoutMs: number): Promise<void> {
    if (this.ready) return;
    if (!this.isLaunched) {
      this.isLaunched = true;
      this.target.launch?.();
    }
    await new Promise<void>((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.delete(done);
        reject(new Error(`chaincode ${this.target.packageId} did not register at ${this.address} in time`));
      }, timeoutMs);
      timer.unref(); // nobody's end waits for a chaincode
      this.waiting.add(done);
    });
  }

  /**
   * Runs a transaction.
   *
   * @throws Error with Fabric's wording when the chaincode fails, times out, goes away or is already in this transaction.
   */
  async execute(scope: TransactionScope, chaincode: string, input: peer.ChaincodeInput): Promise<ExecutionResult> {
    await this.whenReady(this.target.executeTimeoutMs);
    const id = executionId(scope.channel, scope.txId);
    if (this.executions.has(id)) throw new Error(`txid: ${scope.txId}(${scope.channel}) exists`);
    const context = new TransactionContext(scope, chaincode);
    try {
      const completed = await this.run(id, context, input);
      return resultOf(completed, chaincode, scope.txId);
    } finally {
      this.executions.delete(id);
      await context.queries.closeAll();
    }
  }

  /** Ends the connection; running executions fail. */
  close(): void {
    this.closed = true;
    this.hangUp();
  }

  private hangUp(): void {
    clearTimeout(this.retry);
    const { stream } = this;
    this.stream = undefined;
    this.ready = false;
    stream?.cancel();
    this.client?.close();
    this.failAll();
  }

  private run(id: string, context: TransactionContext, input: peer.ChaincodeInput): Promise<peer.ChaincodeMessage> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(EXECUTION_TIMEOUT));
      }, this.target.executeTimeoutMs);
      this.executions.set(id, {
        context,
        busy: false,
        resolve: (message) => {
          clearTimeout(timer);
          resolve(message);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      const message = createMessage(Type.TRANSACTION, context.scope, input.serializeBinary());
      message.setProposal(context.scope.signedProposal);
      this.stream?.write(message);
    });
  }

  private dial(client: peer.ChaincodeClient): void {
    const stream = client.connect();
    this.stream = stream;
    stream.on('data', (message: peer.ChaincodeMessage) => {
      this.receive(stream, message);
    });
    stream.on('error', () => {
      this.lost(client, stream);
    });
    stream.on('end', () => {
      stream.cancel();
      this.lost(client, stream);
    });
  }

  private lost(client: peer.ChaincodeClient, stream: ChaincodeStream): void {
    if (this.stream !== stream) return;
    this.stream = undefined;
    if (this.ready) this.target.log('warn', `chaincode ${this.target.packageId} at ${this.address} went away`);
    this.ready = false;
    this.failAll();
    this.retry = setTimeout(() => {
      this.dial(client);
    }, RECONNECT_MS);
  }

  private failAll(): void {
    for (const execution of this.executions.values()) execution.reject(new Error(STREAM_TERMINATED));
  }

  private receive(stream: ChaincodeStream, message: peer.ChaincodeMessage): void {
    const type = message.getType();
    if (stream !== this.stream || type === Type.KEEPALIVE) return;
    if (!this.ready) {
      if (type === Type.REGISTER) this.register(stream, message);
      return;
    }
    const execution = this.executions.get(executionId(message.getChannelId(), message.getTxid()));
    if (type === Type.COMPLETED || type === Type.ERROR) {
      execution?.resolve(message);
    } else {
      void this.answer(stream, execution, message);
    }
  }

  private register(stream: ChaincodeStream, message: peer.ChaincodeMessage): void {
    const packageId = peer.ChaincodeID.deserializeBinary(message.getPayload_asU8()).getName();
    if (packageId !== this.target.packageId) {
      this.target.log(
        'error',
        `the chaincode at ${this.address} registers as '${packageId}' instead of '${this.target.packageId}'`,
      );
      stream.cancel();
      return;
    }
    const registered = new peer.ChaincodeMessage();
    registered.setType(Type.REGISTERED);
    stream.write(registered);
    const parameters = new peer.ChaincodeAdditionalParams();
    parameters.setUseWriteBatch(true);
    parameters.setMaxSizeWriteBatch(MAX_KEYS_PER_REQUEST);
    parameters.setUseGetMultipleKeys(true);
    parameters.setMaxSizeGetMultipleKeys(MAX_KEYS_PER_REQUEST);
    const ready = new peer.ChaincodeMessage();
    ready.setType(Type.READY);
    ready.setPayload(parameters.serializeBinary());
    stream.write(ready);
    this.ready = true;
    for (const wake of [...this.waiting]) wake();
  }

  private async answer(
    stream: ChaincodeStream,
    execution: Execution | undefined,
    request: peer.ChaincodeMessage,
  ): Promise<void> {
    // A transaction has one request under way at a time; Fabric's peer drops any other.
    if (execution?.busy === true) return;
    const reply = new peer.ChaincodeMessage();
    reply.setTxid(request.getTxid());
    reply.setChannelId(request.getChannelId());
    try {
      if (execution === undefined) throw new Error('no ledger context');
      execution.busy = true;
      const handler = REQUEST_HANDLERS.get(request.getType());
      if (handler === undefined) throw new Error(`unknown message type ${request.getType()}`);
      reply.setPayload(await handler(execution.context, request.getPayload_asU8()));
      reply.setType(Type.RESPONSE);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const name = Object.entries(Type).find(([, value]) => value === request.getType())?.[0] ?? 'request';
      reply.setType(Type.ERROR);
      reply.setPayload(Buffer.from(`${name} failed: transaction ID: ${request.getTxid()}: ${reason}`));
    }
    if (execution !== undefined) execution.busy = false;
    stream.write(reply);
  }
}

function executionId(channel: string, txId: string): string {
  return `${channel}/${txId}`;
}

function createMessage(
  type: peer.ChaincodeMessage.TypeMap[keyof peer.ChaincodeMessage.TypeMap],
  scope: TransactionScope,
  payload: Uint8Array,
): peer.ChaincodeMessage {
  const message = new peer.ChaincodeMessage();
  message.setType(type);
  message.setTxid(scope.txId);
  message.setChannelId(scope.channel);
  message.setPayload(payload);
  return message;
}

function resultOf(message: peer.ChaincodeMessage, chaincode: string, txId: string): ExecutionResult {
  if (message.getType() === Type.ERROR) {
    throw new Error(`transaction returned with failure: ${Buffer.from(message.getPayload_asU8()).toString()}`);
  }
  const event = message.getChaincodeEvent();
  event?.setChaincodeId(chaincode);
  event?.setTxId(txId);
  return { response: peer.Response.deserializeBinary(message.getPayload_asU8()), event };
}
