// SPDX-License-Identifier: Apache-2.0

/** What an earlier step left in a saga's payload. @throws Error when it did not run, which the runner's order excludes. */
export function leftBy<T>(step: string, value: T | undefined): T {
  if (value === undefined) {
    throw new Error(`the step ${step} has left nothing behind`);
  }
  return value;
}
