// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AggregationCase } from './cases.js';

/** The release the rules are held to. */
const FLOWER = 'flwr==1.41.0';
const ORACLE = resolve(import.meta.dirname, '../../src/aggregation/flower_oracle.py');
const isWindows = process.platform === 'win32';

/** What Flower made of the cases. */
export interface FlowerAnswer {
  readonly version: string;
  /** Seconds of each call, by rule, in order of the cases. */
  readonly seconds: Readonly<Record<string, readonly number[]>>;
  readonly largeSeconds: number;
  /** Results one after the other: for each case its rules in the order of `seconds`. */
  readonly results: Float64Array;
}

/** There is no Flower to compare with; the message is the reason to print. */
export class FlowerMissing extends Error {
  override readonly name = 'FlowerMissing';
}

/**
 * Python of a virtual environment with Flower, made once in the user's cache folder by the Python on PATH.
 * @throws FlowerMissing with the reason.
 */
export function flowerPython(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const home = join(cache, 'wattpass', FLOWER.replace('==', '-'));
  const python = join(home, ...(isWindows ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  if (existsSync(join(home, 'complete'))) {
    return python;
  }
  process.stderr.write(`installing ${FLOWER} into ${home}\n`);
  mkdirSync(home, { recursive: true });
  step(isWindows ? 'python' : 'python3', ['-m', 'venv', '--clear', home]);
  step(python, ['-m', 'pip', 'install', '--quiet', FLOWER]);
  writeFileSync(join(home, 'complete'), '');
  return python;
}

/** Runs Flower over the cases. `large` is only timed. @throws FlowerMissing if it does not run here. */
export async function askFlower(
  python: string,
  cases: readonly AggregationCase[],
  large: { readonly clients: number; readonly length: number },
): Promise<FlowerAnswer> {
  const folder = mkdtempSync(join(tmpdir(), 'wattpass-flower-'));
  try {
    writeFileSync(
      join(folder, 'cases.json'),
      JSON.stringify({
        large,
        cases: cases.map(({ updates, faulty, keep, share }) => ({
          clients: updates.length,
          length: updates[0]?.parameters.length,
          examples: updates.map(({ examples }) => examples),
          faulty,
          keep,
          share,
        })),
      }),
    );
    writeFileSync(
      join(folder, 'cases.f64'),
      Buffer.concat(cases.flatMap(({ updates }) => updates.map(({ parameters }) => new Uint8Array(parameters.buffer)))),
    );
    await oracle(python, folder);
    const answer = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Omit<FlowerAnswer, 'results'>;
    const bytes = readFileSync(join(folder, 'results.f64'));
    return { ...answer, results: new Float64Array(new Uint8Array(bytes).buffer) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function oracle(python: string, folder: string): Promise<void> {
  return new Promise((done, failed) => {
    // its standard input stays open as long as this process lives, so that it does not outlive it
    const child = spawn(python, [ORACLE, folder], {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, FLWR_TELEMETRY_ENABLED: '0', PYTHONWARNINGS: 'ignore', OMP_NUM_THREADS: '1' },
    });
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      said = `${said}${data.toString()}`.slice(-2000);
    });
    child.on('error', failed);
    child.on('exit', (code) => {
      if (code === 0) {
        done();
      } else {
        failed(new FlowerMissing(`Flower ended with ${code ?? 'a signal'}: ${said}`));
      }
    });
  });
}

function step(command: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (error !== undefined || status !== 0) {
    const why = error?.message ?? stderr.slice(-500);
    throw new FlowerMissing(`${command} ${args.join(' ')} did not succeed: ${why}`);
  }
}
