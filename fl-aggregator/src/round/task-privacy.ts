// SPDX-License-Identifier: Apache-2.0
import type { LearningTask } from '@wattpass/chaincode/domain';
import { privacySpent } from '../privacy/accountant.js';
import { MILLION } from './task-plan.js';

/**
 * ε after some rounds of a task, at the δ that it states: each client is drawn with the task's share, on its own.
 * @returns undefined for a task without differential privacy.
 */
export function epsilonOf(
  { privacy, cohortShare }: Pick<LearningTask, 'privacy' | 'cohortShare'>,
  rounds: number,
): number | undefined {
  if (privacy === undefined) {
    return undefined;
  }
  const noiseMultiplier = privacy.noiseMultiplier / MILLION;
  const alike = { samplingRate: cohortShare / MILLION, noiseMultiplier, rounds };
  return privacySpent([alike], 1 / privacy.inverseDelta).epsilon;
}
