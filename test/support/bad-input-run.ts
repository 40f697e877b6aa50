// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const program = resolve(import.meta.dirname, '../../../launch/dist/main.js');
const fabricPrograms = ['peer', 'orderer', 'configtxgen', 'osnadmin', 'fabric-ca-server', 'cryptogen'];

/** How a command ended, and which of its processes were still there a moment later. */
export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly left: readonly string[];
}

/** Runs the launcher with Fabric's programs looked for in one folder alone. */
export async function launchWith(bin: string, ...args: string[]): Promise<Ended> {
  const mark = randomUUID();
  const env = { PATH: dirname(process.execPath), FABRIC_BIN: bin, HOME: process.env['HOME'], WATTPASS_TEST_MARK: mark };
  const ended = await new Promise<{ code: number; output: string }>((done) => {
    execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
  return { ...ended, left: await leftOf(mark) };
}

/** Command lines of living processes that inherited a mark, after a moment in which they may go. */
async function leftOf(mark: string): Promise<string[]> {
  for (let patience = 20; ; patience -= 1) {
    const left = processesWith(mark);
    if (left.length === 0 || patience === 0) {
      return left;
    }
    await delay(100);
  }
}

function processesWith(mark: string): string[] {
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return ''; // gone, another user's, or a system without /proc
    }
  };
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/environ`).includes(mark))
      .map((name) => read(`/proc/${name}/cmdline`).replaceAll('\0', ' '));
  } catch {
    return [];
  }
}

/** Puts programs into a folder that say they are of a version of Fabric, and do nothing else. */
export function provideFakes(bin: string, version: string, names: readonly string[] = fabricPrograms): void {
  for (const name of names) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho '${name}:'\necho ' Version: ${version}'\n`);
    chmodSync(join(bin, name), 0o755);
  }
}
