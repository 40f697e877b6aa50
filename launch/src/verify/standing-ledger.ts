// SPDX-License-Identifier: Apache-2.0
import type { LedgerReader } from '../chain/ledger-reader.js';
import { writeConnections } from '../gateways/connections.js';
import { startLedger } from '../ledger/start-ledger.js';
import { openState } from '../state-directory.js';
import { connectionIn, livingRun, withReader } from './running-state.js';

/**
 * Does something with a reader at an organisation's peer. Where nothing runs on the state, its ledger alone is started for as long
 * as that takes; no gateway is.
 * @throws NotRunningError where there has never been a consortium, StateInUseError where one is just starting.
 */
export async function withStandingLedger<T>(
  root: string,
  organisation: string,
  work: (reader: LedgerReader) => Promise<T>,
): Promise<T> {
  if (livingRun(root) !== undefined) {
    return withReader(root, organisation, work);
  }
  const { ledger: kind } = connectionIn(root, organisation);
  const state = openState(root);
  try {
    const ledger = await startLedger(kind, state);
    try {
      writeConnections(ledger, state);
      return await withReader(root, organisation, work);
    } finally {
      await ledger.stop();
    }
  } finally {
    state.release();
  }
}
