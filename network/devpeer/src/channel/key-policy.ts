// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import type { MetadataEntry } from '../ledger/rwset.js';
import type { Policy } from '../policy/policy.js';
import { signaturePolicy } from '../policy/signature-policy.js';

/** The metadata entry that holds a key's own endorsement policy. */
const VALIDATION_PARAMETER = 'VALIDATION_PARAMETER';

/**
 * The endorsement policy that a key carries in its metadata, if any.
 *
 * @throws Error when the metadata hold something else than a signature policy.
 */
export function keyPolicy(metadata: readonly MetadataEntry[]): Policy | undefined {
  const entry = metadata.find(({ name }) => name === VALIDATION_PARAMETER);
  if (entry === undefined || entry.value.length === 0) return undefined;
  return signaturePolicy(common.SignaturePolicyEnvelope.deserializeBinary(entry.value));
}
