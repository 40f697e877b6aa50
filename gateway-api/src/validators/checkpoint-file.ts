// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The block from which a validator reads on after a restart, in `<stateDir>/validator-block`. Lost or unreadable, it is
 * the first one: to read a block again does no harm.
 */
export class CheckpointFile {
  readonly #file: string;
  #written: bigint | undefined;

  constructor(stateDir: string) {
    this.#file = join(stateDir, 'validator-block');
  }

  read(): bigint {
    const text = existsSync(this.#file) ? readFileSync(this.#file, 'utf8').trim() : '';
    return /^\d{1,19}$/.test(text) ? BigInt(text) : 0n;
  }

  /** Writes the block down, whole or not at all. */
  write(block: bigint): void {
    if (block !== this.#written) {
      writeFileSync(`${this.#file}.new`, `${block}\n`, { mode: 0o600 });
      renameSync(`${this.#file}.new`, this.#file);
      this.#written = block;
    }
  }
}
