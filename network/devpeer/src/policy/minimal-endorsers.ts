// SPDX-License-Identifier: Apache-2.0
import type { msp } from '@hyperledger/fabric-protos';
import type { Policy, Signer } from './policy.js';
import { matchesPrincipal } from '../msp/principal.js';

/** A stand-in for an organisation's peer, to try a policy with before anybody has signed. */
function hypotheticalPeer(mspId: string): Signer {
  const member = { mspId, role: 'peer' as const, units: ['peer'], serialized: new Uint8Array() };
  return { id: mspId, mspId, satisfies: (principal: msp.MSPPrincipal) => matchesPrincipal(member, principal) };
}

/** All subsets of `size` items, those with earlier items first. */
function* subsets<T>(items: readonly T[], size: number, from = 0): Generator<T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let i = from; i <= items.length - size; i += 1) {
    for (const rest of subsets(items, size - 1, i + 1)) {
      yield [items[i] as T, ...rest];
    }
  }
}

/**
 * The sets of organisations whose peers (one each) together satisfy `policy`, smallest first, none containing another.
 *
 * Sets with `preferred` come before others of their size. Lazy: taking the first costs little even with many
 * organisations; finding out that there is none tries every subset.
 */
export function* minimalEndorsers(
  policy: Policy,
  mspIds: readonly string[],
  preferred?: string,
): Generator<readonly string[]> {
  const ordered = [...new Set(mspIds)].sort((a, b) => Number(b === preferred) - Number(a === preferred));
  const peers = ordered.map(hypotheticalPeer);
  const found: Signer[][] = [];
  for (let size = 0; size <= peers.length; size += 1) {
    for (const candidate of subsets(peers, size)) {
      if (!found.some((set) => set.every((peer) => candidate.includes(peer))) && policy.evaluate(candidate)) {
        found.push(candidate);
        yield candidate.map((peer) => peer.mspId);
      }
    }
  }
}
