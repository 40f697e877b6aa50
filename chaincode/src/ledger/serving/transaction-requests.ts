// SPDX-License-Identifier: Apache-2.0

import {
  readBatch,
  readBatchResult,
  readOne,
  requestType,
  writeBatch,
  type PeerOffer,
  type Write,
} from './batch-messages.js';

/** Bytes of values in one message, far below the 100 MiB that Fabric's peer takes. */
const MOST_BYTES = 8 * 1024 * 1024;

/** How a request goes to the peer. */
export type Send = (type: number, payload: Uint8Array) => void;

/** A request whose answer somebody waits for. */
interface Request {
  readonly type: number;
  readonly payload: Uint8Array;
  readonly resolve: (payload: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** A read that may go together with others of its collection. */
interface Read {
  readonly collection: string;
  readonly key: string;
  readonly resolve: (value: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * What one transaction asks of its peer. The peer answers one request of a transaction at a time, so they form a queue.
 * Reads that are asked for at the same moment go in one message, writes are kept until {@link flush}: a transaction reads
 * committed state only, so that it cannot tell. What a peer refuses to write is thrown by flush.
 */
export class TransactionRequests {
  readonly #waiting: (Request | Read)[] = [];
  #writes: Write[] = [];
  #underWay: Request | undefined;
  #isScheduled = false;

  constructor(
    private readonly offer: PeerOffer,
    private readonly send: Send,
  ) {}

  /** Sends a request; its answer's payload. @throws Error what the peer says. */
  ask(type: number, payload: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#add({ type, payload, resolve, reject });
    });
  }

  /** The committed value under a key, no bytes where it is absent; only where the peer offers to read many. */
  read(collection: string, key: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#add({ collection, key, resolve, reject });
    });
  }

  /** Keeps a write; only where the peer offers to take many. */
  write(write: Write): void {
    this.#writes.push(write);
  }

  /** Sends the kept writes in their order. @throws Error what the peer says. */
  async flush(): Promise<void> {
    const writes = this.#writes;
    this.#writes = [];
    for (const batch of batchesOf(writes, this.offer.writes)) {
      await this.ask(requestType.writes, writeBatch(batch));
    }
  }

  /** Takes the peer's answer to the request under way, and sends the next. */
  answer(given: { readonly payload: Uint8Array } | { readonly error: Error }): void {
    const request = this.#underWay;
    this.#underWay = undefined;
    if ('error' in given) {
      request?.reject(given.error);
    } else {
      request?.resolve(given.payload);
    }
    this.#sendNext();
  }

  #add(request: Request | Read): void {
    this.#waiting.push(request);
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      queueMicrotask(() => {
        this.#isScheduled = false;
        this.#sendNext();
      });
    }
  }

  #sendNext(): void {
    const [next] = this.#waiting;
    if (next === undefined || this.#underWay !== undefined) {
      return;
    }
    this.#underWay = 'type' in next ? next : this.#joined(next.collection);
    this.#waiting.splice(0, 'type' in next ? 1 : 0);
    this.send(this.#underWay.type, this.#underWay.payload);
  }

  /** The reads of a collection at the head of the queue, taken off it. */
  #joined(collection: string): Request {
    const end = this.#waiting.findIndex((request) => 'type' in request || request.collection !== collection);
    const count = Math.min(end === -1 ? this.#waiting.length : end, this.offer.reads);
    const reads = this.#waiting.splice(0, count) as Read[];
    const keys = reads.map(({ key }) => key);
    const [only, ...others] = keys;
    const single = only !== undefined && others.length === 0;
    return {
      type: single ? requestType.read : requestType.reads,
      payload: single ? readOne(collection, only) : readBatch(collection, keys),
      resolve: (payload) => {
        const values = single ? [Buffer.from(payload)] : readBatchResult(payload);
        reads.forEach(({ resolve }, place) => {
          resolve(values[place] ?? Buffer.alloc(0));
        });
      },
      reject: (error) => {
        reads.forEach(({ reject }) => {
          reject(error);
        });
      },
    };
  }
}

function* batchesOf(writes: readonly Write[], most: number): Iterable<Write[]> {
  let batch: Write[] = [];
  let bytes = 0;
  for (const write of writes) {
    const size = write.key.length + (write.value?.length ?? 0);
    if (batch.length > 0 && (batch.length >= most || bytes + size > MOST_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(write);
    bytes += size;
  }
  if (batch.length > 0) {
    yield batch;
  }
}
