// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { LearningError } from '../learning-error.js';
import { agreedKey, agreement, derivedKey, KEY_BYTES, publicKeyOf } from './key-agreement.js';
import type { Advertisement, SealedShares, SignatureCheck, Signer } from './messages.js';
import { pairPurpose, placeOf, purpose, requireQuorum, type SecureGroup } from './secure-group.js';
import { sealedBox } from './share-box.js';
import { sharesOf, type SecretBytes } from './shamir.js';

/** A client after phase 1: its secrets of this round. Kept by the client alone. */
export interface ClientKeys {
  readonly group: SecureGroup;
  readonly clientId: string;
  readonly channelSecret: Uint8Array;
  readonly maskSecret: Uint8Array;
  readonly advertisement: Advertisement;
}

/** A client after phase 2. */
export interface ClientShares {
  readonly keys: ClientKeys;
  readonly seed: Uint8Array;
  /** Its own shares of its own secrets; it is one of the holders. */
  readonly ownSeedShare: Uint8Array;
  readonly ownMaskShare: Uint8Array;
  /** What this client agreed with each other that advertised, by client. */
  readonly pairs: ReadonlyMap<string, PairKeys>;
}

/** The keys between this client and another. */
export interface PairKeys {
  /** Seals this client's shares for the other. */
  readonly sealing: Uint8Array;
  /** Opens the other's shares for this client. */
  readonly opening: Uint8Array;
  /** Makes the pair's mask. */
  readonly mask: Uint8Array;
}

/** Phase 1: draws two key pairs and signs the public ones. @throws LearningError UNKNOWN_CLIENT. */
export function advertisedKeys(
  group: SecureGroup,
  clientId: string,
  sign: Signer,
  random: SecretBytes = randomBytes,
): ClientKeys {
  placeOf(group, clientId);
  const channelSecret = random(KEY_BYTES);
  const maskSecret = random(KEY_BYTES);
  const keys = { clientId, channelKey: publicKeyOf(channelSecret), maskKey: publicKeyOf(maskSecret) };
  const signature = sign(advertisedBytes(group, keys));
  return { group, clientId, channelSecret, maskSecret, advertisement: { ...keys, signature } };
}

/** What an advertisement's signature is made of. */
export function advertisedBytes(
  group: SecureGroup,
  { clientId, channelKey, maskKey }: Omit<Advertisement, 'signature'>,
): Uint8Array {
  return purpose(group, 'keys', clientId, channelKey, maskKey);
}

/**
 * Phase 2: checks everybody's keys, draws the self mask's seed and seals shares of both secrets for the others.
 * @param advertisements Those who advertised, this client included.
 * @throws LearningError TOO_FEW_CLIENTS, WRONG_SIGNATURE, UNKNOWN_CLIENT, DUPLICATE_CLIENT, WRONG_SHARE for a key that
 *   two clients gave, WRONG_PHASE if this client's own keys were changed or left out.
 */
export function sharedSecrets(
  keys: ClientKeys,
  advertisements: readonly Advertisement[],
  check: SignatureCheck,
  random: SecretBytes = randomBytes,
): { readonly state: ClientShares; readonly message: SealedShares } {
  const { group, clientId, advertisement } = keys;
  requireAdvertisements(group, advertisements, check);
  const own = advertisements.find((each) => each.clientId === clientId);
  if (own === undefined || !sameBytes(own.maskKey, advertisement.maskKey)) {
    throw new LearningError('WRONG_PHASE', clientId, 'its own keys as it advertised them');
  }
  const seed = random(KEY_BYTES);
  const places = group.clients.length;
  const seedShares = sharesOf(seed, group.threshold, places, random);
  const maskShares = sharesOf(keys.maskSecret, group.threshold, places, random);
  const shareFor = (holder: string): { seed: Uint8Array; maskSecret: Uint8Array } => {
    const place = placeOf(group, holder) - 1;
    return {
      seed: (seedShares[place] as { bytes: Uint8Array }).bytes,
      maskSecret: (maskShares[place] as { bytes: Uint8Array }).bytes,
    };
  };
  const others = advertisements.filter((each) => each !== own);
  const pairs = new Map(others.map((other) => [other.clientId, pairKeys(keys, other)]));
  const boxes = new Map([...pairs].map(([holder, { sealing }]) => [holder, sealedBox(sealing, shareFor(holder))]));
  const { seed: ownSeedShare, maskSecret: ownMaskShare } = shareFor(clientId);
  return {
    state: { keys, seed, ownSeedShare, ownMaskShare, pairs },
    message: { clientId, seedHash: hashOf(seed), boxes },
  };
}

/** The key of the mask between two clients, from either side, or from a secret put together again. */
export function pairMaskKey(
  group: SecureGroup,
  secret: Uint8Array,
  owner: string,
  other: Pick<Advertisement, 'clientId' | 'maskKey'>,
): Uint8Array {
  return agreedKey(secret, other.maskKey, pairPurpose(group, 'mask', owner, other.clientId));
}

/** SHA-256. */
export function hashOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/** Whether two byte strings, public ones, are equal. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}

/** A channel has a key for each direction, so that no key seals twice. */
function pairKeys({ group, clientId, channelSecret, maskSecret }: ClientKeys, other: Advertisement): PairKeys {
  const agreed = agreement(channelSecret, other.channelKey);
  const channel = (from: string, to: string): Uint8Array => derivedKey(agreed, purpose(group, 'share', from, to));
  return {
    sealing: channel(clientId, other.clientId),
    opening: channel(other.clientId, clientId),
    mask: pairMaskKey(group, maskSecret, clientId, other),
  };
}

function requireAdvertisements(
  group: SecureGroup,
  advertisements: readonly Advertisement[],
  check: SignatureCheck,
): void {
  requireQuorum(
    group,
    advertisements.map(({ clientId }) => clientId),
    'keys',
  );
  for (const advertisement of advertisements) {
    if (!check(advertisement.clientId, advertisedBytes(group, advertisement), advertisement.signature)) {
      throw new LearningError('WRONG_SIGNATURE', advertisement.clientId, "keys signed by the client's identity");
    }
  }
  const keys = advertisements.flatMap(({ channelKey, maskKey }) => [channelKey, maskKey]);
  if (new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size !== keys.length) {
    throw new LearningError('WRONG_SHARE', 'keys', 'no key given twice');
  }
}
