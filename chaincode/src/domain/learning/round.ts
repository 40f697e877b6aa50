// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId } from '../actor.js';
import { Count, Hex256, Instant, RecordId } from '../fields.js';

/**
 * `committing` takes commitments to updates; `revealing` takes no more of them, and clients hand their updates over;
 * `proposed` has an aggregate that the committee recomputes. `accepted`, `rejected` and `abandoned` are final.
 */
export const roundStatuses = ['committing', 'revealing', 'proposed', 'accepted', 'rejected', 'abandoned'] as const;

/** Why a committed update is not in the aggregate. */
export const exclusionReasons = [
  'notRevealed', // its bytes never came
  'hashMismatch', // its bytes are not those committed to
  'copied', // its bytes name another client, task or round
  'wrongShape', // another length or version than the model's
  'notFinite', // holds NaN or infinity
  'normTooLarge', // beyond what the quantiser holds
  'droppedOut', // left in the middle of secure aggregation
] as const;

export const Exclusion = z.strictObject({ clientId: ActorId, reason: z.enum(exclusionReasons) });

/** See {@link exclusionReasons}. */
export type Exclusion = z.infer<typeof Exclusion>;

/** How many updates may be left out of one aggregate. */
export const MAX_EXCLUSIONS = 5000;

/** What the coordinator made of the updates. */
export const Aggregate = z.strictObject({
  /** How many updates are in it. */
  count: Count,
  /** RFC 6962 root over the included updates' leaves in the order of their clients' ids. */
  root: Hex256,
  /** Hash of the new model's canonical bytes. */
  resultHash: Hex256,
  excluded: z.array(Exclusion).max(MAX_EXCLUSIONS),
  proposedAt: Instant,
});

/** See {@link Aggregate}. */
export type Aggregate = z.infer<typeof Aggregate>;

/** Why a round ended without a model. */
export const abandonReasons = ['tooFewCommitments', 'noAggregate', 'noQuorum'] as const;

export const Round = z.strictObject({
  taskId: RecordId,
  /** From 1. */
  number: Count.min(1),
  status: z.enum(roundStatuses),
  /** The model that is trained on. */
  base: z.strictObject({ version: Count, hash: Hex256 }),
  /** Decides who is drawn: SHA-256 over task, round and base model. */
  seed: Hex256,
  openedAt: Instant,
  commitBy: Instant,
  /** How many committed, fixed when the round went on to `revealing`. */
  commitments: Count.optional(),
  revealBy: Instant.optional(),
  aggregate: Aggregate.optional(),
  attestBy: Instant.optional(),
  endedAt: Instant.optional(),
  abandoned: z.enum(abandonReasons).optional(),
});

/** One round of a task. Written only when its status changes, so that clients who commit at once never conflict. */
export type Round = z.infer<typeof Round>;

/** Statuses in which a round is still going on. */
const open: readonly Round['status'][] = ['committing', 'revealing', 'proposed'];

/** Whether a round has ended. */
export function hasEnded({ status }: Pick<Round, 'status'>): boolean {
  return !open.includes(status);
}
