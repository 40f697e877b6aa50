// SPDX-License-Identifier: Apache-2.0
import type { Scene } from './scene.js';

/** One thing that a ledger must do as Fabric does. */
export interface ConformanceCase {
  /** Names the golden file. */
  readonly area: string;
  readonly title: string;
  /** Acts, asserts what Fabric's documentation says, and gives what was seen, to be compared with the golden. */
  run(scene: Scene): Promise<unknown>;
}

/** The cases of an area, in the order they are run. */
export function casesOf(area: string, cases: Readonly<Record<string, ConformanceCase['run']>>): ConformanceCase[] {
  return Object.entries(cases).map(([title, run]) => ({ area, title, run }));
}

/** How a case is referred to. */
export function idOf({ area, title }: Pick<ConformanceCase, 'area' | 'title'>): string {
  return `${area}: ${title}`;
}
