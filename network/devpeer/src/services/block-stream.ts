// SPDX-License-Identifier: Apache-2.0
import type { Ledger } from '../ledger/ledger.js';

/**
 * Gives the numbers of blocks as they exist, from `start` on, waiting for those to come; ends when `signal` aborts.
 */
export async function* blockNumbers(ledger: Ledger, start: number, signal: AbortSignal): AsyncIterableIterator<number> {
  let wake = (): void => undefined;
  const stop = ledger.onCommit(() => {
    wake();
  });
  const onAbort = (): void => {
    wake();
  };
  signal.addEventListener('abort', onAbort);
  try {
    for (let number = start; ; number += 1) {
      while (number >= ledger.height && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (signal.aborted) return;
      yield number;
    }
  } finally {
    stop();
    signal.removeEventListener('abort', onAbort);
  }
}
