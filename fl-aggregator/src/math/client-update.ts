// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';

/** What one client hands in: the change of the model's parameters that its own training made, flat. */
export interface ClientUpdate {
  readonly clientId: string;
  /** How many examples it was trained on; its weight in FedAvg. */
  readonly examples: number;
  readonly parameters: Float64Array;
}

/** What a task accepts as an update. */
export interface UpdateLimits {
  /** Number of parameters of the task's model. */
  readonly length: number;
  /** Largest Euclidean norm. */
  readonly maxNorm: number;
  /** Largest number of examples a client may claim, so that no claim outweighs all others. */
  readonly maxExamples: number;
}

/** Updates in canonical order, and those left out, each with its reason. */
export interface CheckedUpdates {
  readonly accepted: readonly ClientUpdate[];
  readonly refused: readonly LearningError[];
}

/**
 * Parts the usable updates from the others: wrong length, NaN or infinity, a norm over the limit, impossible numbers of
 * examples, a client that occurs twice (the first counts). Nothing is repaired: a refusal names the client and the rule.
 */
export function checkedUpdates(updates: readonly ClientUpdate[], limits: UpdateLimits): CheckedUpdates {
  const accepted = new Map<string, ClientUpdate>();
  const refused: LearningError[] = [];
  for (const update of updates) {
    const refusal = accepted.has(update.clientId)
      ? new LearningError('DUPLICATE_CLIENT', update.clientId, 'one update a client and round')
      : refusalOf(update, limits);
    if (refusal === undefined) {
      accepted.set(update.clientId, update);
    } else {
      refused.push(refusal);
    }
  }
  return { accepted: inCanonicalOrder([...accepted.values()]), refused };
}

/** The same updates by client id, in order of code units: the order in which every sum is taken. */
export function inCanonicalOrder<T extends { readonly clientId: string }>(updates: readonly T[]): T[] {
  return [...updates].sort((one, other) =>
    one.clientId < other.clientId ? -1 : one.clientId > other.clientId ? 1 : 0,
  );
}

/**
 * The common length of the updates.
 * @throws LearningError TOO_FEW_CLIENTS for none, WRONG_LENGTH naming the first that differs.
 */
export function commonLength(updates: readonly ClientUpdate[]): number {
  const length = updates[0]?.parameters.length;
  if (length === undefined) {
    throw new LearningError('TOO_FEW_CLIENTS', 'updates', 'at least 1 client');
  }
  const other = updates.find(({ parameters }) => parameters.length !== length);
  if (other !== undefined) {
    throw new LearningError('WRONG_LENGTH', other.clientId, `${length} parameters, not ${other.parameters.length}`);
  }
  return length;
}

/** Euclidean norm, summed in order. */
export function euclideanNorm(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) {
    sum += value * value;
  }
  return Math.sqrt(sum);
}

function refusalOf({ clientId, examples, parameters }: ClientUpdate, limits: UpdateLimits): LearningError | undefined {
  if (!Number.isInteger(examples) || examples < 1 || examples > limits.maxExamples) {
    return new LearningError('WRONG_EXAMPLES', clientId, `a whole number from 1 to ${limits.maxExamples}`);
  }
  if (parameters.length !== limits.length) {
    return new LearningError('WRONG_LENGTH', clientId, `${limits.length} parameters, not ${parameters.length}`);
  }
  if (!parameters.every(Number.isFinite)) {
    return new LearningError('NOT_FINITE', clientId, 'finite numbers only');
  }
  const norm = euclideanNorm(parameters);
  return norm <= limits.maxNorm // an overflow to infinity is over the limit too
    ? undefined
    : new LearningError('NORM_TOO_LARGE', clientId, `a norm of at most ${limits.maxNorm}`);
}
