// SPDX-License-Identifier: Apache-2.0
import { minimalEndorsers } from '../policy/minimal-endorsers.js';
import type { Policy } from '../policy/policy.js';

const REMEMBERED = 256;

type Plan = readonly string[];

/** A sequence that is worked out as far as it has been asked for, and can be gone through again. */
export class RememberedSequence<T> implements Iterable<T> {
  private readonly known: T[] = [];

  constructor(private readonly rest: Iterator<T>) {}

  /** Whether there is an item with this index. */
  has(index: number): boolean {
    while (this.known.length <= index) {
      const next = this.rest.next();
      if (next.done === true) return false;
      this.known.push(next.value);
    }
    return true;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let index = 0; this.has(index); index += 1) yield this.known[index] as T;
  }
}

const numbers = new WeakMap<Policy, number>();
let lastNumber = 0;

function numberOf(policy: Policy): number {
  let number = numbers.get(policy);
  if (number === undefined) {
    number = ++lastNumber;
    numbers.set(policy, number);
  }
  return number;
}

const remembered = new Map<string, RememberedSequence<Plan>>();

/**
 * The sets of organisations that satisfy all of these policies, as {@link minimalEndorsers} gives them. The same few
 * combinations of policies come with every transaction, so what has been found for them is kept.
 */
export function rememberedEndorsers(
  policies: readonly Policy[],
  mspIds: readonly string[],
  preferred: string,
): RememberedSequence<Plan> {
  const numbered = policies.map(numberOf).sort((a, b) => a - b);
  const key = JSON.stringify([numbered, mspIds, preferred]);
  let plans = remembered.get(key);
  if (plans === undefined) {
    const policy: Policy = { evaluate: (signers) => policies.every((one) => one.evaluate(signers)) };
    plans = new RememberedSequence(minimalEndorsers(policy, mspIds, preferred));
    remembered.set(key, plans);
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  }
  return plans;
}
