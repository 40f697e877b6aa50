// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createHash, createHmac } from 'node:crypto';
import {
  advertisedKeys,
  confirmedSurvivors,
  integerSum,
  maskedUpdate,
  quantised,
  randomStream,
  revealedShares,
  secureGroup,
  sharedSecrets,
  unmaskedSum,
  type ClientKeys,
  type ClientShares,
  type IntegerSum,
  type MaskedUpdate,
  type QuantisedUpdate,
  type SealedShares,
  type SecretBytes,
  type SecureGroup,
  type SignatureCheck,
} from '@wattpass/fl-aggregator';

/** The phases a client may not live to answer. */
export const phases = ['keys', 'shares', 'masked', 'confirmation', 'reveal'] as const;
export type Phase = (typeof phases)[number];
/** In which phase a client falls silent; those absent stay to the end. */
export type Dropouts = ReadonlyMap<string, Phase>;

/** A repeatable source of secret bytes, for tests alone. */
export function seededBytes(seed: string): SecretBytes {
  const key = createHash('sha256').update(seed).digest();
  const stream = createCipheriv('aes-256-ctr', key, new Uint8Array(16));
  return (count) => new Uint8Array(stream.update(Buffer.alloc(count)));
}

/** Identities for tests: a code of the message under a key that stands for the client. */
export const signAs = (clientId: string) => (message: Uint8Array) =>
  new Uint8Array(createHmac('sha256', `identity of ${clientId}`).update(message).digest());
export const checkCode: SignatureCheck = (clientId, message, signature) =>
  Buffer.from(signature).equals(signAs(clientId)(message));

/** `n` clients with updates of `length` parameters. */
export function groupOf(
  n: number,
  length: number,
  seed = 1,
): { group: SecureGroup; updates: ReadonlyMap<string, QuantisedUpdate> } {
  const clients = Array.from({ length: n }, (_, place) => `client-${String(place).padStart(3, '0')}`);
  const stream = randomStream(seed);
  const group = secureGroup({ context: 'test/1', clients, length, maxExamples: Math.floor(1024 / n) });
  const updates = new Map(
    clients.map((clientId) => {
      const parameters = Float64Array.from({ length }, () => 3 * stream.normal());
      return [clientId, quantised({ clientId, examples: 1 + stream.below(group.maxExamples), parameters })];
    }),
  );
  return { group, updates };
}

/** Everything up to phase 2, which many patterns of later drop-outs share. */
export interface Prepared {
  readonly group: SecureGroup;
  readonly keys: readonly ClientKeys[];
  readonly states: ReadonlyMap<string, ClientShares>;
  readonly sealed: readonly SealedShares[];
}

/** Phases 1 and 2 of those who answer them. */
export function prepared(group: SecureGroup, silent: readonly string[] = [], secrets = 'secrets'): Prepared {
  const keys = group.clients
    .filter((id) => !silent.includes(id))
    .map((id) => advertisedKeys(group, id, signAs(id), seededBytes(`${secrets} ${id} keys`)));
  const advertisements = keys.map(({ advertisement }) => advertisement);
  const shared = keys.map((key) =>
    sharedSecrets(key, advertisements, checkCode, seededBytes(`${secrets} ${key.clientId} shares`)),
  );
  return {
    group,
    keys,
    states: new Map(shared.map(({ state }) => [state.keys.clientId, state])),
    sealed: shared.map(({ message }) => message),
  };
}

type Masking = ReturnType<typeof maskedUpdate>;

/** Phase 3 of each client by what it depends on, the preparation and who shared: patterns of later drop-outs share it. */
const maskings = new WeakMap<Prepared, Map<string, Masking>>();

function maskingOf(
  preparation: Prepared,
  clientId: string,
  sharers: readonly SealedShares[],
  updates: ReadonlyMap<string, QuantisedUpdate>,
): Masking {
  const known = maskings.get(preparation) ?? new Map<string, Masking>();
  maskings.set(preparation, known);
  const update = updates.get(clientId)!;
  const key = [clientId, update.examples, update.levels.join(), ...sharers.map((each) => each.clientId)].join();
  const masking = known.get(key) ?? maskedUpdate(preparation.states.get(clientId)!, sharers, update);
  known.set(key, masking);
  return masking;
}

/** Phases 3 to 5 and the server's sum. */
export function completed(
  preparation: Prepared,
  updates: ReadonlyMap<string, QuantisedUpdate>,
  dropouts: Dropouts,
): { readonly sum: IntegerSum; readonly masked: readonly MaskedUpdate[] } {
  const { group, keys, sealed } = preparation;
  const lives = (id: string, phase: Phase): boolean =>
    phases.indexOf(dropouts.get(id) ?? 'reveal') > phases.indexOf(phase) || !dropouts.has(id);
  const sharers = sealed.filter(({ clientId }) => lives(clientId, 'shares'));
  const masking = sharers
    .filter(({ clientId }) => lives(clientId, 'masked'))
    .map(({ clientId }) => maskingOf(preparation, clientId, sharers, updates));
  const survivors = masking.map(({ message }) => message.clientId);
  const confirming = masking
    .filter(({ message }) => lives(message.clientId, 'confirmation'))
    .map(({ state, message }) => confirmedSurvivors(state, survivors, signAs(message.clientId)));
  const request = {
    seedsOf: survivors,
    maskSecretsOf: sharers.map(({ clientId }) => clientId).filter((id) => !survivors.includes(id)),
    confirmations: confirming.map(({ message }) => message),
  };
  const revealed = confirming
    .filter(({ message }) => lives(message.clientId, 'reveal'))
    .map(({ state }) => revealedShares(state, request, checkCode));
  const masked = masking.map(({ message }) => message);
  return {
    masked,
    sum: unmaskedSum(group, {
      advertisements: keys.map(({ advertisement }) => advertisement),
      seedHashes: new Map(sharers.map(({ clientId, seedHash }) => [clientId, seedHash])),
      masked,
      revealed,
    }),
  };
}

/** The sum in the clear of those who sent a masked update. */
export function plainSum(updates: ReadonlyMap<string, QuantisedUpdate>, dropouts: Dropouts): unknown {
  const gone: (Phase | undefined)[] = ['keys', 'shares', 'masked'];
  return integerSum([...updates.values()].filter(({ clientId }) => !gone.includes(dropouts.get(clientId))));
}

/** Phases 1 and 2 by who was silent in phase 1: patterns of later phases share them. */
export function cachedPreparation(group: Prepared['group']): (dropouts: Dropouts) => Prepared {
  const cache = new Map<string, Prepared>();
  return (dropouts) => {
    const silent = group.clients.filter((id) => dropouts.get(id) === 'keys');
    const key = silent.join();
    const found = cache.get(key) ?? prepared(group, silent);
    cache.set(key, found);
    return found;
  };
}
