// SPDX-License-Identifier: Apache-2.0
import { shuffledPlaces, type RandomStream } from '../random-stream.js';
import { euclideanNorm, inCanonicalOrder, type ClientUpdate } from './client-update.js';
import { requireClients, requireWhole } from './rule-parameters.js';

/** What a set of updates is worth: the score of the model that they make together; of none, the base model's. */
export type CoalitionValue = (members: readonly ClientUpdate[]) => number;

/** What one update was worth. */
export interface UpdateWorth {
  readonly clientId: string;
  /** In the score's unit; negative where the update did harm. */
  readonly value: number;
  /** Euclidean norm: who trained nothing shows in it, and not in the value. */
  readonly norm: number;
}

/** The worth of all, and how it was found. */
export interface Worths {
  readonly method: 'exact' | 'sampled';
  readonly items: readonly UpdateWorth[];
}

/** Up to here all coalitions are scored: 1,024 of them. */
const EXACT_UP_TO = 10;
/** Orders that are sampled above it, for each client. */
const ORDERS_A_CLIENT = 4;
/** A walk through an order stops where all that is left to be gained is less than this share of the whole. */
const TRUNCATED_AT = 0.01;

/**
 * Shapley values of a round's updates by reconstructing models from them, so that nobody trains again (Song et al., IEEE Big
 * Data 2019): what each adds to the coalitions of the others, on average over all orders. Exact up to ten clients; above, over
 * sampled orders that are cut short where little is left to be gained (Ghorbani and Zou, ICML 2019). Values add up to the
 * gain of all together over none, also when sampled, but for what was cut off.
 * @param stream Decides the orders that are sampled.
 * @throws LearningError TOO_FEW_CLIENTS for none.
 */
export function worthsOf(updates: readonly ClientUpdate[], value: CoalitionValue, stream: RandomStream): Worths {
  requireClients(updates.length, 1, 'worth');
  const ordered = inCanonicalOrder(updates);
  const isSmall = ordered.length <= EXACT_UP_TO;
  const values = isSmall
    ? exactShapley(ordered, value)
    : sampledShapley(ordered, value, ORDERS_A_CLIENT * ordered.length, stream);
  return {
    method: isSmall ? 'exact' : 'sampled',
    items: ordered.map(({ clientId, parameters }, place) => ({
      clientId,
      value: values[place] as number,
      norm: euclideanNorm(parameters),
    })),
  };
}

/** Over all 2ⁿ coalitions, each scored once. @throws LearningError WRONG_PARAMETER for more than 20 updates. */
export function exactShapley(updates: readonly ClientUpdate[], value: CoalitionValue): Float64Array {
  const count = updates.length;
  requireWhole('updates', count, 1, 20);
  const scores = Float64Array.from({ length: 2 ** count }, (_, coalition) =>
    value(updates.filter((_update, place) => (coalition >> place) % 2 === 1)),
  );
  const weights = orderWeights(count);
  return Float64Array.from({ length: count }, (_, place) => {
    const own = 1 << place;
    let sum = 0;
    for (let others = 0; others < scores.length; others += 1) {
      if ((others & own) === 0) {
        sum += (weights[membersIn(others)] as number) * ((scores[others | own] as number) - (scores[others] as number));
      }
    }
    return sum;
  });
}

/** Over `orders` random orders. */
export function sampledShapley(
  updates: readonly ClientUpdate[],
  value: CoalitionValue,
  orders: number,
  stream: RandomStream,
): Float64Array {
  requireWhole('orders', orders, 1);
  const [none, all] = [value([]), value(updates)];
  const sums = new Float64Array(updates.length);
  for (let order = 0; order < orders; order += 1) {
    let before = none;
    const members: ClientUpdate[] = [];
    for (const place of shuffledPlaces(updates.length, stream)) {
      if (Math.abs(all - before) < TRUNCATED_AT * Math.abs(all - none)) {
        break;
      }
      members.push(updates[place] as ClientUpdate);
      const after = value(inCanonicalOrder(members));
      sums[place] = (sums[place] as number) + after - before;
      before = after;
    }
  }
  return sums.map((sum) => sum / orders);
}

/** For a coalition of s others among n clients: the share of orders in which just these come first, s!·(n − s − 1)!/n!. */
function orderWeights(count: number): Float64Array {
  let weight = 1 / count;
  return Float64Array.from({ length: count }, (_, size) => {
    const own = weight;
    weight = (weight * (size + 1)) / (count - size - 1);
    return own;
  });
}

function membersIn(coalition: number): number {
  let members = 0;
  for (let rest = coalition; rest !== 0; rest &= rest - 1) {
    members += 1;
  }
  return members;
}
