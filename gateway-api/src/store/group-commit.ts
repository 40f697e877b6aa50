// SPDX-License-Identifier: Apache-2.0

/** The most that one statement takes: each item is a few of the 65,535 parameters that Postgres allows. */
const LARGEST_GROUP = 500;

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes what arrives while an earlier write is under way as one group: a statement costs about the same for one row and for
 * fifty, and callers that wait at the same time share it. Nobody waits for a group to fill.
 */
export class GroupCommit<T, R> {
  #waiting: Waiting<T, R>[] = [];
  #working: Promise<void> | undefined;

  /** @param write - writes a group in one statement and gives a result for each item, in their order. */
  constructor(private readonly write: (items: readonly T[]) => Promise<readonly R[]>) {}

  /** Writes an item; resolves with its result once it is written. */
  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when everything added so far is written. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    await Promise.resolve(); // whatever is added in this turn of the loop goes along
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, LARGEST_GROUP);
      await this.#writeGroup(group);
    }
    this.#working = undefined;
  }

  /** An item that cannot be written must not take the others with it. */
  async #writeGroup(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.write(group.map(({ item }) => item));
      group.forEach(({ resolve }, place) => {
        resolve(results[place] as R);
      });
    } catch (error) {
      const [only, ...others] = group;
      if (others.length === 0) {
        only?.reject(error);
        return;
      }
      for (const each of group) {
        await this.#writeGroup([each]);
      }
    }
  }
}
