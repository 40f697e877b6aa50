// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DevPeerOptions, RunningOrganization } from '@wattpass/devpeer';
import { ORGANIZATIONS, probeChaincode } from './probe-network.js';

const command = fileURLToPath(new URL('./main.js', import.meta.resolve('@wattpass/devpeer')));

/** A devpeer in a process of its own. */
export interface DevPeerProcess {
  readonly child: ChildProcess;
  readonly channel: string;
  readonly organizations: readonly RunningOrganization[];
  /** Resolves when the process has ended. */
  readonly exited: Promise<unknown>;
}

/** Runs `devpeer start` with the probe chaincode on a state directory. */
export async function startDevPeerProcess(
  stateDir: string,
  options: Partial<DevPeerOptions> = {},
): Promise<DevPeerProcess> {
  const config = join(stateDir, 'devpeer.json');
  const content = { stateDir, organizations: ORGANIZATIONS, channel: 'probes', chaincodes: [probeChaincode()] };
  await writeFile(config, JSON.stringify({ ...content, ...options }));
  const child = spawn(process.execPath, [command, 'start', '--config', config, '--exit-with-parent'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), exited.then(() => undefined)]);
  if (first === undefined) throw new Error('devpeer ended before it was up');
  const { channel, organizations } = JSON.parse(String(first[0])) as Pick<DevPeerProcess, 'channel' | 'organizations'>;
  return { child, channel, organizations, exited };
}

/** Runs `devpeer verify` and gives its report and exit code. */
export async function verifyState(stateDir: string): Promise<{ code: number; report: VerificationReport }> {
  const child = spawn(process.execPath, [command, 'verify', '--state', stateDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, report: JSON.parse(output) as VerificationReport };
}

/** What `devpeer verify` prints. */
export interface VerificationReport {
  readonly blocks: number;
  readonly transactions: number;
  readonly problems: readonly string[];
}

/** The processes whose environment holds `text`, by process id; Linux only. */
export async function processesWithEnvironment(text: string): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const environment = await readFile(`/proc/${entry}/environ`, 'latin1').catch(() => '');
    if (environment.includes(text)) found.push(Number(entry));
  }
  return found;
}
