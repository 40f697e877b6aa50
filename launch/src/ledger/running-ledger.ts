// SPDX-License-Identifier: Apache-2.0

/** Which programs keep the ledger. */
export const ledgerKinds = ['devpeer', 'fabric'] as const;

/** One of {@link ledgerKinds}. */
export type LedgerKind = (typeof ledgerKinds)[number];

/** How an organisation's gateway reaches its own peer and certificate authority. */
export interface LedgerAccess {
  readonly name: string;
  readonly peerEndpoint: string;
  readonly tlsCaCertFile: string;
  readonly tlsServerName?: string;
  readonly ca: {
    readonly url: string;
    readonly caName: string;
    readonly tlsCaCertFile: string;
    readonly registrarId: string;
    readonly registrarSecretFile: string;
  };
}

/** A ledger with the chaincode on it, ready for transactions. */
export interface RunningLedger {
  readonly kind: LedgerKind;
  readonly organisations: readonly LedgerAccess[];
  /** Processes to wait for when a run was killed. */
  readonly pids: readonly number[];
  /** Resolves with a sentence when the ledger ends without having been asked to. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}
