// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { FabricError } from './fabric-error.js';
import type { LedgerClient, SigningIdentity } from './ledger-client.js';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 250;

/**
 * How far the own organisation's peer has come. Peers commit the same blocks, but not at the same moment: who acts on what
 * another organisation has just done waits here until its own peer has seen it.
 */
export class LedgerHorizon {
  #latest = -1n;

  constructor(
    private readonly ledger: LedgerClient,
    private readonly patienceMs = 15_000,
  ) {}

  /** Takes note of a block that the own peer has committed. */
  note(block: bigint): void {
    if (block > this.#latest) {
      this.#latest = block;
    }
  }

  /** Waits until the own peer has committed `block`. @throws FabricError LEDGER_BEHIND when that takes too long. */
  async reach(signer: SigningIdentity, block: bigint): Promise<void> {
    const end = Date.now() + this.patienceMs;
    for (let pause = FIRST_PAUSE_MS; this.#latest < block; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      this.note((await this.ledger.height(signer)) - 1n);
      if (this.#latest >= block) {
        return;
      }
      if (Date.now() >= end) {
        throw new FabricError('LEDGER_BEHIND', `the own peer is at block ${this.#latest}, not yet at ${block}`);
      }
      await sleep(pause);
    }
  }
}
