// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { LearningTask } from '@wattpass/chaincode/domain';
import { LearningError } from '../learning-error.js';
import { initialServerState, type ServerOptimiserState } from '../math/server-optimiser.js';

/**
 * A task's model: its parameters and, where an optimiser of the server steps from round to round, what that carries along.
 * The hash on the ledger is over both, so that the committee attests the optimiser's state with the model.
 */
export interface ModelState {
  readonly parameters: Float64Array;
  readonly optimiser?: ServerOptimiserState;
}

/** What of a task decides how its model's bytes are laid out. */
export type ModelLayout = Pick<LearningTask, 'model' | 'aggregation'>;

const DOUBLE = 8;

/** A task's first model: these parameters, and an optimiser that has seen nothing. @throws LearningError WRONG_LENGTH */
export function firstModel(task: ModelLayout, parameters: Float64Array): ModelState {
  if (parameters.length !== task.model.parameters) {
    throw new LearningError('WRONG_LENGTH', 'model', `${task.model.parameters} parameters, not ${parameters.length}`);
  }
  return hasOptimiser(task) ? { parameters, optimiser: initialServerState(parameters.length) } : { parameters };
}

/**
 * A model's canonical bytes: its parameters as little-endian doubles; with an optimiser also the rounds it has made, its
 * first moments and its second ones.
 */
export function modelBytes({ parameters, optimiser }: ModelState): Uint8Array<ArrayBuffer> {
  const numbers =
    optimiser === undefined
      ? [parameters]
      : [parameters, [optimiser.rounds], optimiser.firstMoment, optimiser.secondMoment];
  const bytes = new Uint8Array(DOUBLE * numbers.reduce((sum, part) => sum + part.length, 0));
  const view = new DataView(bytes.buffer);
  let place = 0;
  for (const part of numbers) {
    for (const value of part) {
      view.setFloat64(place, value, true);
      place += DOUBLE;
    }
  }
  return bytes;
}

/** SHA-256 of a model's canonical bytes, hexadecimal. */
export function modelHash(model: ModelState): string {
  return createHash('sha256').update(modelBytes(model)).digest('hex');
}

/** The model in canonical bytes. @throws LearningError WRONG_LENGTH for another task's, NOT_FINITE. */
export function modelIn(bytes: Uint8Array, task: ModelLayout): ModelState {
  const count = task.model.parameters;
  const wanted = DOUBLE * (hasOptimiser(task) ? 3 * count + 1 : count);
  if (bytes.length !== wanted) {
    throw new LearningError('WRONG_LENGTH', 'model', `${wanted} bytes, not ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const numbers = Float64Array.from({ length: wanted / DOUBLE }, (_, place) => view.getFloat64(DOUBLE * place, true));
  if (!numbers.every(Number.isFinite)) {
    throw new LearningError('NOT_FINITE', 'model', 'finite numbers only');
  }
  const parameters = numbers.slice(0, count);
  return hasOptimiser(task)
    ? {
        parameters,
        optimiser: {
          rounds: numbers[count] ?? 0,
          firstMoment: numbers.slice(count + 1, 2 * count + 1),
          secondMoment: numbers.slice(2 * count + 1),
        },
      }
    : { parameters };
}

function hasOptimiser({ aggregation }: ModelLayout): boolean {
  return aggregation.server.name !== 'replace';
}
