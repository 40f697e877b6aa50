// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { idOf, type ConformanceCase } from './conformance-case.js';
import type { Golden } from './golden.js';
import type { Json } from './normalize.js';
import { Scene } from './scene.js';
import type { Stage } from './stage.js';

const TIMEOUT_MS = 180_000;

/** How a case ended. */
export type Verdict =
  | { readonly kind: 'passed' | 'recorded' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'known deviation'; readonly reason: string };

/** Lets a case act and gives what it saw, ready to be compared. Throws if what documentation says does not hold. */
export async function observe(stage: Stage, one: ConformanceCase, number: number): Promise<Json> {
  const scene = new Scene(stage, `case${number}`);
  scene.alias(`case${number}.`, '');
  const patience = new AbortController();
  const timeout = delay(TIMEOUT_MS, undefined, { signal: patience.signal }).then(
    () => Promise.reject(new Error(`no end in ${TIMEOUT_MS / 1000} s`)),
    () => undefined,
  );
  try {
    return scene.normalize(await Promise.race([one.run(scene), timeout]));
  } finally {
    patience.abort();
  }
}

/** Holds an observation to the golden. */
export function judge(one: ConformanceCase, observed: Json, golden: Golden | undefined): Verdict {
  const expected = golden?.cases[one.title];
  if (expected === undefined) {
    return { kind: 'failed', reason: `${idOf(one)} has not been recorded from Fabric` };
  }
  try {
    assert.deepEqual(observed, expected);
    return { kind: 'passed' };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What a failure means on a ledger with known deviations. */
export function withDeviations(verdict: Verdict, reason: string | undefined): Verdict {
  if (reason === undefined) return verdict;
  if (verdict.kind === 'passed') {
    return { kind: 'failed', reason: `holds, though it is a known deviation (${reason}): take it off the list` };
  }
  return { kind: 'known deviation', reason };
}
