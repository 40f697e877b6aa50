// SPDX-License-Identifier: Apache-2.0
import { ProblemError } from '@wattpass/gateway-api/client';

/** The problem that an attempt is refused with; fails when it is not refused. */
export async function refusalOf(attempt: Promise<unknown>): Promise<ProblemError> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof ProblemError) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing was refused');
}

/** The JSON pointers of the places that a problem names. */
export function pointersOf({ problem }: ProblemError): string[] {
  return (problem.errors ?? []).map(({ pointer }) => pointer).sort();
}
