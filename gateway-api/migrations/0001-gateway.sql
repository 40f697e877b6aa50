-- What a gateway may never lose: who may sign in, what was asked, what is on its way to the ledger.

CREATE TABLE gateway.accounts (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('registrar', 'person', 'device')),
  name text NOT NULL UNIQUE,
  role text,
  delegate boolean NOT NULL DEFAULT false,
  admin boolean NOT NULL DEFAULT false,
  api_key_hash text UNIQUE,
  certificate text NOT NULL,
  private_key bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);

CREATE TABLE gateway.idempotency (
  principal text NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  process text NOT NULL,
  state text NOT NULL CHECK (state IN ('in-flight', 'done')),
  status integer,
  location text,
  body text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (principal, key)
);

CREATE TABLE gateway.envelopes (
  tx_id text PRIMARY KEY,
  account_id text NOT NULL,
  transaction_name text NOT NULL,
  envelope bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE gateway.sagas (
  id text PRIMARY KEY,
  kind text NOT NULL,
  account_id text NOT NULL,
  payload bytea NOT NULL,
  next_step integer NOT NULL DEFAULT 0,
  tx_ids text NOT NULL DEFAULT '[]',
  state text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  failure text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sagas_running ON gateway.sagas (created_at) WHERE state = 'running';

CREATE TABLE gateway.chunks (
  battery_id text NOT NULL,
  chunk integer NOT NULL,
  digest text NOT NULL,
  root text NOT NULL,
  samples integer NOT NULL,
  cycle integer NOT NULL,
  started_at text NOT NULL,
  anchor_tx_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (battery_id, chunk)
);
