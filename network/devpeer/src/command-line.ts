// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startDevPeer } from './dev-peer.js';
import { LedgerError } from './ledger/ledger-error.js';
import { verifyLedger } from './ledger/verify.js';
import type { Log } from './log.js';
import { checkOptions, DevPeerOptionsError, type DevPeerOptions } from './options.js';

const USAGE = `usage: devpeer start --config FILE [--exit-with-parent]
       devpeer verify --state DIR

start   runs a small Fabric network for development, demonstration and tests. FILE is JSON with the options of
        startDevPeer; paths in it are relative to FILE. When all is up it prints one line of JSON that says how to
        reach the organisations. With --exit-with-parent it stops when its standard input ends.
verify  checks the hashes of the chain in a state directory and its state against one built anew from the blocks.`;

const OK = 0;
const FAILED = 1;
const USAGE_ERROR = 2;

/** A command line that cannot be understood. */
class UsageError extends Error {}

/** Runs the `devpeer` command; the result is the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  try {
    const [command, ...rest] = args;
    if (command === 'start') return await startCommand(rest);
    if (command === 'verify') return await verifyCommand(rest);
    throw new UsageError(command === undefined ? 'a command is needed' : `there is no command ${command}`);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`devpeer: ${error.message}\n${USAGE}\n`);
      return USAGE_ERROR;
    }
    if (error instanceof DevPeerOptionsError || error instanceof LedgerError) {
      process.stderr.write(`devpeer: ${error.message} (${error.code})\n`);
      return FAILED;
    }
    throw error;
  }
}

async function startCommand(args: string[]): Promise<number> {
  const values = parse(args, { config: { type: 'string' }, 'exit-with-parent': { type: 'boolean' } });
  if (values.config === undefined) throw new UsageError('start needs --config FILE');
  const stopped = stopRequest(values['exit-with-parent'] === true);
  const peer = await startDevPeer({ ...(await readConfig(values.config)), log: logToStandardError });
  process.stdout.write(`${JSON.stringify({ channel: peer.channel, organizations: peer.organizations })}\n`);
  await stopped;
  await peer.stop();
  return OK;
}

async function verifyCommand(args: string[]): Promise<number> {
  const { state } = parse(args, { state: { type: 'string' } });
  if (state === undefined) throw new UsageError('verify needs --state DIR');
  const report = await verifyLedger(join(state, 'ledger'));
  process.stdout.write(`${JSON.stringify(report)}\n`);
  return report.problems.length === 0 ? OK : FAILED;
}

type OptionSpec = Record<string, { type: 'string' | 'boolean' }>;

function parse<T extends OptionSpec>(
  args: string[],
  options: T,
): ReturnType<typeof parseArgs<{ options: T }>>['values'] {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function readConfig(file: string): Promise<DevPeerOptions> {
  let options: DevPeerOptions;
  try {
    options = JSON.parse(await readFile(file, 'utf8')) as DevPeerOptions;
  } catch (error) {
    throw new DevPeerOptionsError(file, `cannot be read as JSON: ${error instanceof Error ? error.message : ''}`);
  }
  checkOptions(options);
  const base = dirname(resolve(file));
  return {
    ...options,
    stateDir: resolve(base, options.stateDir),
    chaincodes: options.chaincodes.map((chaincode) => ({ ...chaincode, server: absolute(base, chaincode.server) })),
  };
}

function absolute(
  base: string,
  server: DevPeerOptions['chaincodes'][number]['server'],
): DevPeerOptions['chaincodes'][number]['server'] {
  return 'address' in server ? server : { ...server, cwd: resolve(base, server.cwd ?? '.') };
}

/** Resolves when the process is asked to end, or with `withParent` when its standard input does. */
function stopRequest(withParent: boolean): Promise<void> {
  return new Promise((done) => {
    process.once('SIGINT', () => {
      done();
    });
    process.once('SIGTERM', () => {
      done();
    });
    if (!withParent) return;
    process.stdin.resume();
    process.stdin.once('end', done);
    process.stdin.once('error', () => {
      done();
    });
  });
}

const logToStandardError: Log = (level, message) => {
  process.stderr.write(`${level}: ${message}\n`);
};
