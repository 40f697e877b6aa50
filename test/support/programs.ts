// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is: in the folder that `FABRIC_BIN` names, else on PATH. */
export function findProgram(name: string): string | undefined {
  const folders = [process.env['FABRIC_BIN'], ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders
    .filter((folder): folder is string => folder !== undefined && folder !== '')
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** What a program printed and how it ended. */
export interface ProgramEnd {
  readonly code: number;
  /** Standard output. */
  readonly output: string;
  /** Standard output and standard error. */
  readonly everything: string;
}

/** Runs a program to its end. */
export function run(
  program: string,
  args: readonly string[],
  { cwd, env, timeoutMs = 60_000 }: { cwd?: string; env?: Record<string, string>; timeoutMs?: number } = {},
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, ...env }, timeout: timeoutMs, maxBuffer: 16 << 20 };
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, output: stdout, everything: `${stdout}${stderr}` });
    });
  });
}
