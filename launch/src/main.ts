// SPDX-License-Identifier: Apache-2.0
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { CommandLineError } from './command-line/flags.js';
import { demoCommand, demoUsage } from './demo/demo-command.js';
import { networkCommand, networkUsage } from './network/network-command.js';
import { Interrupted } from './process/interruption.js';
import { startCommand, startUsage, type StartFacts } from './start/start-command.js';
import { verifyCommand, verifyUsage } from './verify/verify-command.js';

const USAGE_CODE = 2;

interface Verb {
  readonly usage: string;
  readonly run: (args: readonly string[], facts: StartFacts) => Promise<number>;
}

const verbs: Readonly<Record<string, Verb>> = {
  start: { usage: startUsage, run: startCommand },
  demo: { usage: demoUsage, run: demoCommand },
  network: { usage: networkUsage, run: networkCommand },
  verify: { usage: verifyUsage, run: verifyCommand },
};

/** Runs the command line: a verb and its flags. Gives the exit code; 2 says that the command line is wrong. */
export async function main([name = '', ...args]: readonly string[], facts: StartFacts = {}): Promise<number> {
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) {
    console.error(`"${name}" is no verb; there are ${Object.keys(verbs).join(', ')}`);
    return USAGE_CODE;
  }
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
