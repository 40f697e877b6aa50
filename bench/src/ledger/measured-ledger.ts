// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  startDevPeerLedger,
  startFabricLedger,
  type FabricSettings,
  type LedgerKind,
  type RunningLedger,
} from '@wattpass/launch';

/** The chaincode that only writes keys. */
export const blindChaincodeName = 'blind';

/** A ledger with the application's chaincode and the blind one on it. */
export interface MeasuredLedger {
  readonly running: RunningLedger;
  /** When its start was asked for, as performance.now() tells it. */
  readonly begun: number;
  /** From then until peers and certificate authorities answer; chaincodes may still be starting. */
  readonly readySeconds: number;
}

/** Starts a ledger of six organisations under a folder of its own. */
export async function startMeasured(
  kind: LedgerKind,
  folder: string,
  settings: FabricSettings = {},
): Promise<MeasuredLedger> {
  const begun = performance.now();
  const running = await start(kind, folder, settings);
  return { running, begun, readySeconds: (performance.now() - begun) / 1000 };
}

function start(kind: LedgerKind, folder: string, settings: FabricSettings): Promise<RunningLedger> {
  const state = join(folder, kind);
  const server = {
    command: process.execPath,
    args: [fileURLToPath(new URL('blind-chaincode.js', import.meta.url))],
    cwd: folder,
    env: { CORE_CHAINCODE_LOGGING_LEVEL: 'error' },
  };
  const chaincodes = [{ name: blindChaincodeName, version: '1', server }];
  return kind === 'fabric'
    ? startFabricLedger(state, folder, { ...settings, chaincodes })
    : startDevPeerLedger(state, folder, { chaincodes });
}
