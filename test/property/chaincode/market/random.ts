// SPDX-License-Identifier: Apache-2.0

/** A generator of integers from 0 to `below - 1`, the same for the same seed (Marsaglia's xorshift, 32 bits). */
export function randomIntegers(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) % 4_294_967_296 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** The integers from 0 to `size - 1` in a random order. */
export function shuffled(size: number, random: (below: number) => number): number[] {
  const order = Array.from({ length: size }, (_, index) => index);
  for (let at = size - 1; at > 0; at -= 1) {
    const other = random(at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}
