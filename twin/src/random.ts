// SPDX-License-Identifier: Apache-2.0

/** Draws numbers in [0, 1). */
export type Random = () => number;

const GOLDEN_RATIO = 0x9e3779b9;

/**
 * A repeatable source of numbers for synthetic data, the same on every machine: a Weyl sequence through the finaliser of
 * MurmurHash3 (Appleby). Not for secrets.
 * @param seed A 32-bit integer.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + GOLDEN_RATIO) >>> 0;
    return mixed(state) / 2 ** 32;
  };
}

/** A draw with mean 0 and standard deviation 1, by the sum of twelve uniform ones, so within ±6. */
export function roughlyNormal(random: Random): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw += 1) {
    sum += random();
  }
  return sum;
}

/** A seed that depends on two numbers, so that a cell's cycles do not share their noise. */
export function combinedSeed(first: number, second: number): number {
  return mixed((mixed(first >>> 0) ^ second) >>> 0);
}

function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
