// SPDX-License-Identifier: Apache-2.0
import { minimalEndorsers } from '../policy/minimal-endorsers.js';
import type { Policy } from '../policy/policy.js';
import type { RequiredPolicies } from './required-policies.js';

/** What keeps a transaction from being endorsed. */
export class NoPlanError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoPlanError';
  }
}

/**
 * The sets of organisations whose endorsements satisfy all policies of a transaction, smallest first and those with
 * `preferred` before others. Transient data go to members of the collections only.
 *
 * @throws NoPlanError when there is no such set.
 */
export function planEndorsements(
  required: RequiredPolicies,
  mspIds: readonly string[],
  preferred: string,
  hasTransient: boolean,
): Iterable<readonly string[]> {
  const policy = allOf(required.policies);
  const eligible = (protect: boolean): string[] =>
    mspIds.filter((mspId) =>
      required.collections.every((one) => !(one.read || protect) || one.isMemberOrganization(mspId)),
    );
  const plans = minimalEndorsers(policy, eligible(hasTransient), preferred);
  const first = plans.next();
  if (first.done !== true) return resume(first.value, plans);
  const isProtected = required.collections.filter(({ read }) => !read).map(({ name }) => name);
  if (hasTransient && isProtected.length > 0 && minimalEndorsers(policy, eligible(false)).next().done !== true) {
    throw new NoPlanError(
      'requires endorsement from organisation(s) that are not in the distribution policy of the private data ' +
        `collection(s): [${isProtected.join(' ')}]; retry specifying trusted endorsing organizations to protect transient data`,
    );
  }
  throw new NoPlanError('no combination of peers can be derived which satisfy the endorsement policy');
}

function allOf(policies: readonly Policy[]): Policy {
  return { evaluate: (signers) => policies.every((one) => one.evaluate(signers)) };
}

function* resume<T>(first: T, rest: Iterable<T>): Iterable<T> {
  yield first;
  yield* rest;
}
