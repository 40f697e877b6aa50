// SPDX-License-Identifier: Apache-2.0
import { asc, eq, isNull, ne, type SQL } from 'drizzle-orm';
import type { Role } from '@wattpass/chaincode/domain';
import type { Credentials } from '../fabric/certificate-authority.js';
import type { SigningIdentity } from '../fabric/ledger-client.js';
import type { Cipher } from '../store/cipher.js';
import type { Database } from '../store/database.js';
import { accounts } from '../store/schema.js';
import type { Account } from './account.js';
import { actorIdOf } from './actor-id.js';

type Row = typeof accounts.$inferSelect;

/** A new row; the private key is encrypted on its way in. */
export interface AccountRecord {
  readonly id: string;
  readonly kind: Row['kind'];
  readonly name: string;
  readonly role?: Role;
  readonly delegate: boolean;
  readonly admin: boolean;
  readonly apiKeyHash?: string;
  readonly credentials: Credentials;
}

/**
 * How long a row is taken as read. This process' own changes count at once; one of another process on the same database,
 * after this.
 */
const FRESH_MS = 1_000;

/** A row with what is costly to derive from it: an account signs in and signs with every request. */
interface Known {
  readonly account: Account | undefined;
  readonly credentials: Credentials;
  readonly until: number;
}

/** Accounts and their identities in the gateway's database. */
export class AccountStore {
  /** By id, and by the hash of the API key. */
  readonly #known = new Map<string, Known>();
  /** Counts this process' changes: what was read before one must not be remembered after it. */
  #changes = 0;

  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
    readonly mspId: string,
  ) {}

  async insert(record: AccountRecord): Promise<void> {
    const { credentials, ...rest } = record;
    await this.database.queries.insert(accounts).values({
      ...rest,
      certificate: credentials.certificate,
      privateKey: this.cipher.seal(credentials.privateKey),
    });
    this.#forget();
  }

  /** People and devices, oldest first. */
  async list(): Promise<Account[]> {
    const rows = await this.database.queries
      .select()
      .from(accounts)
      .where(ne(accounts.kind, 'registrar'))
      .orderBy(asc(accounts.createdAt));
    return rows.map(toAccount);
  }

  /** Ids and names of all whose certificates are in use, the registrar's included. */
  async active(): Promise<{ id: string; name: string }[]> {
    return this.database.queries
      .select({ id: accounts.id, name: accounts.name })
      .from(accounts)
      .where(isNull(accounts.revokedAt));
  }

  async byId(id: string): Promise<Account | undefined> {
    return (await this.#find(id, eq(accounts.id, id)))?.account;
  }

  async byName(name: string): Promise<Account | undefined> {
    const [row] = await this.database.queries.select().from(accounts).where(eq(accounts.name, name));
    return row === undefined || row.kind === 'registrar' ? undefined : toAccount(row);
  }

  async byApiKeyHash(hash: string): Promise<Account | undefined> {
    return (await this.#find(hash, eq(accounts.apiKeyHash, hash)))?.account;
  }

  /** Shuts an account out, at once. */
  async revoke(id: string): Promise<void> {
    await this.database.queries
      .update(accounts)
      .set({ revokedAt: new Date(), apiKeyHash: null })
      .where(eq(accounts.id, id));
    this.#forget();
  }

  /** Replaces an account's API key. */
  async setApiKeyHash(id: string, apiKeyHash: string): Promise<void> {
    await this.database.queries.update(accounts).set({ apiKeyHash }).where(eq(accounts.id, id));
    this.#forget();
  }

  /** Replaces an account's certificate and key. */
  async setCredentials(id: string, credentials: Credentials): Promise<void> {
    await this.database.queries
      .update(accounts)
      .set({ certificate: credentials.certificate, privateKey: this.cipher.seal(credentials.privateKey) })
      .where(eq(accounts.id, id));
    this.#forget();
  }

  /** What an account signs with, the registrar's included. */
  async credentials(id: string): Promise<Credentials | undefined> {
    return (await this.#find(id, eq(accounts.id, id)))?.credentials;
  }

  /** The ledger identity of an account. */
  async signer(accountId: string): Promise<SigningIdentity | undefined> {
    const credentials = await this.credentials(accountId);
    return credentials && { accountId, mspId: this.mspId, ...credentials };
  }

  async #find(name: string, where: SQL): Promise<Known | undefined> {
    const known = this.#known.get(name);
    if (known !== undefined && known.until > Date.now()) {
      return known;
    }
    const changes = this.#changes;
    const [row] = await this.database.queries.select().from(accounts).where(where);
    if (row === undefined) {
      this.#known.delete(name); // strangers are not remembered: anybody can make up keys
      return undefined;
    }
    const found = {
      account: row.kind === 'registrar' ? undefined : toAccount(row),
      credentials: { certificate: row.certificate, privateKey: this.cipher.open(row.privateKey) },
      until: Date.now() + FRESH_MS,
    };
    if (changes === this.#changes) {
      this.#known.set(name, found);
    }
    return found;
  }

  #forget(): void {
    this.#changes += 1;
    this.#known.clear();
  }
}

function toAccount(row: Row): Account {
  return {
    id: row.id,
    kind: row.kind === 'device' ? 'device' : 'person',
    name: row.name,
    ...(row.role === null ? {} : { role: row.role as Role }),
    delegate: row.delegate,
    admin: row.admin,
    actorId: actorIdOf(row.certificate),
    createdAt: row.createdAt.toISOString(),
    ...(row.revokedAt === null ? {} : { revokedAt: row.revokedAt.toISOString() }),
  };
}
