// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNativeNetwork, type NativeNetwork } from '@wattpass/network';
import {
  chaincodeName,
  channelName,
  organisations,
  startDevPeerLedger,
  wattpassChaincode,
  type LedgerAccess,
  type LedgerKind,
} from '@wattpass/launch';

/** What integration tests run on: `npm test -- integration --ledger fabric` says it here. */
export const testLedgerKind: LedgerKind = process.env['WATTPASS_TEST_LEDGER'] === 'fabric' ? 'fabric' : 'devpeer';

/** A ledger on which nothing has happened, as far as its chaincode's state goes. */
export interface TestLedger {
  readonly kind: LedgerKind;
  readonly chaincode: string;
  readonly organisations: readonly LedgerAccess[];
  stop(): Promise<void>;
}

/**
 * Opens a fresh ledger for a fixture. The embedded peer starts anew under `directory`. A network of real Fabric takes half
 * a minute to come up, so that all fixtures of a run share one: each deploys the chaincode under a name of its own, whose
 * state nobody else writes.
 */
export async function openTestLedger(directory: string): Promise<TestLedger> {
  return testLedgerKind === 'fabric' ? openOnFabric() : openDevPeer(directory);
}

async function openDevPeer(directory: string): Promise<TestLedger> {
  const ledger = await startDevPeerLedger(join(directory, 'ledger'), join(directory, 'logs'));
  return { ...ledger, chaincode: chaincodeName };
}

let shared: Promise<NativeNetwork> | undefined;
let deployed = 0;
let stateDir = '';

async function openOnFabric(): Promise<TestLedger> {
  shared ??= startShared();
  const network = await shared;
  deployed += 1;
  const chaincode = deployed === 1 ? chaincodeName : `${chaincodeName}${deployed}`;
  await network.deploy(wattpassChaincode('1', chaincode));
  return {
    kind: 'fabric',
    chaincode,
    organisations: network.organizations,
    stop: async () => {
      // the network stays for the next fixture; this one's chaincode servers need not
      await Promise.all(organisations.map(({ name }) => network.halt(`chaincode-${chaincode}-${name}`)));
    },
  };
}

function startShared(): Promise<NativeNetwork> {
  stateDir = mkdtempSync(join(tmpdir(), 'wattpass-fabric-'));
  return startNativeNetwork({
    stateDir,
    organizations: organisations.map(({ name, mspId, domain }) => ({ name, mspId, domain })),
    channel: channelName,
    chaincodes: [],
  });
}

if (testLedgerKind === 'fabric') {
  // of the whole run: outside every describe, mocha calls it once, when all files are done
  after(async function () {
    this.timeout(60_000);
    await (await shared?.catch(() => undefined))?.stop();
    if (stateDir !== '') {
      rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}
