// SPDX-License-Identifier: Apache-2.0

/** One step of a scenario and the transactions that it took. */
export interface Step {
  readonly name: string;
  readonly txIds: readonly string[];
}

/** What every writing answer carries. */
interface Receipt {
  readonly txIds: readonly string[];
}

/** Keeps which transactions each step took; steps of the same name, such as those of every cycle, are one. */
export class StepLog {
  readonly #txIds = new Map<string, string[]>();

  /** Does a step; gives its answer. */
  async take<T extends Receipt>(name: string, step: Promise<T>): Promise<T> {
    const answer = await step;
    const known = this.#txIds.get(name);
    if (known === undefined) {
      this.#txIds.set(name, [...answer.txIds]);
    } else {
      known.push(...answer.txIds);
    }
    return answer;
  }

  /** All steps in the order in which they came first. */
  get steps(): Step[] {
    return [...this.#txIds].map(([name, txIds]) => ({ name, txIds }));
  }
}
