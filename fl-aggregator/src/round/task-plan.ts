// SPDX-License-Identifier: Apache-2.0
import type { LearningTask } from '@wattpass/chaincode/domain';
import { LearningError } from '../learning-error.js';
import type { AggregationPlan, AggregationRule } from '../math/aggregation-plan.js';
import type { Quantiser } from '../math/quantiser.js';

/** Millionths in one. */
export const MILLION = 1_000_000;

/** How a task on the ledger aggregates `clients` updates: its shares become numbers of clients, rounded down. */
export function planOf({ aggregation }: Pick<LearningTask, 'aggregation'>, clients: number): AggregationPlan {
  const { rule, mixing } = aggregation;
  return {
    ...(mixing === undefined ? {} : { mixingFaulty: shareOf(mixing.faultyShare, clients) }),
    rule: ruleOf(rule, clients),
  };
}

/**
 * A task's quantiser. Its bound must be a power of two, so that levels are exact numbers.
 * @throws LearningError WRONG_PARAMETER.
 */
export function quantiserOf({ quantiser }: Pick<LearningTask, 'quantiser'>): Quantiser {
  const boundExponent = Math.log2(quantiser.clip / MILLION);
  if (!Number.isInteger(boundExponent)) {
    throw new LearningError('WRONG_PARAMETER', 'quantiser.clip', `a power of two, not ${quantiser.clip / MILLION}`);
  }
  return { boundExponent, bits: quantiser.bits };
}

function ruleOf(rule: LearningTask['aggregation']['rule'], clients: number): AggregationRule {
  switch (rule.name) {
    case 'trimmedMean':
      return { name: 'trimmed-mean', share: rule.trim / MILLION };
    case 'krum':
    case 'bulyan':
      return { name: rule.name, faulty: shareOf(rule.faultyShare, clients) };
    case 'multiKrum': {
      const faulty = shareOf(rule.faultyShare, clients);
      return { name: 'multi-krum', faulty, keep: clients - faulty };
    }
    default:
      return { name: rule.name };
  }
}

function shareOf(millionths: number, clients: number): number {
  return Math.floor((millionths * clients) / MILLION);
}
