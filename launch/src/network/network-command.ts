// SPDX-License-Identifier: Apache-2.0
import { CommandLineError, describeFlags, type Flags } from '../command-line/flags.js';
import { deployCommand, deployFlags } from './deploy-command.js';
import { downCommand, downFlags } from './down-command.js';
import { enrollCommand, enrollFlags } from './enroll-command.js';
import { logsCommand, logsFlags } from './logs-command.js';
import { stateFlag } from './network-state.js';
import { statusCommand } from './status-command.js';
import { upCommand, upFlags } from './up-command.js';
import { upgradeCommand, upgradeFlags } from './upgrade-command.js';
import { verifyCommand } from './verify-command.js';

interface NetworkVerb {
  readonly help: string;
  readonly flags: Flags;
  readonly run: (args: readonly string[]) => number | Promise<number>;
}

const verbs: Readonly<Record<string, NetworkVerb>> = {
  up: { help: 'real Fabric for six organisations, until Ctrl-C', flags: upFlags, run: upCommand },
  status: {
    help: 'programs, ports, heights, and the gateways of a running consortium',
    flags: stateFlag,
    run: statusCommand,
  },
  logs: { help: "[PROGRAM]: the end of a program's log, or which there are", flags: logsFlags, run: logsCommand },
  deploy: { help: 'put the chaincode on a running test-network', flags: deployFlags, run: deployCommand },
  upgrade: { help: 'deploy another version of the chaincode', flags: upgradeFlags, run: upgradeCommand },
  enroll: { help: 'certify a person or device, with a role', flags: enrollFlags, run: enrollCommand },
  verify: { help: 'recompute the chain at every peer and compare', flags: stateFlag, run: verifyCommand },
  down: { help: 'stop a running network', flags: downFlags, run: downCommand },
};

export const networkUsage = Object.entries(verbs)
  .map(([name, { help, flags }]) => `npm run network -- ${name}: ${help}\n${describeFlags(flags)}`)
  .join('\n\n');

/** Runs `network`; gives the exit code. */
export async function networkCommand([what = '', ...args]: readonly string[]): Promise<number> {
  const verb = Object.hasOwn(verbs, what) ? verbs[what] : undefined;
  if (verb === undefined) {
    throw new CommandLineError(`network: one of ${Object.keys(verbs).join(', ')}, not "${what}"`);
  }
  return verb.run(args);
}
