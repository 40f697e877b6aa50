// SPDX-License-Identifier: Apache-2.0
import { lt, sql } from 'drizzle-orm';
import type { Cipher } from '../store/cipher.js';
import type { Database } from '../store/database.js';
import { GroupCommit } from '../store/group-commit.js';
import { idempotency } from '../store/schema.js';

/** A request as far as idempotency is concerned. */
export interface IdempotentRequest {
  readonly principal: string;
  readonly key: string;
  /** SHA-256 over method, path and body. */
  readonly requestHash: string;
}

/** What was answered; `body` is JSON text. */
export interface StoredAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

/** What a request meets: nothing, its own earlier answer, itself still at work, or another request under its key. */
export type Meeting =
  { readonly kind: 'new' | 'in-flight' | 'mismatch' } | { readonly kind: 'replay'; readonly answer: StoredAnswer };

/** Remembers requests and their answers by principal and key. */
export abstract class IdempotencyStore {
  /** Takes the key, or says who has it. */
  abstract begin(request: IdempotentRequest): Promise<Meeting>;
  /** Keeps the answer for every repeat. */
  abstract finish(request: IdempotentRequest, answer: StoredAnswer): void;
  /** Takes a key whose answer was provisional, to answer it anew; false if another repeat has done so. */
  abstract reopen(request: IdempotentRequest): boolean;
  /** Frees the key after a refusal: a repeat runs anew, which the ledger's own ids make safe. */
  abstract release(request: IdempotentRequest): void;
  /** Forgets what was answered before an instant. */
  abstract forget(before: Date): Promise<void>;
}

/** How long an answer waits to be written, together with others. */
const WRITE_AFTER_MS = 250;

/** An answer as it is kept: its body is encrypted, because one of them holds an API key. */
interface Answered extends IdempotentRequest {
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

function nameOf({ principal, key }: Pick<IdempotentRequest, 'principal' | 'key'>): string {
  return `${principal} ${key}`;
}

/**
 * Keeps answers in the gateway's database. Requests at work are known to the process alone: should it die, whatever it had not
 * answered runs anew, and so may what it answered in its last quarter of a second.
 */
export class DatabaseIdempotencyStore extends IdempotencyStore {
  /** The hashes of requests at work. */
  readonly #working = new Map<string, string>();
  /** Answers that are not written yet. */
  readonly #unwritten = new Map<string, Answered>();
  readonly #lookups = new GroupCommit<IdempotentRequest, Answered | undefined>((group) => this.#find(group));
  #nextWrite: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
  ) {
    super();
    database.beforeClose(() => this.#write());
  }

  async begin(request: IdempotentRequest): Promise<Meeting> {
    const name = nameOf(request);
    const working = this.#working.get(name);
    if (working !== undefined) {
      return { kind: working === request.requestHash ? 'in-flight' : 'mismatch' };
    }
    this.#working.set(name, request.requestHash);
    let isNew = false;
    try {
      const answered = this.#unwritten.get(name) ?? (await this.#lookups.add(request));
      isNew = answered === undefined;
      return answered === undefined ? { kind: 'new' } : this.#meet(request, answered);
    } finally {
      if (!isNew) {
        this.#working.delete(name);
      }
    }
  }

  finish(request: IdempotentRequest, { status, location, body }: StoredAnswer): void {
    const sealed = Buffer.from(this.cipher.seal(body)).toString('base64');
    this.#unwritten.set(nameOf(request), { ...request, status, location: location ?? null, body: sealed });
    this.#working.delete(nameOf(request));
    this.#writeSoon();
  }

  reopen(request: IdempotentRequest): boolean {
    const name = nameOf(request);
    if (this.#working.has(name)) {
      return false;
    }
    this.#working.set(name, request.requestHash);
    return true;
  }

  release(request: IdempotentRequest): void {
    this.#working.delete(nameOf(request));
  }

  async forget(before: Date): Promise<void> {
    await this.database.queries.delete(idempotency).where(lt(idempotency.createdAt, before));
  }

  #meet(request: IdempotentRequest, { requestHash, status, location, body }: Answered): Meeting {
    if (requestHash !== request.requestHash) {
      return { kind: 'mismatch' };
    }
    const opened = this.cipher.open(Buffer.from(body, 'base64'));
    return { kind: 'replay', answer: { status, location: location ?? undefined, body: opened } };
  }

  #writeSoon(): void {
    this.#nextWrite ??= setTimeout(() => {
      this.#write().catch(() => {
        this.#writeSoon(); // they are answered from memory meanwhile
      });
    }, WRITE_AFTER_MS);
  }

  /** A group is one parameter, here and below: a statement that is the same for every size is built and parsed the fastest. */
  async #write(): Promise<void> {
    clearTimeout(this.#nextWrite);
    this.#nextWrite = undefined;
    const group = [...this.#unwritten];
    if (group.length === 0) {
      return;
    }
    await this.database.queries.execute(sql`
      INSERT INTO ${idempotency} (principal, key, request_hash, status, location, body)
      SELECT a.principal, a.key, a."requestHash", a.status, a.location, a.body
      FROM json_to_recordset(${JSON.stringify(group.map(([, answered]) => answered))}::json)
        AS a (principal text, key text, "requestHash" text, status integer, location text, body text)
      ON CONFLICT (principal, key) DO UPDATE
        SET request_hash = excluded.request_hash, status = excluded.status, location = excluded.location, body = excluded.body`);
    for (const [name, answered] of group) {
      if (this.#unwritten.get(name) === answered) {
        this.#unwritten.delete(name);
      }
    }
  }

  async #find(group: readonly IdempotentRequest[]): Promise<(Answered | undefined)[]> {
    const names = JSON.stringify(group.map(({ principal, key }) => ({ principal, key })));
    const found = await this.database.queries
      .select({
        principal: idempotency.principal,
        key: idempotency.key,
        requestHash: idempotency.requestHash,
        status: idempotency.status,
        location: idempotency.location,
        body: idempotency.body,
      })
      .from(idempotency)
      .where(
        sql`(${idempotency.principal}, ${idempotency.key}) IN
          (SELECT r.principal, r.key FROM json_to_recordset(${names}::json) AS r (principal text, key text))`,
      );
    const answers = new Map(found.map((answered) => [nameOf(answered), answered]));
    return group.map((request) => answers.get(nameOf(request)));
  }
}
