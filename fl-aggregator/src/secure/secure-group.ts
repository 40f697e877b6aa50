// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import { requireCapacity } from '../math/integer-sum.js';
import { defaultQuantiser, type Quantiser } from '../math/quantiser.js';
import { requireWhole } from '../math/rule-parameters.js';
import { UNITS } from './binary-field.js';

/** The clients whose updates are summed together, and what all of them must agree on. */
export interface SecureGroup {
  /** Names the task, the round and the group; goes into every key and signature, so that none serves twice. */
  readonly context: string;
  /** Client ids in canonical order; a client's share has its place here, from 1, as x. */
  readonly clients: readonly string[];
  /** How many clients must stay to the end. */
  readonly threshold: number;
  /** Parameters of the model. */
  readonly length: number;
  readonly quantiser: Quantiser;
  /** The largest weight of one client. */
  readonly maxExamples: number;
}

/**
 * A checked group. The default threshold, two thirds rounded up, lets a third drop out, and keeps the secret from a
 * lying server that has fewer than 2t − n clients on its side (Bonawitz et al., CCS 2017, theorem 6.5).
 * @throws LearningError TOO_FEW_CLIENTS, DUPLICATE_CLIENT, WRONG_PARAMETER, CAPACITY_EXCEEDED if the sum could wrap.
 */
export function secureGroup(
  wanted: Pick<SecureGroup, 'context' | 'clients' | 'length'> & Partial<SecureGroup>,
): SecureGroup {
  const clients = [...wanted.clients].sort();
  const group = {
    threshold: Math.ceil((2 * clients.length) / 3),
    quantiser: defaultQuantiser,
    maxExamples: 1,
    ...wanted,
    clients,
  };
  if (clients.length < 3) {
    throw new LearningError('TOO_FEW_CLIENTS', 'clients', 'at least 3: a sum of two tells each the other');
  }
  if (new Set(clients).size !== clients.length) {
    throw new LearningError('DUPLICATE_CLIENT', 'clients', 'each client once');
  }
  requireWhole('clients', clients.length, 3, UNITS);
  requireWhole('threshold', group.threshold, Math.floor(clients.length / 2) + 1, clients.length);
  requireWhole('maxExamples', group.maxExamples, 1);
  requireWhole('length', group.length, 1);
  requireCapacity(clients.length * group.maxExamples, group.quantiser, 32);
  return group;
}

/** The x of a client's shares. @throws LearningError UNKNOWN_CLIENT. */
export function placeOf(group: SecureGroup, clientId: string): number {
  const place = group.clients.indexOf(clientId);
  if (place < 0) {
    throw new LearningError('UNKNOWN_CLIENT', clientId, 'a client of the group');
  }
  return place + 1;
}

/** @throws LearningError TOO_FEW_CLIENTS below the threshold, UNKNOWN_CLIENT, DUPLICATE_CLIENT. */
export function requireQuorum(group: SecureGroup, ids: readonly string[], phase: string): void {
  ids.forEach((id) => placeOf(group, id));
  if (new Set(ids).size !== ids.length) {
    throw new LearningError('DUPLICATE_CLIENT', phase, 'each client once');
  }
  if (ids.length < group.threshold) {
    throw new LearningError('TOO_FEW_CLIENTS', phase, `at least ${group.threshold} clients, not ${ids.length}`);
  }
}

/** Bytes that say what a key or a signature is for: every part with its length before it, so that none runs into the next. */
export function purpose(group: SecureGroup, name: string, ...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const bytes = ['wattpass secure sum 1', group.context, name, ...parts].flatMap((part) => {
    const content = Buffer.from(part);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return [length, content];
  });
  return new Uint8Array(Buffer.concat(bytes));
}

/** {@link purpose} for a pair of clients, the same from both sides. */
export function pairPurpose(group: SecureGroup, name: string, one: string, other: string): Uint8Array {
  return one < other ? purpose(group, name, one, other) : purpose(group, name, other, one);
}
