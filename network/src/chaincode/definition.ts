// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { ChaincodeDefinition } from './chaincode-spec.js';

/** A definition as it was last committed by this package. */
export interface CommittedDefinition {
  readonly version: string;
  readonly sequence: number;
  /** {@link definitionDigest} of what was committed. */
  readonly digest: string;
}

/**
 * What the organisations agree on and which packages they run; two with the same digest need no new agreement.
 */
export function definitionDigest(chaincode: ChaincodeDefinition, packageIds: readonly string[] = []): string {
  const { version, endorsementPolicy, collections } = chaincode;
  const agreed = JSON.stringify([version, endorsementPolicy ?? null, collections ?? [], packageIds]);
  return createHash('sha256').update(agreed).digest('hex');
}

/**
 * The sequence number to commit `chaincode` under, or undefined when the committed definition is already right.
 * The first definition has 1 and each further one the next number: Fabric accepts no others.
 */
export function nextSequence(
  chaincode: ChaincodeDefinition,
  committed: CommittedDefinition | undefined,
  packageIds: readonly string[] = [],
): number | undefined {
  if (committed === undefined) {
    return 1;
  }
  const asked = chaincode.sequence ?? 0;
  const isSame = committed.digest === definitionDigest(chaincode, packageIds) && asked <= committed.sequence;
  return isSame ? undefined : committed.sequence + 1;
}
