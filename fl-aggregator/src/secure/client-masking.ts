// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import type { QuantisedUpdate } from '../math/quantiser.js';
import type { ClientShares, PairKeys } from './client-keys.js';
import { derivedKey } from './key-agreement.js';
import { addModular, maskOf, subtractModular } from './mask.js';
import type { MaskedUpdate, SealedShares } from './messages.js';
import { purpose, requireQuorum, type SecureGroup } from './secure-group.js';
import { openedBox, type OpenedShares } from './share-box.js';

/** A client after phase 3: it holds shares of everybody who shared. */
export interface ClientMasked {
  readonly shares: ClientShares;
  /** By owner, itself included. */
  readonly held: ReadonlyMap<string, OpenedShares>;
}

/**
 * Phase 3: opens the shares of the others and masks the update with its own seed and with a mask a pair, added by the
 * client whose id comes first and subtracted by the other.
 * @param received What those who shared have sent; this client's own message may be among them.
 * @throws LearningError TOO_FEW_CLIENTS, WRONG_SHARE, UNKNOWN_CLIENT, WRONG_LENGTH, WRONG_EXAMPLES.
 */
export function maskedUpdate(
  shares: ClientShares,
  received: readonly SealedShares[],
  update: QuantisedUpdate,
): { readonly state: ClientMasked; readonly message: MaskedUpdate } {
  const { keys, ownSeedShare, ownMaskShare } = shares;
  const { group, clientId } = keys;
  const senders = received.filter((message) => message.clientId !== clientId);
  requireQuorum(group, [clientId, ...senders.map((message) => message.clientId)], 'shares');
  const held = new Map([
    [clientId, { seed: ownSeedShare, maskSecret: ownMaskShare }],
    ...senders.map((message) => [message.clientId, openedFrom(shares, message)] as const),
  ]);
  const words = plainWords(group, update);
  addModular(words, selfMask(group, clientId, shares.seed));
  for (const { clientId: other } of senders) {
    const mask = maskOf(pairWith(shares, other).mask, words.length);
    (clientId < other ? addModular : subtractModular)(words, mask);
  }
  return { state: { shares, held }, message: { clientId, words } };
}

/** The mask that a client's seed makes. */
export function selfMask(group: SecureGroup, clientId: string, seed: Uint8Array): Uint32Array {
  return maskOf(derivedKey(seed, purpose(group, 'self', clientId)), group.length + 1);
}

/** Weight, then weight × level: what is summed when nothing is masked. @throws LearningError WRONG_LENGTH, WRONG_EXAMPLES. */
export function plainWords(group: SecureGroup, { clientId, examples, levels }: QuantisedUpdate): Uint32Array {
  if (levels.length !== group.length) {
    throw new LearningError('WRONG_LENGTH', clientId, `${group.length} parameters, not ${levels.length}`);
  }
  if (!Number.isInteger(examples) || examples < 1 || examples > group.maxExamples) {
    throw new LearningError('WRONG_EXAMPLES', clientId, `a whole number from 1 to ${group.maxExamples}`);
  }
  const words = new Uint32Array(levels.length + 1);
  words[0] = examples;
  for (let place = 0; place < levels.length; place += 1) {
    words[place + 1] = examples * (levels[place] as number);
  }
  return words;
}

function openedFrom(shares: ClientShares, { clientId: from, boxes }: SealedShares): OpenedShares {
  const { clientId } = shares.keys;
  const box = boxes.get(clientId);
  if (box === undefined) {
    throw new LearningError('WRONG_SHARE', from, `shares for ${clientId}`);
  }
  return openedBox(pairWith(shares, from).opening, box, from);
}

function pairWith({ pairs }: ClientShares, other: string): PairKeys {
  const pair = pairs.get(other);
  if (pair === undefined) {
    throw new LearningError('UNKNOWN_CLIENT', other, 'a client whose keys were advertised');
  }
  return pair;
}
