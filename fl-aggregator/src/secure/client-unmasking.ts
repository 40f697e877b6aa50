// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import type { ClientMasked } from './client-masking.js';
import type { Confirmation, RevealedShares, SignatureCheck, Signer, UnmaskRequest } from './messages.js';
import { purpose, requireQuorum, type SecureGroup } from './secure-group.js';

/** A client after phase 4: it has said once, for good, whose updates are in the sum. */
export interface ClientConfirmed {
  readonly masked: ClientMasked;
  readonly survivors: readonly string[];
}

/**
 * Phase 4: signs the list of those whose masked updates arrived. A client signs one list a round.
 * @throws LearningError TOO_FEW_CLIENTS, UNKNOWN_CLIENT, DUPLICATE_CLIENT.
 */
export function confirmedSurvivors(
  masked: ClientMasked,
  survivors: readonly string[],
  sign: Signer,
): { readonly state: ClientConfirmed; readonly message: Confirmation } {
  const { group, clientId } = masked.shares.keys;
  const listed = [...survivors].sort();
  requireQuorum(group, listed, 'masked updates');
  const stranger = listed.find((id) => !masked.held.has(id));
  if (stranger !== undefined) {
    throw new LearningError('UNKNOWN_CLIENT', stranger, 'a client that shared its secrets');
  }
  return {
    state: { masked, survivors: listed },
    message: { clientId, signature: sign(survivorBytes(group, listed)) },
  };
}

/**
 * Phase 5: gives its shares of the seeds of those in the sum and of the mask keys of those who left, never of both of
 * one client, which would lay its update bare, and only if enough others have signed the same list.
 * @throws LearningError BOTH_HALVES, WRONG_PHASE for another list than the one signed, TOO_FEW_CLIENTS, WRONG_SIGNATURE,
 *   UNKNOWN_CLIENT.
 */
export function revealedShares(
  { masked, survivors }: ClientConfirmed,
  request: UnmaskRequest,
  check: SignatureCheck,
): RevealedShares {
  const { group, clientId } = masked.shares.keys;
  requireOneHalf(request, survivors);
  requireConfirmations(group, survivors, request, check);
  const half = (ids: readonly string[], pick: 'seed' | 'maskSecret'): ReadonlyMap<string, Uint8Array> =>
    new Map(
      ids.map((id) => {
        const held = masked.held.get(id);
        if (held === undefined) {
          throw new LearningError('UNKNOWN_CLIENT', id, 'a client that shared its secrets');
        }
        return [id, held[pick]];
      }),
    );
  return { clientId, seeds: half(request.seedsOf, 'seed'), maskSecrets: half(request.maskSecretsOf, 'maskSecret') };
}

/** What a confirmation's signature is made of. */
export function survivorBytes(group: SecureGroup, survivors: readonly string[]): Uint8Array {
  return purpose(group, 'survivors', ...survivors);
}

function requireOneHalf({ seedsOf, maskSecretsOf }: UnmaskRequest, survivors: readonly string[]): void {
  const both = maskSecretsOf.find((id) => seedsOf.includes(id) || survivors.includes(id));
  if (both !== undefined) {
    throw new LearningError('BOTH_HALVES', both, 'one half of a client whose update is in the sum: its seed');
  }
  const listed = [...seedsOf].sort();
  if (listed.length !== survivors.length || listed.some((id, place) => id !== survivors[place])) {
    throw new LearningError('WRONG_PHASE', 'seedsOf', 'the list this client has signed');
  }
}

function requireConfirmations(
  group: SecureGroup,
  survivors: readonly string[],
  { confirmations }: UnmaskRequest,
  check: SignatureCheck,
): void {
  requireQuorum(
    group,
    confirmations.map(({ clientId }) => clientId),
    'confirmations',
  );
  const message = survivorBytes(group, survivors);
  const forged = confirmations.find(({ clientId, signature }) => !check(clientId, message, signature));
  if (forged !== undefined) {
    throw new LearningError('WRONG_SIGNATURE', forged.clientId, 'the list of survivors signed by the client');
  }
}
