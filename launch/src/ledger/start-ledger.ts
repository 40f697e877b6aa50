// SPDX-License-Identifier: Apache-2.0
import type { StateDirectory } from '../state-directory.js';
import type { LedgerKind, RunningLedger } from './running-ledger.js';

/** Starts the ledger of a kind on the state's directory; only that kind's programs are loaded. */
export async function startLedger(
  kind: LedgerKind,
  state: Pick<StateDirectory, 'ledger' | 'logs'>,
): Promise<RunningLedger> {
  switch (kind) {
    case 'devpeer': {
      const { startDevPeerLedger } = await import('./devpeer-ledger.js');
      return startDevPeerLedger(state.ledger, state.logs);
    }
    case 'fabric': {
      const { startFabricLedger } = await import('./fabric-ledger.js');
      return startFabricLedger(state.ledger, state.logs);
    }
  }
}
