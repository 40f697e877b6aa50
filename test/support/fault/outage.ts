// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import type { Period, RequestLog } from './request-log.js';

/** How long what was killed stays down at least. */
export const DOWN_MS = 10_000;

/** A guard against waiting for ever, not an assertion: a busy machine is slow. */
const PATIENCE_MS = 240_000;
const LOOK_EVERY_MS = 100;

/** One kill and what came after it. */
export interface Outage {
  /** What was killed, e.g. `Raft leader (orderer2)`. */
  readonly name: string;
  readonly down: Period;
  /** From the kill until every organisation's clients had been acknowledged again. */
  readonly whole: Period;
}

/** What an outage is made of. */
export interface OutageSteps {
  readonly name: string;
  readonly kill: () => Promise<unknown>;
  /** Waits for, or does, whatever belongs into the outage; it lasts {@link DOWN_MS} at least. */
  readonly during?: (since: number) => Promise<unknown>;
  readonly restart: () => Promise<unknown>;
}

/** Kills, waits, starts again, and waits until clients of all organisations have been acknowledged since. */
export async function suffer(log: RequestLog, organisations: readonly string[], steps: OutageSteps): Promise<Outage> {
  const from = Date.now();
  await steps.kill();
  await Promise.all([pause(DOWN_MS), steps.during?.(Date.now())]);
  const down = { from, to: Date.now() };
  await steps.restart();
  await acknowledgedSince(log, Date.now(), organisations);
  return { name: steps.name, down, whole: { from, to: Date.now() } };
}

/** Waits until clients of each of these organisations were acknowledged after a moment. */
export function acknowledgedSince(log: RequestLog, since: number, organisations: readonly string[]): Promise<void> {
  return eventually(`acknowledgements to ${organisations.join(', ')}`, () => {
    const period = { from: since, to: Infinity };
    const seen = new Set(log.acknowledged(period).map(({ organisation }) => organisation));
    return organisations.every((organisation) => seen.has(organisation));
  });
}

/** Waits until clients of each of these organisations were answered a code after a moment. */
export function answeredSince(
  log: RequestLog,
  since: number,
  organisations: readonly string[],
  code: string,
): Promise<void> {
  return eventually(`${code} to ${organisations.join(', ')}`, () =>
    organisations.every((organisation) =>
      log.requests.some(
        (request) =>
          request.organisation === organisation &&
          request.attempts.some((attempt) => attempt.at > since && attempt.code === code),
      ),
    ),
  );
}

/** Waits until something holds. @throws Error naming it when that takes beyond all measure. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error(`not within ${PATIENCE_MS / 1000} s: ${what}`);
    }
    await pause(LOOK_EVERY_MS);
  }
}
