// SPDX-License-Identifier: Apache-2.0
import { ProblemError } from '@wattpass/gateway-api/client';
import type { Progress } from '../../progress/progress.js';
import type { Desks } from '../../rest/desk.js';
import { expectedAccess, matrixRecords, matrixRoles, type MatrixRole } from './expected.js';
import type { Fixture } from './fixture.js';
import { reads } from './reads.js';
import { stage } from './stage.js';
import { writes } from './writes.js';

/** One attempt: what the design says and what really happened. */
export interface AccessEntry {
  readonly record: string;
  readonly role: MatrixRole;
  readonly operation: 'read' | 'write';
  readonly expected: 'allowed' | 'denied';
  readonly actual: 'allowed' | 'denied';
}

/** An attempt ended in something that is neither success nor refusal, so it says nothing about who may. */
export class AttemptError extends Error {
  readonly code = 'ATTEMPT_FAILED';
}

const FORBIDDEN = 403;

/**
 * Has every role read and write every record of the table, through its own gateway.
 * @param run sets this run's batteries apart from those of others: 1 to 8 letters and digits.
 * @throws AttemptError naming record, role and operation.
 */
export async function runAccessMatrix(desks: Desks, run: string, progress: Progress): Promise<AccessEntry[]> {
  const fixture = await stage(desks, run);
  const entries: AccessEntry[] = [];
  for (const [index, record] of matrixRecords.entries()) {
    for (const operation of ['read', 'write'] as const) {
      for (const role of matrixRoles) {
        const actual = await outcome(
          `${role} ${operation} ${record}`,
          attempt(desks, fixture, record, role, operation),
        );
        entries.push({ record, role, operation, expected: expectedAccess(record, role, operation), actual });
      }
    }
    progress.part(index + 1, matrixRecords.length, record);
  }
  return entries;
}

function attempt(
  desks: Desks,
  fixture: Fixture,
  record: string,
  role: MatrixRole,
  operation: 'read' | 'write',
): Promise<unknown> {
  const desk = desks[role];
  const result = operation === 'read' ? reads[record]?.(desk.client, fixture) : writes[record]?.(desk, fixture, desks);
  return result ?? Promise.reject(new AttemptError(`${record}: no way to ${operation} it is known`));
}

async function outcome(what: string, tried: Promise<unknown>): Promise<'allowed' | 'denied'> {
  try {
    await tried;
    return 'allowed';
  } catch (error) {
    if (error instanceof ProblemError && error.status === FORBIDDEN) {
      return 'denied';
    }
    throw new AttemptError(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
