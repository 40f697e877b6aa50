// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import type { IntegerSum } from '../math/integer-sum.js';
import { hashOf, pairMaskKey, sameBytes } from './client-keys.js';
import { selfMask } from './client-masking.js';
import { publicKeyOf } from './key-agreement.js';
import { addModular, maskOf, subtractModular } from './mask.js';
import type { Advertisement, MaskedUpdate, RevealedShares } from './messages.js';
import { placeOf, requireQuorum, type SecureGroup } from './secure-group.js';
import { secretOf } from './shamir.js';

/** What the server holds when the last phase ends. */
export interface UnmaskInput {
  readonly advertisements: readonly Advertisement[];
  /** Those who shared their secrets, with the hashes of their seeds. */
  readonly seedHashes: ReadonlyMap<string, Uint8Array>;
  readonly masked: readonly MaskedUpdate[];
  readonly revealed: readonly RevealedShares[];
}

/**
 * The server's part: the sum of the updates that arrived, with every mask taken off. The same to the bit as
 * `integerSum` of the updates in the clear.
 * @throws LearningError TOO_FEW_CLIENTS below the threshold in any phase, WRONG_LENGTH, UNKNOWN_CLIENT, WRONG_SHARE if a
 *   secret put together is not the one committed to.
 */
export function unmaskedSum(group: SecureGroup, input: UnmaskInput): IntegerSum {
  const { advertisements, seedHashes, masked, revealed } = input;
  const survivors = masked.map(({ clientId }) => clientId);
  requireQuorum(group, survivors, 'masked updates');
  requireQuorum(
    group,
    revealed.map(({ clientId }) => clientId),
    'shares',
  );
  const sum = maskedSum(group, masked);
  for (const id of survivors) {
    const seed = reconstructed(group, revealed, ({ seeds }) => seeds.get(id), id);
    if (!sameBytes(hashOf(seed), seedHashes.get(id) ?? new Uint8Array())) {
      throw new LearningError('WRONG_SHARE', id, 'a seed with the hash it announced');
    }
    subtractModular(sum, selfMask(group, id, seed));
  }
  const keys = new Map(advertisements.map((advertisement) => [advertisement.clientId, advertisement]));
  const dropped = [...seedHashes.keys()].filter((id) => !survivors.includes(id));
  for (const id of dropped) {
    const secret = reconstructed(group, revealed, ({ maskSecrets }) => maskSecrets.get(id), id);
    if (!sameBytes(publicKeyOf(secret), keyOf(keys, id).maskKey)) {
      throw new LearningError('WRONG_SHARE', id, 'the mask key it advertised');
    }
    for (const survivor of survivors) {
      const mask = maskOf(pairMaskKey(group, secret, id, keyOf(keys, survivor)), sum.length);
      (survivor < id ? subtractModular : addModular)(sum, mask); // what the survivor did, undone
    }
  }
  return { examples: sum[0] as number, levels: Float64Array.from(sum.subarray(1)) };
}

function maskedSum(group: SecureGroup, masked: readonly MaskedUpdate[]): Uint32Array {
  const sum = new Uint32Array(group.length + 1);
  for (const { clientId, words } of masked) {
    if (words.length !== sum.length) {
      throw new LearningError('WRONG_LENGTH', clientId, `${sum.length} words, not ${words.length}`);
    }
    addModular(sum, words);
  }
  return sum;
}

function reconstructed(
  group: SecureGroup,
  revealed: readonly RevealedShares[],
  pick: (shares: RevealedShares) => Uint8Array | undefined,
  owner: string,
): Uint8Array {
  const shares = revealed.flatMap((each) => {
    const bytes = pick(each);
    return bytes === undefined ? [] : [{ x: placeOf(group, each.clientId), bytes }];
  });
  if (shares.length < group.threshold) {
    throw new LearningError('TOO_FEW_CLIENTS', owner, `shares of ${group.threshold} clients, not ${shares.length}`);
  }
  return secretOf(shares.slice(0, group.threshold));
}

function keyOf(keys: ReadonlyMap<string, Advertisement>, id: string): Advertisement {
  const key = keys.get(id);
  if (key === undefined) {
    throw new LearningError('UNKNOWN_CLIENT', id, 'a client whose keys were advertised');
  }
  return key;
}
