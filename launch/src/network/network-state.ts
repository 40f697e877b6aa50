// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { callersFolder, path } from '../command-line/values.js';
import type { RunFile } from '../consortium/running-consortium.js';
import { pathsOf } from '../state-directory.js';

/** Where `network up` keeps its state unless another place is given. */
export const defaultNetworkState = '.wattpass-fabric';

/** The flag that every verb has. */
export const stateFlag = { state: path('DIR', `the network's state (default ${defaultNetworkState})`) };

/** The state directory that a command line names. */
export function stateOf(given: string | undefined, byDefault = defaultNetworkState): string {
  return given ?? resolve(callersFolder(), byDefault);
}

/** A verb needs something that the state directory does not have. */
export class NetworkStateError extends Error {
  readonly code = 'NETWORK_STATE';
}

/** The chaincode version that is wanted, and how the last attempt to deploy it ended. */
export interface WantedChaincode {
  readonly version: string;
  /** Committed under this number. */
  readonly sequence?: number;
  readonly problem?: string;
}

const wantedFile = (root: string): string => join(root, 'chaincode.json');

/** What version of the chaincode is wanted; 1 where nobody has asked for another. */
export function readWanted(root: string): WantedChaincode {
  const file = wantedFile(root);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WantedChaincode) : { version: '1' };
}

/** Writes down what version is wanted, or what came of it. */
export function writeWanted(root: string, wanted: WantedChaincode): void {
  writeFileSync(wantedFile(root), `${JSON.stringify(wanted)}\n`, { mode: 0o600 });
}

/** Whether `network up` has deployed a chaincode from this directory: other starters know nothing of upgrades. */
export function takesUpgrades(root: string): boolean {
  return existsSync(wantedFile(root));
}

/** Whether the directory holds a network of real Fabric. */
export function holdsNetwork(root: string): boolean {
  return existsSync(join(pathsOf(root).ledger, 'topology.json'));
}

/** The directory, if it holds a network. @throws NetworkStateError saying what to do. */
export function requireNetwork(root: string): string {
  if (!holdsNetwork(root)) {
    throw new NetworkStateError(
      `${root} holds no network of real Fabric: start one (npm run network -- up), or give another --state`,
    );
  }
  return root;
}

/** Tells other commands which process holds the network; it has no gateways. */
export function writeRun(file: string, children: readonly number[]): void {
  const run: RunFile = { pid: process.pid, children, gateways: {} };
  writeFileSync(file, `${JSON.stringify(run, undefined, 2)}\n`, { mode: 0o600 });
}
