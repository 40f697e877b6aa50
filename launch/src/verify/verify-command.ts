// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createClient } from '@wattpass/gateway-api/client';
import { CommandLineError, describeFlags, readFlags } from '../command-line/flags.js';
import { choice, integer, path, text } from '../command-line/values.js';
import { defaultState } from '../start/sign-in-table.js';
import { pathsOf } from '../state-directory.js';
import { organisations } from '../topology.js';
import { marketCommand, marketFlags } from './market/market-command.js';
import { connectionIn, livingRun, NotRunningError, requireRun, rootOf, withReader } from './running-state.js';
import { verifyChain } from './chain-hashes.js';
import { tamperFields, tamperWith } from './tamper.js';
import { verifySample, type StatedSample } from './verify-sample.js';

const MAX_COUNT = 2_147_483_647;
const names = organisations.map(({ name }) => name);

const stateFlag = { state: path('DIR', `the state of the running consortium (default ${defaultState})`) };
const chainFlags = {
  ...stateFlag,
  org: choice(names, 'at whose peer to read the chain (default producer)'),
};
const sampleFlags = {
  ...stateFlag,
  battery: text(
    'ID',
    'GTIN, a hyphen and the serial number',
    /^\d{14}-.{1,20}$/,
    'a GTIN of 14 digits, - and a serial',
  ),
  chunk: integer('N', 'which chunk of the battery, from 0', 0, MAX_COUNT),
  index: integer('I', 'which sample of the chunk, from 0', 0, MAX_COUNT),
  tamper: choice(tamperFields, 'change this field of the sample first: the check must fail'),
  org: choice(names, 'at whose peer to read the anchor (default producer)'),
};

export const verifyUsage = `npm run verify -- sample --battery ID --chunk N --index I [FLAG...]
npm run verify -- chain [FLAG...]

${describeFlags(sampleFlags)}

npm run verify -- market [FLAG...]     recount energy, money and scores from the ledger alone

${describeFlags(marketFlags)}`;

/** Runs `verify`; gives the exit code: 0 only if what was checked holds. */
export async function verifyCommand([what, ...args]: readonly string[]): Promise<number> {
  switch (what) {
    case 'sample':
      return sampleCommand(args);
    case 'chain':
      return chainCommand(args);
    case 'market':
      return marketCommand(args);
    default:
      throw new CommandLineError(`verify: sample, chain or market, not "${what ?? ''}"`);
  }
}

async function sampleCommand(args: readonly string[]): Promise<number> {
  const { battery, chunk, index, tamper, org = 'producer', state } = readFlags(sampleFlags, args);
  if (battery === undefined || chunk === undefined || index === undefined) {
    throw new CommandLineError('verify sample needs --battery, --chunk and --index');
  }
  const root = rootOf(state);
  const place = { batteryId: battery, chunk, index };
  const stated = await askOperator(root, place);
  const shownSample = tamper === undefined ? stated : tamperWith(stated, tamper);
  const { valid, finding } = await withReader(root, org, (reader) => verifySample(reader, place, shownSample));
  const { sample } = shownSample;
  console.log(
    `sample ${index} of chunk ${chunk}, cycle ${shownSample.header.cycle}: ${sample.timeMs / 1000} s, ` +
      `${sample.microvolts / 1e6} V, ${sample.microamps / 1e6} A, ${sample.millicelsius / 1e3} °C` +
      (tamper === undefined ? '' : ` (${tamper} was changed)`),
  );
  console.log(`${valid ? 'verified' : 'NOT VERIFIED'} at the peer of ${org}: ${finding}`);
  return valid ? 0 : 1;
}

async function askOperator(root: string, place: Parameters<typeof verifySample>[1]): Promise<StatedSample> {
  const url = requireRun(root).gateways['operator'];
  if (url === undefined) {
    throw new NotRunningError(`${root}: the operator has no gateway`);
  }
  const apiKey = readFileSync(pathsOf(root).signIn('operator'), 'utf8').trim();
  return createClient({ url, apiKey }).getSampleProof(place);
}

async function chainCommand(args: readonly string[]): Promise<number> {
  const { org = 'producer', state } = readFlags(chainFlags, args);
  const root = rootOf(state);
  if (livingRun(root) === undefined) {
    return verifyAtRest(root, org);
  }
  const { blocks, problems } = await withReader(root, org, verifyChain);
  for (const problem of problems) {
    console.log(problem);
  }
  console.log(`${blocks} blocks at the peer of ${org}: ${problems.length === 0 ? 'the chain holds' : 'NOT VERIFIED'}`);
  return problems.length === 0 ? 0 : 1;
}

/** Nothing runs: the embedded peer's own check reads the files, and compares the state with one built anew. */
async function verifyAtRest(root: string, org: string): Promise<number> {
  if (connectionIn(root, org).ledger !== 'devpeer') {
    requireRun(root); // real Fabric's files are read by its own programs only
  }
  const program = join(dirname(createRequire(import.meta.url).resolve('@wattpass/devpeer')), 'main.js');
  const child = spawn(process.execPath, [program, 'verify', '--state', pathsOf(root).ledger], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  console.log(code === 0 ? 'the chain holds' : 'NOT VERIFIED');
  return code ?? 1;
}
