-- Models and updates of federated learning that this gateway keeps; the bytes lie in files named by their hash.

CREATE TABLE gateway.weights (
  hash text PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('model', 'update')),
  bytes integer NOT NULL,
  account_id text NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX weights_by_account ON gateway.weights (account_id);
