// SPDX-License-Identifier: Apache-2.0

/** Repeatable draws for training and simulation, the same on every machine. Not for secrets. */
export interface RandomStream {
  /** From 0 to below 1, in steps of 2⁻³². */
  uniform(): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
}

/**
 * A stream of its own for each list of seeds, so that clients, rounds and purposes do not share draws: small fast
 * counting generator (sfc32, Doty-Humphrey, PractRand), its state filled from the seeds and run on 12 times.
 * @param seeds Whole numbers, taken modulo 2³².
 */
export function randomStream(...seeds: readonly number[]): RandomStream {
  const next = smallFastCounter(seeds);
  let spare: number | undefined;
  const uniform = (): number => next() / 2 ** 32;
  return {
    uniform,
    below: (count) => Math.floor(uniform() * count),
    normal: () => {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      for (;;) {
        const across = 2 * uniform() - 1;
        const up = 2 * uniform() - 1;
        const square = across * across + up * up;
        if (square > 0 && square < 1) {
          const factor = Math.sqrt((-2 * Math.log(square)) / square); // Marsaglia's polar method
          spare = up * factor;
          return across * factor;
        }
      }
    },
  };
}

/** The places 0 to count − 1 in random order (Fisher and Yates). */
export function shuffledPlaces(count: number, stream: RandomStream): Uint32Array {
  const places = Uint32Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = stream.below(last + 1);
    const kept = places[last] as number;
    places[last] = places[other] as number;
    places[other] = kept;
  }
  return places;
}

function smallFastCounter(seeds: readonly number[]): () => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  const next = (): number => {
    const sum = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
  for (const seed of seeds) {
    a = (a ^ seed) >>> 0;
    for (let turn = 0; turn < 12; turn += 1) {
      next();
    }
  }
  return next;
}
