// SPDX-License-Identifier: Apache-2.0

/**
 * The newest block that clients sharing this have heard of. Organisations' peers commit the same blocks, but not at the
 * same moment: clients of several gateways that share a horizon never act on a ledger older than their last answer.
 */
export class Horizon {
  #block: bigint | undefined;

  /** What to send as `After-Block`, or undefined before the first write. */
  get block(): string | undefined {
    return this.#block?.toString();
  }

  /** Takes note of an answer's block number. */
  note(answer: unknown): void {
    const number = (answer as { readonly blockNumber?: unknown } | null | undefined)?.blockNumber;
    if (typeof number === 'string' && /^\d+$/.test(number)) {
      const block = BigInt(number);
      this.#block = this.#block === undefined || block > this.#block ? block : this.#block;
    }
  }
}
