// SPDX-License-Identifier: Apache-2.0
import { rateOf } from './rate.js';

const WINDOW_SECONDS = 3;
/** A window that is faster than all before it by less than this is as fast as they are. */
const GAIN = 1.05;
/** So many of those in a row, and no more is gained. */
const STEADY_WINDOWS = 2;

/**
 * Calls `work` until it gets no faster, or for about `most` seconds. V8 compiles what is called often, in every process on its
 * own: the first hundred transactions take twice the processor time of those after a minute.
 */
export async function warmUp(name: string, most: number, clients: number, work: () => Promise<unknown>): Promise<void> {
  let fastest = 0;
  let steady = 0;
  for (let spent = 0; spent < most && steady < STEADY_WINDOWS; spent += WINDOW_SECONDS) {
    const window = Math.min(WINDOW_SECONDS, most - spent);
    const { perSecond } = await rateOf(`${name}, warming up`, window, clients, work);
    steady = perSecond < fastest * GAIN ? steady + 1 : 0;
    fastest = Math.max(fastest, perSecond);
  }
}
