// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  majorityOf,
  organisations,
  startDevPeerLedger,
  startFabricLedger,
  wattpassChaincode,
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

/** Whose policy says that a majority endorses: the chaincodes' own, or the channel's, which verifies more. */
export type Endorsement = 'chaincode' | 'channel';

/** Starts a ledger of six organisations under a folder of its own. */
export async function startMeasured(
  kind: LedgerKind,
  folder: string,
  { endorsement = 'chaincode', ...settings }: FabricSettings & { readonly endorsement?: Endorsement } = {},
): Promise<MeasuredLedger> {
  const begun = performance.now();
  const running = await start(kind, folder, endorsement, settings);
  return { running, begun, readySeconds: (performance.now() - begun) / 1000 };
}

function start(
  kind: LedgerKind,
  folder: string,
  endorsement: Endorsement,
  settings: FabricSettings,
): Promise<RunningLedger> {
  const state = join(folder, kind);
  const server = {
    command: process.execPath,
    args: [fileURLToPath(new URL('blind-chaincode.js', import.meta.url))],
    cwd: folder,
    env: { CORE_CHAINCODE_LOGGING_LEVEL: 'error' },
  };
  const policy = { endorsementPolicy: endorsement === 'channel' ? undefined : majorityOf(organisations) };
  const chaincode = { ...wattpassChaincode(), ...policy };
  const chaincodes = [{ name: blindChaincodeName, version: '1', ...policy, server }];
  return kind === 'fabric'
    ? startFabricLedger(state, folder, { ...settings, chaincode, chaincodes })
    : startDevPeerLedger(state, folder, { chaincode, chaincodes });
}
