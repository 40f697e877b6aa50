// SPDX-License-Identifier: Apache-2.0
import { and, eq, lt, ne, sql } from 'drizzle-orm';
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
  abstract finish(request: IdempotentRequest, answer: StoredAnswer): Promise<void>;
  /** Takes a key whose answer was provisional, to answer it anew; false if another repeat has done so. */
  abstract reopen(request: IdempotentRequest): Promise<boolean>;
  /** Frees the key after a refusal: a repeat runs anew, which the ledger's own ids make safe. */
  abstract release(request: IdempotentRequest): Promise<void>;
  /** Forgets what was answered before an instant. */
  abstract forget(before: Date): Promise<void>;
}

interface Finished {
  readonly request: IdempotentRequest;
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

function nameOf({ principal, key }: Pick<IdempotentRequest, 'principal' | 'key'>): string {
  return `${principal} ${key}`;
}

/** What either engine gives for a statement that is no query builder's. */
function rowsOf(result: unknown): readonly Pick<IdempotentRequest, 'principal' | 'key'>[] {
  return (result as { readonly rows: readonly Pick<IdempotentRequest, 'principal' | 'key'>[] }).rows;
}

/** Records in the gateway's database. Answers are encrypted, because one of them holds an API key. */
export class DatabaseIdempotencyStore extends IdempotencyStore {
  /** Whether each request took its key. */
  readonly #begins = new GroupCommit<IdempotentRequest, boolean>((group) => this.#insert(group));
  readonly #finishes = new GroupCommit<Finished, undefined>((group) => this.#update(group));

  /** @param process names this run of the gateway: what another run left in flight was interrupted and runs anew. */
  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
    private readonly process: string,
  ) {
    super();
  }

  async begin(request: IdempotentRequest): Promise<Meeting> {
    if (await this.#begins.add(request)) {
      return { kind: 'new' };
    }
    const [row] = await this.database.queries.select().from(idempotency).where(this.#is(request));
    if (row === undefined) {
      return this.begin(request); // released between the two statements
    }
    if (row.requestHash !== request.requestHash) {
      return { kind: 'mismatch' };
    }
    if (row.state === 'done') {
      const body = this.cipher.open(Buffer.from(row.body ?? '', 'base64'));
      return { kind: 'replay', answer: { status: row.status ?? 200, location: row.location ?? undefined, body } };
    }
    return (await this.#takeOver(request)) ? { kind: 'new' } : { kind: 'in-flight' };
  }

  async finish(request: IdempotentRequest, answer: StoredAnswer): Promise<void> {
    const body = Buffer.from(this.cipher.seal(answer.body)).toString('base64');
    await this.#finishes.add({ request, status: answer.status, location: answer.location ?? null, body });
  }

  async reopen(request: IdempotentRequest): Promise<boolean> {
    const taken = await this.database.queries
      .update(idempotency)
      .set({ state: 'in-flight', process: this.process })
      .where(and(this.#is(request), eq(idempotency.state, 'done')))
      .returning({ key: idempotency.key });
    return taken.length > 0;
  }

  async release(request: IdempotentRequest): Promise<void> {
    await this.database.queries.delete(idempotency).where(this.#is(request));
  }

  async forget(before: Date): Promise<void> {
    await this.database.queries
      .delete(idempotency)
      .where(and(eq(idempotency.state, 'done'), lt(idempotency.createdAt, before)));
  }

  /**
   * Takes keys for a group; of two requests under one key, the first has it. A group is one parameter, so that the statement
   * is the same for every size: building and parsing it costs more than what it does.
   */
  async #insert(group: readonly IdempotentRequest[]): Promise<boolean[]> {
    const inserted = await this.database.queries.execute(sql`
      INSERT INTO ${idempotency} (principal, key, request_hash, process, state)
      SELECT r.principal, r.key, r."requestHash", ${this.process}, 'in-flight'
      FROM json_to_recordset(${JSON.stringify(group)}::json) AS r (principal text, key text, "requestHash" text)
      ON CONFLICT DO NOTHING RETURNING principal, key`);
    const taken = new Set(rowsOf(inserted).map(nameOf));
    return group.map((request) => taken.delete(nameOf(request)));
  }

  async #update(group: readonly Finished[]): Promise<undefined[]> {
    const answers = group.map(({ request, ...answer }) => ({
      principal: request.principal,
      key: request.key,
      ...answer,
    }));
    await this.database.queries.execute(sql`
      UPDATE ${idempotency} AS kept SET state = 'done', status = a.status, location = a.location, body = a.body
      FROM json_to_recordset(${JSON.stringify(answers)}::json)
        AS a (principal text, key text, status integer, location text, body text)
      WHERE kept.principal = a.principal AND kept.key = a.key`);
    return group.map(() => undefined);
  }

  async #takeOver(request: IdempotentRequest): Promise<boolean> {
    const taken = await this.database.queries
      .update(idempotency)
      .set({ process: this.process })
      .where(and(this.#is(request), eq(idempotency.state, 'in-flight'), ne(idempotency.process, this.process)))
      .returning({ key: idempotency.key });
    return taken.length > 0;
  }

  #is(request: IdempotentRequest): ReturnType<typeof and> {
    return and(eq(idempotency.principal, request.principal), eq(idempotency.key, request.key));
  }
}
