// SPDX-License-Identifier: Apache-2.0

/** A program to keep running. */
export interface ProgramSpec {
  /** Name in messages, unique. */
  readonly id: string;
  readonly command: string;
  readonly args?: readonly string[] | undefined;
  readonly cwd?: string | undefined;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Standard output and error are appended here. */
  readonly logFile: string;
}

/** What the guard is told. */
export type GuardRequest =
  | { readonly type: 'start'; readonly program: ProgramSpec }
  | { readonly type: 'stop'; readonly id: string; readonly signal: NodeJS.Signals };

/** What the guard tells. */
export type GuardEvent =
  | { readonly type: 'started'; readonly id: string; readonly pid: number }
  | { readonly type: 'ended'; readonly id: string; readonly reason: string };
