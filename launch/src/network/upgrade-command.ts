// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { CommandLineError, readFlags } from '../command-line/flags.js';
import { text } from '../command-line/values.js';
import { livingRun } from '../verify/running-state.js';
import {
  NetworkStateError,
  readWanted,
  requireNetwork,
  stateFlag,
  stateOf,
  takesUpgrades,
  writeWanted,
} from './network-state.js';
import { UPGRADE_SIGNAL } from './up-command.js';

/** How long six organisations may take to install, approve and commit. */
const UPGRADE_MS = 180_000;

export const upgradeFlags = {
  ...stateFlag,
  version: text(
    'VERSION',
    'the new version of the chaincode',
    /^[A-Za-z0-9_.+-]{1,60}$/,
    'letters, digits and . _ + - as Fabric allows',
  ),
};

/** Has a running network deploy another version of the chaincode; a stopped one does so at its next start. */
export async function upgradeCommand(args: readonly string[]): Promise<number> {
  const { state, version } = readFlags(upgradeFlags, args);
  if (version === undefined) {
    throw new CommandLineError('--version: which version to deploy');
  }
  const root = requireNetwork(stateOf(state));
  const run = livingRun(root);
  if (!takesUpgrades(root) || Object.keys(run?.gateways ?? {}).length > 0) {
    throw new NetworkStateError(
      `${root}: only a network that npm run network -- up has started, with its chaincode, upgrades`,
    );
  }
  writeWanted(root, { version });
  if (run === undefined) {
    console.log(`nothing runs: version ${version} will be deployed by the next npm run network -- up`);
    return 0;
  }
  process.kill(run.pid, UPGRADE_SIGNAL);
  const { sequence } = await untilDeployed(root, version);
  console.log(`version ${version} is committed under sequence ${sequence}`);
  return 0;
}

async function untilDeployed(root: string, version: string): Promise<{ sequence: number }> {
  const deadline = Date.now() + UPGRADE_MS;
  while (Date.now() < deadline) {
    const wanted = readWanted(root);
    if (wanted.version !== version || wanted.problem !== undefined) {
      throw new NetworkStateError(wanted.problem ?? `version ${wanted.version} was asked for meanwhile`);
    }
    if (wanted.sequence !== undefined) {
      return { sequence: wanted.sequence };
    }
    await pause(200);
  }
  throw new NetworkStateError(`version ${version} was not committed within ${UPGRADE_MS / 1000} s; see what up says`);
}
