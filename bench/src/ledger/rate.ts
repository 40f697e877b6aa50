// SPDX-License-Identifier: Apache-2.0

/**
 * Calls `work` over and over, `clients` at a time, and gives the calls finished per second.
 * @param seconds how long new calls are started; those in flight are waited for and counted.
 */
export async function rateOf(
  name: string,
  seconds: number,
  clients: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let calls = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      await work();
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const perSecond = calls / ((performance.now() - start) / 1000);
  process.stderr.write(`${name}: ${calls} calls, ${perSecond.toFixed(1)}/s\n`);
  return perSecond;
}
