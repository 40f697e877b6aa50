// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  includedIn,
  leafOf,
  merkleRoot,
  weightOf,
  type Exclusion,
  type LearningTask,
  type Update,
} from '@wattpass/chaincode/domain';
import { LearningError } from '../learning-error.js';
import { aggregated } from '../math/aggregation-plan.js';
import type { ClientUpdate } from '../math/client-update.js';
import { integerSum, meanOfSum } from '../math/integer-sum.js';
import { clippedTo } from '../math/norm-clipping.js';
import { dequantised, type QuantisedUpdate, type Quantiser } from '../math/quantiser.js';
import { modelHash, type ModelState } from './model-state.js';
import { nextModel } from './next-model.js';
import { MILLION, planOf, quantiserOf } from './task-plan.js';
import { levelsOf, type UpdateFault } from './update-bytes.js';

/** What everybody needs to close a round, and to check how it was closed. */
export interface RoundInput {
  readonly task: Pick<LearningTask, 'id' | 'model' | 'aggregation' | 'quantiser' | 'minimumClients' | 'privacy'>;
  readonly round: number;
  /** The model that was trained on. */
  readonly base: ModelState;
  /** The round's commitments, as the ledger has them. */
  readonly commitments: readonly Update[];
  /** The bytes that were handed over, by client. */
  readonly revealed: ReadonlyMap<string, Uint8Array>;
  /** The committee's own update, for FLTrust. */
  readonly trusted?: Float64Array;
}

/** What a round comes to: the coordinator proposes it, and a committee that gets another does not attest it. */
export interface ClosedRound {
  readonly excluded: readonly Exclusion[];
  /** RFC 6962 root over the leaves of those included, hexadecimal. */
  readonly root: string;
  /** SHA-256 of the new model's canonical bytes, hexadecimal. */
  readonly resultHash: string;
  readonly model: ModelState;
}

/**
 * Closes a round from commitments and revealed bytes alone: no clock, no order of arrival, no memory, so that a restarted
 * coordinator and every organisation get the same to the bit.
 * @throws LearningError TOO_FEW_CLIENTS, WRONG_LENGTH for a base of another model, WRONG_PARAMETER, and as the task's rule.
 */
export function closedRound(input: RoundInput): ClosedRound {
  const { task, base, commitments } = input;
  if (base.parameters.length !== task.model.parameters) {
    const rule = `${task.model.parameters} parameters, not ${base.parameters.length}`;
    throw new LearningError('WRONG_LENGTH', 'base', rule);
  }
  const quantiser = quantiserOf(task);
  const levels = new Map<string, Uint32Array>();
  const excluded: Exclusion[] = [];
  for (const commitment of includedIn(commitments, [])) {
    const found = revealedLevels(input, commitment, quantiser);
    if (typeof found === 'string') {
      excluded.push({ clientId: commitment.clientId, reason: found });
    } else {
      levels.set(commitment.clientId, found);
    }
  }
  const included = includedIn(commitments, excluded);
  if (included.length < task.minimumClients) {
    throw new LearningError('TOO_FEW_CLIENTS', 'updates', `at least ${task.minimumClients}, not ${included.length}`);
  }
  const model = nextModel(task, base, changeOf(input, included, levels, quantiser));
  return { excluded, model, root: merkleRoot(included.map(leafOf)), resultHash: modelHash(model) };
}

function revealedLevels(
  { task, round, revealed }: RoundInput,
  { clientId, hash }: Update,
  { bits }: Quantiser,
): Uint32Array | UpdateFault {
  const bytes = revealed.get(clientId);
  if (bytes === undefined) {
    return 'notRevealed';
  }
  if (createHash('sha256').update(bytes).digest('hex') !== hash) {
    return 'hashMismatch';
  }
  return levelsOf(bytes, { taskId: task.id, round, clientId, length: task.model.parameters, bits });
}

/** FedAvg is summed in whole numbers; the other rules see what the levels stand for, which is exact too. */
function changeOf(
  { task, trusted }: RoundInput,
  included: readonly Update[],
  levels: ReadonlyMap<string, Uint32Array>,
  quantiser: Quantiser,
): Float64Array {
  const quantised = included.flatMap((commitment): QuantisedUpdate[] => {
    const own = levels.get(commitment.clientId);
    return own === undefined
      ? []
      : [{ clientId: commitment.clientId, examples: weightIn(task, commitment), levels: own }];
  });
  const { clipNorm } = task.aggregation;
  const plan = planOf(task, included.length);
  if (plan.rule.name === 'fedavg' && plan.mixingFaulty === undefined && clipNorm === undefined) {
    return meanOfSum(integerSum(quantised, quantiser), quantiser);
  }
  const updates = quantised.map((update): ClientUpdate => dequantised(update, quantiser));
  const clipped = clipNorm === undefined ? updates : updates.map((update) => clippedTo(update, clipNorm / MILLION));
  return aggregated(plan, clipped, trusted);
}

/** Noise is accounted for clients that all weigh the same. */
function weightIn({ privacy }: RoundInput['task'], commitment: Update): number {
  return privacy === undefined ? Math.max(1, weightOf(commitment)) : 1;
}
