// SPDX-License-Identifier: Apache-2.0
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const storage = new AsyncLocalStorage<{ readonly requestId: string }>();

/** Runs `work` so that everything it starts logs under the request's id. */
export function runInRequest(requestId: string, work: () => void): void {
  storage.run({ requestId }, work);
}

/** What a log line says of the request it belongs to. */
export function logContext(): { readonly requestId?: string } {
  return storage.getStore() ?? {};
}

/** The caller's own `X-Request-Id` where it is harmless in a log, or a fresh one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : randomUUID();
}
