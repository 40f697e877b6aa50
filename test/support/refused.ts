// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { isDomainError, type DomainError, type ErrorCode } from '@wattpass/chaincode/domain';

/** Asserts that a contract refuses with this code, and gives the refusal for a closer look. */
export async function refused(code: ErrorCode, work: Promise<unknown>): Promise<DomainError> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(isDomainError(outcome), `refused with ${code}, got ${String(outcome)}`);
  assert.equal(outcome.code, code, outcome.detail);
  return outcome;
}

/** Asserts that a rule throws with this code, and gives the refusal for a closer look. */
export function refusedAtOnce(code: ErrorCode, work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    assert.ok(isDomainError(error), String(error));
    assert.equal(error.code, code, error.detail);
    return error;
  }
  return assert.fail(`expected ${code}`);
}
