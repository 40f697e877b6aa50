// SPDX-License-Identifier: Apache-2.0

/** Why something was refused. Callers branch on the code, never on the prose; the ledger stores it with an exclusion. */
export type LearningErrorCode =
  | 'WRONG_LENGTH' // a vector, key or message has another length than the task's
  | 'WRONG_SHAPE' // a model's layers are not those of the task
  | 'NOT_FINITE' // NaN or an infinity among the numbers
  | 'NORM_TOO_LARGE' // the update is longer than the task allows
  | 'WRONG_EXAMPLES' // the number of examples is no whole number within the task's bounds
  | 'DUPLICATE_CLIENT' // the same client twice
  | 'UNKNOWN_CLIENT' // a client that was not chosen for the round
  | 'TOO_FEW_CLIENTS' // fewer updates than the rule, the quorum or the threshold needs
  | 'WRONG_PARAMETER' // a parameter of a rule, an optimiser or an accountant is outside its range
  | 'CAPACITY_EXCEEDED' // the sum could wrap around the modulus
  | 'WRONG_SIGNATURE' // a signature does not fit its message and key
  | 'WRONG_PHASE' // the message belongs to another phase of the round
  | 'BOTH_HALVES' // the server asked for the mask key and the self mask of one client
  | 'WRONG_SHARE' // a share that does not open, or does not fit the others
  | 'WRONG_FILE' // a file of prices or sessions that cannot be read
  | 'DEADLINE_PASSED' // too late for this phase
  | 'COMMITMENT_MISMATCH' // the revealed bytes are not those committed to
  | 'COPIED_UPDATE'; // another client committed to the same bytes before

/** A refusal, with the place it concerns and the rule it breaks. */
export class LearningError extends Error {
  override readonly name = 'LearningError';

  /**
   * @param code Stable reason.
   * @param place What it concerns: a client's id, a parameter's name; empty for the whole.
   * @param rule What must hold, as a sentence part: `at least 7 clients, not 5`.
   */
  constructor(
    readonly code: LearningErrorCode,
    readonly place: string,
    readonly rule: string,
  ) {
    super(`${place === '' ? 'value' : place}: ${rule}`);
  }
}
