// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import { sha256Hex } from '../digest.js';
import type { Client } from './client.js';
import type { LearningTask } from './learning-task.js';
import type { Round } from './round.js';

const MILLION = 1_000_000n;
/** How much of a hash decides: 64 bits. */
const DRAW_DIGITS = 16;
const DRAWS = 1n << 64n;

/**
 * The seed of a round's draw. It holds the model the round starts from, which nobody knows before the last round ended,
 * so that nobody can choose an id that will be drawn.
 */
export function seedOf(taskId: string, round: number, baseHash: string): string {
  return sha256Hex(`wattpass/cohort/1 ${taskId} ${round} ${baseHash}`);
}

/**
 * Whether a client is drawn: where the first 64 bits of SHA-256(seed ‖ client), as a fraction, lie under the task's
 * share. Each client is drawn independently of the others (Poisson sampling, which is what accountants of differential
 * privacy assume), so no list has to stand on the ledger and anybody can check one client alone.
 */
export function isDrawn(seed: string, clientId: string, cohortShare: number): boolean {
  const draw = BigInt(`0x${sha256Hex(`${seed} ${clientId}`).slice(0, DRAW_DIGITS)}`);
  return draw * MILLION < BigInt(cohortShare) * DRAWS;
}

/**
 * Refuses who is not in a round.
 * @throws DomainError FORBIDDEN for who has not joined, has left, or joined after the round began; RULE_VIOLATION
 *   (`cohort`) for who was not drawn.
 */
export function requireInRound(client: Client | undefined, task: LearningTask, round: Round): asserts client is Client {
  if (client === undefined || client.leftAt !== undefined || client.fromRound > round.number) {
    throw new DomainError('FORBIDDEN', `only who joined the task before round ${round.number} takes part in it`, {
      taskId: task.id,
      round: round.number,
    });
  }
  if (!isDrawn(round.seed, client.clientId, task.cohortShare)) {
    throw new DomainError('RULE_VIOLATION', `this client is not drawn for round ${round.number}`, {
      rule: 'cohort',
      round: round.number,
      clientId: client.clientId,
    });
  }
}
