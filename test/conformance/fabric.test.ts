// SPDX-License-Identifier: Apache-2.0
import { findFabric, NetworkError } from '@wattpass/network';
import { holdToGolden } from './hold-to-golden.js';
import { startFabricLedger } from './ledgers/fabric-ledger.js';

holdToGolden('real Fabric answers as it was recorded', {
  name: 'real Fabric',
  unavailable: whyNoFabric,
  start: (stateDir) => startFabricLedger(stateDir, () => undefined),
});

/** The first line of what keeps Fabric's programs from being run; undefined where they are there. */
async function whyNoFabric(): Promise<string | undefined> {
  try {
    await findFabric();
    return undefined;
  } catch (error) {
    if (error instanceof NetworkError) {
      return error.message.split('\n')[0];
    }
    throw error;
  }
}
