// SPDX-License-Identifier: Apache-2.0
import { boolean, customType, integer, pgSchema, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** Bytes as the drivers give them: Buffer from Postgres, Uint8Array from the embedded database. */
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

const gateway = pgSchema('gateway');
const createdAt = timestamp('created_at', { withTimezone: true }).notNull().defaultNow();

/** Which migrations this database has seen. */
export const migrations = gateway.table('migrations', { name: text('name').primaryKey() });

/** Who may sign in, with the X.509 identity they act with; the registrar is the CA's own account. */
export const accounts = gateway.table('accounts', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: ['registrar', 'person', 'device'] }).notNull(),
  name: text('name').notNull(),
  role: text('role'),
  delegate: boolean('delegate').notNull().default(false),
  admin: boolean('admin').notNull().default(false),
  apiKeyHash: text('api_key_hash'),
  certificate: text('certificate').notNull(),
  /** PKCS 8 PEM, encrypted with the gateway's key file. */
  privateKey: bytes('private_key').notNull(),
  createdAt,
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
});

/** What each principal asked under which key, and what it was answered. */
export const idempotency = gateway.table(
  'idempotency',
  {
    principal: text('principal').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer('status').notNull(),
    location: text('location'),
    /** Encrypted, base64. */
    body: text('body').notNull(),
    createdAt,
  },
  (table) => [primaryKey({ columns: [table.principal, table.key] })],
);

/**
 * Signed envelopes whose outcome is not known yet: written before they are submitted, so that it can be found out with
 * the same bytes, and deleted once the ledger has answered.
 */
export const envelopes = gateway.table('envelopes', {
  txId: text('tx_id').primaryKey(),
  accountId: text('account_id').notNull(),
  transactionName: text('transaction_name').notNull(),
  envelope: bytes('envelope').notNull(),
  createdAt,
});

/** The outbox: what a saga still has to do. */
export const sagas = gateway.table('sagas', {
  id: text('id').primaryKey(),
  kind: text('kind').notNull(),
  accountId: text('account_id').notNull(),
  /** JSON, encrypted: it holds what only one collection may see. */
  payload: bytes('payload').notNull(),
  nextStep: integer('next_step').notNull().default(0),
  txIds: text('tx_ids').notNull().default('[]'),
  state: text('state', { enum: ['running', 'done', 'failed'] }).notNull(),
  failure: text('failure'),
  createdAt,
});

/** Where each telemetry chunk lies (`digest` names its file) and the transaction that anchored it. */
export const chunks = gateway.table(
  'chunks',
  {
    batteryId: text('battery_id').notNull(),
    chunk: integer('chunk').notNull(),
    digest: text('digest').notNull(),
    root: text('root').notNull(),
    samples: integer('samples').notNull(),
    cycle: integer('cycle').notNull(),
    startedAt: text('started_at').notNull(),
    anchorTxId: text('anchor_tx_id'),
    createdAt,
  },
  (table) => [primaryKey({ columns: [table.batteryId, table.chunk] })],
);

/** The models and updates of federated learning that are kept here; `hash` names the file. */
export const weights = gateway.table('weights', {
  hash: text('hash').primaryKey(),
  purpose: text('purpose', { enum: ['model', 'update'] }).notNull(),
  bytes: integer('bytes').notNull(),
  accountId: text('account_id').notNull(),
  storedAt: timestamp('stored_at', { withTimezone: true }).notNull().defaultNow(),
});
