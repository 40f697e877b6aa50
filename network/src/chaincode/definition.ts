// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { ChaincodeSpec } from './chaincode-spec.js';

/** A definition as it was last committed by this package. */
export interface CommittedDefinition {
  readonly version: string;
  readonly sequence: number;
  /** {@link definitionDigest} of what was committed. */
  readonly digest: string;
}

/** What the organisations agree on; two specifications with the same digest need no new agreement. */
export function definitionDigest({ version, endorsementPolicy, collections }: ChaincodeSpec): string {
  const agreed = JSON.stringify([version, endorsementPolicy ?? null, collections ?? []]);
  return createHash('sha256').update(agreed).digest('hex');
}

/**
 * The sequence number to commit `chaincode` under, or undefined when the committed definition is already right.
 * The first definition has 1 and each further one the next number: Fabric accepts no others.
 */
export function nextSequence(chaincode: ChaincodeSpec, committed: CommittedDefinition | undefined): number | undefined {
  if (committed === undefined) {
    return 1;
  }
  const asked = chaincode.sequence ?? 0;
  const isSame = committed.digest === definitionDigest(chaincode) && asked <= committed.sequence;
  return isSame ? undefined : committed.sequence + 1;
}
