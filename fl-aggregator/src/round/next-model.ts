// SPDX-License-Identifier: Apache-2.0
import type { LearningTask } from '@wattpass/chaincode/domain';
import { LearningError } from '../learning-error.js';
import { defaultFedAdam, fedAdam } from '../math/fed-adam.js';
import { defaultFedYogi, fedYogi } from '../math/fed-yogi.js';
import type { ModelState } from './model-state.js';
import { MILLION } from './task-plan.js';

/**
 * The model after a round: the base with the aggregated change, or with the step that the task's optimiser makes of it,
 * and the optimiser's new state. The decays and τ are those of FedOpt's paper.
 * @throws LearningError WRONG_PARAMETER where the base lacks the optimiser's state.
 */
export function nextModel(
  { aggregation }: Pick<LearningTask, 'aggregation'>,
  base: ModelState,
  change: Float64Array,
): ModelState {
  const { server } = aggregation;
  if (server.name === 'replace') {
    return { parameters: sum(base.parameters, change) };
  }
  if (base.optimiser === undefined) {
    throw new LearningError('WRONG_PARAMETER', 'base', `the state of ${server.name} beside the parameters`);
  }
  const learningRate = server.learningRate / MILLION;
  const step =
    server.name === 'adam'
      ? fedAdam(change, base.optimiser, { ...defaultFedAdam, learningRate })
      : fedYogi(change, base.optimiser, { ...defaultFedYogi, learningRate });
  return { parameters: sum(base.parameters, step.change), optimiser: step.state };
}

function sum(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, place) => value + (other[place] as number));
}
