// SPDX-License-Identifier: Apache-2.0
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { CommandLineError } from './command-line/flags.js';
import { Interrupted } from './process/interruption.js';
import type { StartFacts } from './start/start-command.js';

const USAGE_CODE = 2;

interface Verb {
  readonly usage: string;
  readonly run: (args: readonly string[], facts: StartFacts) => Promise<number>;
}

/** Each verb's modules are loaded only when it is called: a start should not wait for what it does not use. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  start: async () => {
    const { startCommand, startUsage } = await import('./start/start-command.js');
    return { usage: startUsage, run: startCommand };
  },
  demo: async () => {
    const { demoCommand, demoUsage } = await import('./demo/demo-command.js');
    return { usage: demoUsage, run: demoCommand };
  },
  network: async () => {
    const { networkCommand, networkUsage } = await import('./network/network-command.js');
    return { usage: networkUsage, run: networkCommand };
  },
  verify: async () => {
    const { verifyCommand, verifyUsage } = await import('./verify/verify-command.js');
    return { usage: verifyUsage, run: verifyCommand };
  },
};

/** Runs the command line: a verb and its flags. Gives the exit code; 2 says that the command line is wrong. */
export async function main([name = '', ...args]: readonly string[], facts: StartFacts = {}): Promise<number> {
  const load = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (load === undefined) {
    console.error(`"${name}" is no verb; there are ${Object.keys(verbs).join(', ')}`);
    return USAGE_CODE;
  }
  const verb = await load();
  if (args.includes('--help')) {
    console.log(verb.usage);
    return 0;
  }
  try {
    return await verb.run(args, facts);
  } catch (error) {
    return codeOf(error, verb);
  }
}

function codeOf(error: unknown, verb: Verb): number {
  if (error instanceof Interrupted) {
    return error.exitCode;
  }
  if (error instanceof CommandLineError) {
    console.error(`${error.message}\n\n${verb.usage}`);
    return USAGE_CODE;
  }
  console.error(describe(error));
  return 1;
}

/** Errors with a code say what to do about them; anything else is a fault, and its stack helps to find it. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return 'code' in error ? error.message : (error.stack ?? error.message);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  process.exit(await main(process.argv.slice(2)));
}
