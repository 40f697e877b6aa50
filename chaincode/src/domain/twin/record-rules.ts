// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import { compareInstants } from '../instant.js';
import type { Condition } from './condition.js';
import type { Usage } from './usage.js';

/** Checks that a use ends after it starts; a rest of no length is allowed. @throws DomainError INVALID_INPUT */
export function checkUsage({ startedAt, endedAt }: Usage): void {
  if (compareInstants(endedAt, startedAt) < 0) {
    throw invalid('/endedAt', 'must not be before startedAt');
  }
}

/** Checks that an interval of remaining cycles runs upwards. @throws DomainError INVALID_INPUT */
export function checkCondition(condition: Condition): void {
  if (condition.kind !== 'assessment' || condition.remainingCycles === undefined) {
    return;
  }
  const { low, expected, high } = condition.remainingCycles;
  if (low > expected || expected > high) {
    throw invalid('/remainingCycles', 'low <= expected <= high');
  }
}

/** The instant a condition speaks of. */
export function conditionAt(condition: Condition): string {
  return condition.kind === 'assessment' ? condition.assessedAt : condition.detectedAt;
}

function invalid(pointer: string, rule: string): DomainError {
  return new DomainError('INVALID_INPUT', `${pointer}: ${rule}`, { issues: [{ pointer, rule }] });
}
