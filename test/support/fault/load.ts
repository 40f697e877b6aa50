// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ProblemError, UnreachableError } from '@wattpass/gateway-api/client';
import type { LoggedRequest, RequestLog } from './request-log.js';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 1_000;

/** A client that asks for one thing again and again. */
export interface LoadClient {
  readonly organisation: string;
  readonly kind: string;
  /** Sends one request under an idempotency key, once; gives the transactions of its answer. */
  send(key: string): Promise<{ readonly txIds: readonly string[] }>;
}

/** Clients at work: each has one request under way at any time. */
export interface Load {
  /** Begins no further request, and resolves when every open one is answered, or the patience is over. */
  stop(patienceMs: number): Promise<void>;
}

/**
 * Lets clients submit without a pause. What is not answered for good (a retryable problem, 202, a gateway that is gone) is sent
 * again under the same key until it is: that is all a client has to know.
 */
export function startLoad(clients: readonly LoadClient[], log: RequestLog): Load {
  let isOver = false;
  let deadline = Infinity;
  const work = clients.map(async (client) => {
    while (!isOver) {
      const request = log.begin(client.organisation, client.kind, randomUUID());
      for (let wait = FIRST_PAUSE_MS; Date.now() < deadline; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
        await attempt(client, request);
        if (request.outcome !== undefined) {
          break;
        }
        await pause(wait * (0.5 + Math.random() / 2));
      }
    }
  });
  return {
    stop: async (patienceMs) => {
      isOver = true;
      deadline = Date.now() + patienceMs;
      await Promise.all(work);
    },
  };
}

async function attempt(client: LoadClient, request: LoggedRequest): Promise<void> {
  try {
    const { txIds } = await client.send(request.key);
    const at = Date.now();
    request.attempts.push({ at, code: 'COMMITTED' });
    request.outcome = { kind: 'acknowledged', at, txIds };
  } catch (error) {
    const at = Date.now();
    if (error instanceof UnreachableError) {
      request.attempts.push({ at, code: 'UNREACHABLE' });
      return;
    }
    if (!(error instanceof ProblemError)) {
      throw error;
    }
    const { code, retryable, problem } = error;
    request.attempts.push({ at, code, ...(problem.txId === undefined ? {} : { txId: problem.txId }) });
    if (!retryable && code !== 'OUTCOME_UNKNOWN') {
      request.outcome = { kind: 'refused', at, code };
    }
  }
}
