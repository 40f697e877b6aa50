// SPDX-License-Identifier: Apache-2.0
import { implicitCollectionName } from '../channel/chaincode-definition.js';
import type { StateEntry } from '../ledger/state-view.js';
import type { ResultsReader } from '../simulator/range-reader.js';
import type { TxSimulator } from '../simulator/tx-simulator.js';
import { LIFECYCLE, type HashedState, type WritableState } from './stored-structure.js';

/** Follows every name. */
const LAST = '\u007f';

/** The public definitions as a transaction reads and writes them. */
export function simulatedState(simulator: TxSimulator): WritableState {
  return {
    get: (key) => simulator.getState(LIFECYCLE, key),
    put: (key, value) => {
      simulator.putState(LIFECYCLE, key, value);
    },
    delete: (key) => {
      simulator.putState(LIFECYCLE, key, new Uint8Array(0));
    },
  };
}

/** An organisation's own part of the lifecycle as a transaction on its peer reads and writes it. */
export function simulatedApprovals(simulator: TxSimulator, mspId: string): WritableState {
  const collection = implicitCollectionName(mspId);
  return {
    get: (key) => simulator.getPrivateData(LIFECYCLE, collection, key),
    put: (key, value) => {
      simulator.putPrivateData(LIFECYCLE, collection, key, value);
    },
    delete: (key) => {
      simulator.putPrivateData(LIFECYCLE, collection, key, new Uint8Array(0));
    },
  };
}

/** The hashes of all organisations' parts. */
export function simulatedHashes(simulator: TxSimulator, mspIds: readonly string[]): Map<string, HashedState> {
  return new Map(
    mspIds.map((mspId) => {
      const collection = implicitCollectionName(mspId);
      return [mspId, { hash: (key) => simulator.getPrivateDataHash(LIFECYCLE, collection, key) }];
    }),
  );
}

/** The names that follow `prefix` in the public keys. */
export function namesBehind(simulator: TxSimulator, prefix: string): Promise<string[]> {
  return namesIn(simulator.range(LIFECYCLE, prefix, `${prefix}${LAST}`), prefix);
}

/** The names that follow `prefix` in the keys of an organisation's own part. */
export function ownNamesBehind(simulator: TxSimulator, mspId: string, prefix: string): Promise<string[]> {
  const collection = implicitCollectionName(mspId);
  return namesIn(simulator.privateRange(LIFECYCLE, collection, prefix, `${prefix}${LAST}`), prefix);
}

async function namesIn(reader: ResultsReader<StateEntry>, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for (let entry = await reader.next(); entry !== undefined; entry = await reader.next()) {
    names.push(entry.key.slice(prefix.length));
  }
  await reader.close();
  return names;
}
