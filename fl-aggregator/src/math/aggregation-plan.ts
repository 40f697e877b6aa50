// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import { bulyan } from './bulyan.js';
import { inCanonicalOrder, type ClientUpdate } from './client-update.js';
import { coordinateMedian } from './coordinate-median.js';
import { fedAvg } from './fed-avg.js';
import { flTrust } from './fl-trust.js';
import { krum, multiKrum } from './krum.js';
import { mixedWithNeighbours } from './nearest-neighbour-mixing.js';
import { clippedToMedianNorm } from './norm-clipping.js';
import { trimmedMean } from './trimmed-mean.js';

/** The rule that turns updates into one, with its parameters. FedProx is FedAvg here: its term is the client's. */
export type AggregationRule =
  | { readonly name: 'fedavg' }
  | { readonly name: 'median' }
  | { readonly name: 'trimmed-mean'; readonly share: number }
  | { readonly name: 'krum'; readonly faulty: number }
  | { readonly name: 'multi-krum'; readonly faulty: number; readonly keep: number }
  | { readonly name: 'bulyan'; readonly faulty: number }
  | { readonly name: 'fltrust' };

/** How a task aggregates: what is done before the rule, and the rule. */
export interface AggregationPlan {
  /** Clip every update to the median norm first. */
  readonly clipToMedianNorm?: boolean;
  /** Mix every update with its nearest neighbours first, against this many faulty clients. */
  readonly mixingFaulty?: number;
  readonly rule: AggregationRule;
}

/**
 * The aggregated update, in canonical client order whatever the order given, so the same to the bit for everybody.
 * @param trusted The committee's own update; FLTrust needs it.
 * @throws LearningError as the rule does.
 */
export function aggregated(
  plan: AggregationPlan,
  updates: readonly ClientUpdate[],
  trusted?: Float64Array,
): Float64Array {
  const ordered = inCanonicalOrder(updates);
  const clipped = plan.clipToMedianNorm === true ? clippedToMedianNorm(ordered) : ordered;
  const mixed = plan.mixingFaulty === undefined ? clipped : mixedWithNeighbours(clipped, plan.mixingFaulty);
  return byRule(plan.rule, mixed, trusted);
}

function byRule(rule: AggregationRule, updates: readonly ClientUpdate[], trusted?: Float64Array): Float64Array {
  switch (rule.name) {
    case 'fedavg':
      return fedAvg(updates);
    case 'median':
      return coordinateMedian(updates);
    case 'trimmed-mean':
      return trimmedMean(updates, rule.share);
    case 'krum':
      return (updates[krum(updates, rule.faulty)] as ClientUpdate).parameters.slice();
    case 'multi-krum':
      return multiKrum(updates, rule.faulty, rule.keep);
    case 'bulyan':
      return bulyan(updates, rule.faulty);
    case 'fltrust':
      if (trusted === undefined) {
        throw new LearningError('WRONG_PARAMETER', 'trusted', "the committee's own update");
      }
      return flTrust(updates, trusted);
  }
}
