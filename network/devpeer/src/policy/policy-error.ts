// SPDX-License-Identifier: Apache-2.0

/** What is wrong with a policy. */
export type PolicyErrorCode = 'POLICY_SYNTAX' | 'POLICY_MALFORMED' | 'POLICY_UNKNOWN';

/** The one error of the policy boundary. */
export class PolicyError extends Error {
  constructor(
    readonly code: PolicyErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'PolicyError';
  }
}
