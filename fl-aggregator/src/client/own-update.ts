// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import type { LearningTask } from '@wattpass/chaincode/domain';
import type { RoundPlace } from '../access/round-records.js';
import { LearningError } from '../learning-error.js';
import type { ClientUpdate } from '../math/client-update.js';
import { clippedTo } from '../math/norm-clipping.js';
import { quantised } from '../math/quantiser.js';
import { privatised } from '../privacy/privatised.js';
import { MILLION, quantiserOf } from '../round/task-plan.js';
import { updateBytes } from '../round/update-bytes.js';
import type { Trained } from './trainer.js';

/** The update as it is committed to. */
export interface OwnUpdate {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the number of examples: at least 2^(bucket − 1) and fewer than 2^bucket. */
  readonly examplesBucket: number;
}

/**
 * What training came to, as this task lets it out: clipped where the task clips, with noise and without a weight where it
 * asks for differential privacy, quantised, salted.
 * @throws LearningError NOT_FINITE, WRONG_LENGTH: such an update is not sent at all.
 */
export function ownUpdate(task: LearningTask, place: RoundPlace, clientId: string, trained: Trained): OwnUpdate {
  const { change, examples } = trained;
  if (change.length !== task.model.parameters) {
    throw new LearningError('WRONG_LENGTH', clientId, `${task.model.parameters} parameters, not ${change.length}`);
  }
  if (!change.every(Number.isFinite)) {
    throw new LearningError('NOT_FINITE', clientId, 'finite numbers only');
  }
  const released = releasedUpdate(task, { clientId, examples, parameters: change });
  const { levels } = quantised(released, quantiserOf(task));
  const salt = randomBytes(32);
  return {
    bytes: updateBytes({ ...place, clientId, salt, levels }),
    examplesBucket: task.privacy === undefined ? bucketOf(examples) : 1,
  };
}

/** The bucket of a number of examples; 0 for none. */
export function bucketOf(examples: number): number {
  return examples < 1 ? 0 : Math.min(31, Math.floor(Math.log2(examples)) + 1);
}

function releasedUpdate(task: LearningTask, update: ClientUpdate): ClientUpdate {
  const { privacy, aggregation, minimumClients } = task;
  if (privacy !== undefined) {
    return privatised(update, {
      clip: privacy.clipNorm / MILLION,
      noiseMultiplier: privacy.noiseMultiplier / MILLION,
      cohort: minimumClients,
    });
  }
  const { clipNorm } = aggregation;
  return clipNorm === undefined ? update : clippedTo(update, clipNorm / MILLION);
}
