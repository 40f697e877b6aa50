// SPDX-License-Identifier: Apache-2.0
import { rememberedEndorsers } from './remembered-endorsers.js';
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
  const { policies } = required;
  const eligible = (protect: boolean): string[] =>
    mspIds.filter((mspId) =>
      required.collections.every((one) => !(one.read || protect) || one.isMemberOrganization(mspId)),
    );
  const plans = rememberedEndorsers(policies, eligible(hasTransient), preferred);
  if (plans.has(0)) return plans;
  const isProtected = required.collections.filter(({ read }) => !read).map(({ name }) => name);
  if (hasTransient && isProtected.length > 0 && rememberedEndorsers(policies, eligible(false), preferred).has(0)) {
    throw new NoPlanError(
      'requires endorsement from organisation(s) that are not in the distribution policy of the private data ' +
        `collection(s): [${isProtected.join(' ')}]; retry specifying trusted endorsing organizations to protect transient data`,
    );
  }
  throw new NoPlanError('no combination of peers can be derived which satisfy the endorsement policy');
}
