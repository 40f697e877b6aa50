// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { NetworkError } from '../network-error.js';

const TIMEOUT_MS = 120_000;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
const SHOWN_LINES = 6;

/** What a program wrote. */
export interface ProgramOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/** The end of what a program said, where the reason usually stands. */
function lastLines(text: string): string {
  return text.trim().split('\n').slice(-SHOWN_LINES).join('\n');
}

/** Runs a program to its end; throws {@link NetworkError} `PROGRAM_FAILED` with its last words unless it succeeds. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Promise<ProgramOutput> {
  const env = { ...process.env, ...options.env };
  return new Promise((resolve, reject) => {
    const limits = { timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES, killSignal: 'SIGKILL' as const };
    execFile(command, args, { ...limits, env, cwd: options.cwd }, (cause, stdout, stderr) => {
      if (cause === null) {
        resolve({ stdout, stderr });
        return;
      }
      const said = lastLines(stderr) || lastLines(stdout) || cause.message;
      const what = `${basename(command)} ${args.slice(0, 4).join(' ')}`;
      reject(new NetworkError('PROGRAM_FAILED', `${what} failed: ${said}`, { cause }));
    });
  });
}
