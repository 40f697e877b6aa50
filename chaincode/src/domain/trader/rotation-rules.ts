// SPDX-License-Identifier: Apache-2.0

import { invalidItem, refuseRepeats } from '../at-item.js';
import { canonicalJson } from '../canonical-json.js';
import { DomainError } from '../errors.js';
import type { ReputationParameters } from '../reputation/reputation-parameters.js';
import type { Reputation } from '../reputation/reputation.js';
import { rotated, underNewOwner } from '../reputation/standing-rules.js';
import type { TraderParameters } from './trader-parameters.js';
import { requireBatch, requireSorted } from './trader-rules.js';
import type { Rotation } from './trader.js';

/** What a rotated pseudonym starts with, apart from its name. */
export type Start = Omit<Reputation, 'participant'>;

/** An old pseudonym and what its successor starts with. */
export interface Succession {
  readonly from: string;
  readonly start: Start;
}

/**
 * What the successors of pseudonyms start with, those of vehicles with new owners no better than newcomers: in groups of equal
 * starts, in an order that follows from the starts alone.
 */
export function startsOf(
  old: readonly Reputation[],
  at: string,
  rules: ReputationParameters,
  sold: readonly string[],
): Succession[][] {
  const groups = new Map<string, Succession[]>();
  for (const reputation of old) {
    const coarse = rotated(reputation, reputation.participant, at, rules);
    const { participant, ...start } = sold.includes(coarse.participant)
      ? underNewOwner(coarse, coarse.participant, at, rules)
      : coarse;
    const order = canonicalJson(start);
    const group = groups.get(order) ?? [];
    group.push({ from: participant, start });
    groups.set(order, group);
  }
  return [...groups.keys()].sort(compare).map((order) => groups.get(order) ?? []);
}

/**
 * Gives successors their starts. They are named in the order of the starts and, where starts are equal, in ascending order: so the
 * ledger learns who starts with what, and nobody learns from the order who follows whom among equals.
 * @throws DomainError INVALID_INPUT where equals stand in another order
 */
export function successionOf(
  groups: readonly (readonly Succession[])[],
  certified: readonly string[],
): { readonly pseudonym: string; readonly start: Start }[] {
  const starts = groups.flatMap((group) => group.map(({ start }, index) => ({ start, first: index === 0 })));
  return starts.flatMap(({ start, first }, index) => {
    const [before = '', pseudonym] = [certified[index - 1], certified[index]];
    if (pseudonym === undefined) {
      return []; // as many as there are starts, which the form of a rotation has been checked for
    }
    if (!first && before >= pseudonym) {
      throw invalidItem('certified', index, 'in ascending order among those that start alike');
    }
    return [{ pseudonym, start }];
  });
}

/**
 * Checks the form of a rotation: lists in ascending order, because another would tell something, a batch of the least size,
 * and as many of each as belong together.
 * @throws DomainError INVALID_INPUT, RULE_VIOLATION: batch, pairs, released
 */
export function requireRotationForm(rotation: Rotation, rules: TraderParameters): void {
  const { retired, arrived, certified, commitments, leaving, released } = rotation;
  for (const list of ['retired', 'sold', 'arrived', 'leaving', 'released', 'commitments'] as const) {
    requireSorted(list, rotation[list]);
  }
  refuseRepeats('certified', certified);
  const size = retired.length + arrived.length;
  requireBatch(size, rules);
  if (certified.length !== size || commitments.length !== size) {
    throw new DomainError('RULE_VIOLATION', 'as many new pseudonyms and commitments as old pseudonyms', {
      rule: 'pairs',
    });
  }
  requireWithin(rotation, 'sold', 'retired');
  requireWithin(rotation, 'leaving', 'certified');
  if (leaving.length !== released.length) {
    throw new DomainError('RULE_VIOLATION', 'as many vehicles released as names under which they leave', {
      rule: 'released',
      leaving: leaving.length,
      released: released.length,
    });
  }
}

function requireWithin(rotation: Rotation, part: 'sold' | 'leaving', whole: 'retired' | 'certified'): void {
  const stranger = rotation[part].findIndex((pseudonym) => !rotation[whole].includes(pseudonym));
  if (stranger >= 0) {
    throw invalidItem(part, stranger, `one of the ${whole} pseudonyms`);
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
