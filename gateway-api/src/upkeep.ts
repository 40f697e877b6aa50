// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Runtime } from './runtime.js';

const SETTLE_EVERY_MS = 5_000;
const HOUSEKEEP_EVERY_MS = 6 * 3_600_000;

/** How long answers and ended sagas are kept for repeats. Later ones meet the ledger's own records. */
const KEPT_MS = 30 * 24 * 3_600_000;

/**
 * What a gateway does by itself: takes up what an earlier run left (envelopes without an outcome, unfinished sagas), renews
 * certificates, and forgets what nobody will ask for again. Gives the way to end it.
 */
export async function startUpkeep(runtime: Runtime, logger: Logger): Promise<() => void> {
  const quietly = (what: string, work: () => Promise<unknown>) => (): void => {
    work().catch((error: unknown) => {
      logger.warn({ err: error }, `${what} is left for later`);
    });
  };
  let isSettling = false;
  const settle = quietly('an envelope without an outcome', async () => {
    if (isSettling) {
      return; // one at a time: an outcome can take as long as a commit
    }
    isSettling = true;
    try {
      await runtime.ledger.settlePending((accountId) => runtime.accounts.signer(accountId));
    } finally {
      isSettling = false;
    }
  });
  const housekeep = quietly('housekeeping', () => keepHouse(runtime, new Date()));
  settle();
  housekeep();
  const timers = [setInterval(settle, SETTLE_EVERY_MS), setInterval(housekeep, HOUSEKEEP_EVERY_MS)];
  const resumed = await runtime.sagas.resume();
  if (resumed > 0) {
    logger.info({ sagas: resumed }, 'resuming what an earlier run left unfinished');
  }
  return () => {
    timers.forEach(clearInterval);
  };
}

async function keepHouse({ accountService, idempotency, sagas }: Runtime, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  await idempotency.forget(before);
  await sagas.forget(before);
  await accountService.renewCertificates(now);
}
