// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import type { Collection } from '@wattpass/chaincode/domain';
import type { Entry, EntryPage, Key, Ledger, Version } from '@wattpass/chaincode/ledger/ledger.js';
import { composeKey, type CommittedState, type Write } from './committed-state.js';

/** Whether the organisation that calls is a member of a collection. */
export type Membership = (collection: Collection) => boolean;

/** The chaincode event of a transaction. */
export interface EmittedEvent {
  readonly name: string;
  readonly payload: { readonly type: string; readonly items: readonly Record<string, unknown>[] };
}

/**
 * The {@link Ledger} of one simulated transaction. As on a Fabric peer, reads see committed state only, and it refuses
 * what a peer refuses: a write after a paged read or a private range (and the reverse), a write of public state together
 * with private state, of two collections, a private read by a non-member, and a private read in a public transaction
 * (some of its endorsers are not members).
 */
export class InMemoryLedger implements Ledger {
  readonly writes: Write[] = [];
  event: EmittedEvent | undefined;
  readonly #reads = new Map<string, { collection?: Collection; key: string; version: number | undefined }>();
  readonly #ranges: { prefix: string; seen: readonly { composite: string; version: number }[] }[] = [];
  #readOnly: string | undefined;
  #privateReads = false;

  constructor(
    private readonly state: CommittedState,
    private readonly isMember: Membership,
    private readonly mspId: string,
  ) {}

  /** The keys read so far, `collection/key` for private ones; hashes count as reads. */
  get touched(): readonly string[] {
    return [...this.#reads.keys(), ...this.#ranges.map(({ prefix }) => prefix)];
  }

  get(key: Key): Promise<Uint8Array | undefined> {
    return attempt(() => this.#read(composeKey(key)));
  }

  put(key: Key, value: Uint8Array): Promise<void> {
    return attempt(() => {
      this.#write({ key: composeKey(key), value });
    });
  }

  delete(key: Key): Promise<void> {
    return attempt(() => {
      this.#write({ key: composeKey(key), value: undefined });
    });
  }

  async *range(prefix: Key): AsyncIterable<Entry> {
    const start = composeKey(prefix);
    const found = await Promise.resolve(this.state.range(start));
    this.#ranges.push({ prefix: start, seen: found.map(({ composite, version }) => ({ composite, version })) });
    for (const { key, value } of found) {
      yield { key, value };
    }
  }

  page(prefix: Key, limit: number, bookmark: string): Promise<EntryPage> {
    return attempt(() => {
      this.#becomeReadOnly('a paginated query');
      const start = composeKey(prefix);
      const from = Buffer.from(bookmark === '' ? start : bookmark);
      const rest = this.state.range(start).filter(({ composite }) => Buffer.compare(Buffer.from(composite), from) >= 0);
      this.#ranges.push({ prefix: start, seen: [] });
      return {
        entries: rest.slice(0, limit).map(({ key, value }) => ({ key, value })),
        bookmark: rest[limit]?.composite ?? '',
      };
    });
  }

  history(key: Key): Promise<readonly Version[]> {
    return attempt(() => this.state.history(composeKey(key)));
  }

  getPrivate(collection: Collection, key: Key): Promise<Uint8Array | undefined> {
    return attempt(() => {
      this.#enter(collection, 'read');
      this.#privateReads = true;
      return this.#read(composeKey(key), collection);
    });
  }

  putPrivate(collection: Collection, key: Key, value: Uint8Array): Promise<void> {
    return attempt(() => {
      this.#enter(collection, 'write');
      this.#write({ collection, key: composeKey(key), value });
    });
  }

  async *privateRange(collection: Collection, prefix: Key): AsyncIterable<Entry> {
    this.#enter(collection, 'read');
    this.#becomeReadOnly('queries on pvt data');
    this.#privateReads = true;
    const found = await Promise.resolve(this.state.range(composeKey(prefix), collection));
    for (const { key, value } of found) {
      yield { key, value };
    }
  }

  privateHash(collection: Collection, key: Key): Promise<string | undefined> {
    return attempt(() => {
      const composite = composeKey(key);
      this.#read(composite, collection);
      return this.state.privateHash(collection, composite);
    });
  }

  emit(name: string, payload: Uint8Array): void {
    this.event = { name, payload: JSON.parse(Buffer.from(payload).toString('utf8')) as EmittedEvent['payload'] };
  }

  /** Whether everything this transaction read still stands as it was read (MVCC and phantom checks). */
  get stillValid(): boolean {
    return (
      [...this.#reads.values()].every(
        ({ collection, key, version }) => this.state.get(key, collection)?.version === version,
      ) &&
      (this.#readOnly !== undefined ||
        this.#ranges.every(({ prefix, seen }) =>
          isDeepStrictEqual(
            this.state.range(prefix).map(({ composite, version }) => ({ composite, version })),
            seen,
          ),
        ))
    );
  }

  #read(key: string, collection?: Collection): Uint8Array | undefined {
    const found = this.state.get(key, collection);
    this.#reads.set(collection === undefined ? key : `${collection}/${key}`, {
      ...(collection !== undefined && { collection }),
      key,
      version: found?.version,
    });
    return found?.value;
  }

  #write(write: Write): void {
    if (this.#readOnly !== undefined) {
      throw new Error(
        `unsuppored transaction. Transaction has already performed ${this.#readOnly}. Writes are not allowed`,
      );
    }
    const [first] = this.writes;
    if (first !== undefined && first.collection !== write.collection) {
      throw new Error(
        `a transaction writes ${first.collection ?? 'public state'} and ${write.collection ?? 'public state'}`,
      );
    }
    if (write.collection === undefined && this.#privateReads) {
      throw new Error('a transaction that writes public state reads private data, which not every endorser has');
    }
    const same = this.writes.findIndex(({ key }) => key === write.key);
    if (same >= 0) {
      this.writes.splice(same, 1);
    }
    this.writes.push(write);
  }

  #becomeReadOnly(query: string): void {
    if (this.writes.length > 0) {
      throw new Error(`unsuppored transaction. ${query} are supported only in a read-only transaction`);
    }
    this.#readOnly = query;
  }

  #enter(collection: Collection, access: 'read' | 'write'): void {
    if (!this.isMember(collection)) {
      throw new Error(
        `tx creator does not have ${access} access permission on privatedata in chaincodeName:wattpass collectionName: ${collection} (${this.mspId})`,
      );
    }
  }
}

/** Runs `work` now and gives its value or its error as a promise does. */
function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
