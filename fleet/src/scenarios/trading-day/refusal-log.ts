// SPDX-License-Identifier: Apache-2.0
import { ProblemError } from '@wattpass/gateway-api/client';
import type { Refusal } from './trading-result.js';

/** Keeps what was tried and refused, counted by attempt, code and rule. */
export class RefusalLog {
  readonly #refusals = new Map<string, Refusal>();

  /** Takes note of a refusal. */
  note(attempt: string, error: ProblemError): void {
    const { code } = error;
    const rule = ruleOf(error);
    const place = JSON.stringify([attempt, code, rule]);
    const known = this.#refusals.get(place);
    const count = (known?.count ?? 0) + 1;
    this.#refusals.set(place, { attempt, code, rule, count, detail: known?.detail ?? error.problem.detail });
  }

  /**
   * Tries what must be refused.
   * @throws Error if it is not
   */
  async expect(attempt: string, step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (error instanceof ProblemError) {
        this.note(attempt, error);
        return;
      }
      throw error;
    }
    throw new Error(`${attempt} was not refused`);
  }

  /** All of them, in the order in which they came first. */
  get refusals(): Refusal[] {
    return [...this.#refusals.values()];
  }
}

/** The rule of the domain that refused, where the code is of many. */
export function ruleOf({ problem }: ProblemError): string | null {
  const rule = problem.data?.['rule'];
  return typeof rule === 'string' ? rule : null;
}

/** Which item of a list a refusal is about; undefined where it is about the whole. */
export function itemOf({ problem }: ProblemError): number | undefined {
  const index = problem.data?.['index'];
  return typeof index === 'number' ? index : undefined;
}
