// SPDX-License-Identifier: Apache-2.0

/** How often something was done, and how long one took. */
export interface Rate {
  readonly calls: number;
  readonly perSecond: number;
  /** Milliseconds from a call to its answer: half of the calls took at most this, and 95 of 100. */
  readonly p50: number;
  readonly p95: number;
}

/**
 * Calls `work` over and over, `clients` at a time, and says how many calls finished per second.
 * @param seconds how long new calls are started; those in flight are waited for and counted.
 */
export async function rateOf(
  name: string,
  seconds: number,
  clients: number,
  work: () => Promise<unknown>,
): Promise<Rate> {
  const start = performance.now();
  const end = start + seconds * 1000;
  const took: number[] = [];
  const client = async (): Promise<void> => {
    for (let now = performance.now(); now < end; now = performance.now()) {
      await work();
      took.push(performance.now() - now);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return described(name, took, (performance.now() - start) / 1000);
}

function described(name: string, took: number[], seconds: number): Rate {
  took.sort((one, other) => one - other);
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  const rate = { calls: took.length, perSecond: took.length / seconds, p50: at(0.5), p95: at(0.95) };
  const { calls, perSecond, p50, p95 } = rate;
  process.stderr.write(
    `${name}: ${calls} calls, ${perSecond.toFixed(1)}/s, half within ${p50.toFixed(0)} ms, 95 % within ${p95.toFixed(0)} ms\n`,
  );
  return rate;
}
