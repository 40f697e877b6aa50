// SPDX-License-Identifier: Apache-2.0

/** Where a scenario tells how far it is. */
export interface Progress {
  /** One line for a phase that begins. */
  phase(text: string): void;
  /** How many of a phase's parts are done. `total` is unknown where recordings are still being read. */
  part(done: number, total: number | undefined, note: string): void;
  /** Something a person should know. */
  notice(text: string): void;
}

/** Tells nobody: for tests, and for scenarios that run in the background. */
export const silentProgress: Progress = {
  phase: () => undefined,
  part: () => undefined,
  notice: () => undefined,
};
