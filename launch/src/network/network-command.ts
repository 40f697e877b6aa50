// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { createClient } from '@wattpass/gateway-api/client';
import { CommandLineError, describeFlags, readFlags } from '../command-line/flags.js';
import { callersFolder, path } from '../command-line/values.js';
import { defaultState } from '../start/sign-in-table.js';
import { startCommand } from '../start/start-command.js';
import { requireRun } from '../verify/running-state.js';

const statusFlags = { state: path('DIR', `the state of the running consortium (default ${defaultState})`) };

export const networkUsage = `npm run network -- up [FLAG...]       ledger and gateways only, flags as of npm start
npm run network -- status [FLAG...]   what the gateways of a running consortium say

${describeFlags(statusFlags)}`;

/** Runs `network`; gives the exit code. */
export async function networkCommand([what, ...args]: readonly string[]): Promise<number> {
  switch (what) {
    case 'up':
      return startCommand(['--no-days', ...args], {});
    case 'status':
      return statusCommand(args);
    default:
      throw new CommandLineError(`network: up or status, not "${what ?? ''}"`);
  }
}

async function statusCommand(args: readonly string[]): Promise<number> {
  const { state = resolve(callersFolder(), defaultState) } = readFlags(statusFlags, args);
  const { gateways, pid } = requireRun(state);
  const rows = await Promise.all(
    Object.entries(gateways).map(async ([organisation, url]) => {
      const { status, height } = await createClient({ url }).ready({});
      return {
        ready: status === 'ready',
        line: `${organisation.padEnd(12)}${url.padEnd(28)}${status}, ${height ?? 'no'} blocks`,
      };
    }),
  );
  console.log(`process ${pid}\n${rows.map(({ line }) => line).join('\n')}`);
  return rows.every(({ ready }) => ready) ? 0 : 1;
}
