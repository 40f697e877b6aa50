// SPDX-License-Identifier: Apache-2.0
import type { StateDirectory } from '../state-directory.js';
import { startDevPeerLedger } from './devpeer-ledger.js';
import { startFabricLedger } from './fabric-ledger.js';
import type { LedgerKind, RunningLedger } from './running-ledger.js';

/** Starts the ledger of a kind on the state's directory. */
export function startLedger(kind: LedgerKind, state: Pick<StateDirectory, 'ledger' | 'logs'>): Promise<RunningLedger> {
  switch (kind) {
    case 'devpeer':
      return startDevPeerLedger(state.ledger, state.logs);
    case 'fabric':
      return startFabricLedger(state.ledger, state.logs);
  }
}
