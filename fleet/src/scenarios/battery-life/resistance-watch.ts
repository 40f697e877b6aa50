// SPDX-License-Identifier: Apache-2.0

/** How many estimates a median is taken over: a single one moves with the sampling instant. */
const WINDOW = 5;

/** Follows the rise of a battery's resistance: the median of the last five estimates over that of the first five. */
export class ResistanceWatch {
  readonly #microohms: number[] = [];

  /** Takes an estimate; gives the rise (0.5 is half as much again) once there are twice five. */
  add(microohms: number): number | undefined {
    this.#microohms.push(microohms);
    if (this.#microohms.length < 2 * WINDOW) {
      return undefined;
    }
    return median(this.#microohms.slice(-WINDOW)) / median(this.#microohms.slice(0, WINDOW)) - 1;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
