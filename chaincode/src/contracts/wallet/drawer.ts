// SPDX-License-Identifier: Apache-2.0

import type { z } from 'zod';
import type { Key, Ledger } from '../../ledger/ledger.js';
import { find, save } from '../../ledger/repository.js';

/**
 * Records of one kind as a transaction leaves them, although the ledger shows it what was committed before alone: each is
 * read once, changed here, and written at the end.
 */
export class Drawer<T extends object> {
  readonly #records = new Map<string, { readonly key: Key; record: T | undefined; changed: boolean }>();

  constructor(
    private readonly ledger: Ledger,
    private readonly schema: z.ZodType<T>,
  ) {}

  /** The record as it stands now. */
  async find(key: Key): Promise<T | undefined> {
    const known = this.#records.get(nameOf(key));
    if (known !== undefined) {
      return known.record;
    }
    const record = await find(this.ledger, this.schema, key);
    this.#records.set(nameOf(key), { key, record, changed: false });
    return record;
  }

  /** The record as this transaction has changed it, or `read`, which the caller has from a range. */
  latest(key: Key, read: T): T | undefined {
    const known = this.#records.get(nameOf(key));
    return known === undefined ? read : known.record;
  }

  /** Changes the record, or removes it. */
  set(key: Key, record: T | undefined): void {
    this.#records.set(nameOf(key), { key, record, changed: true });
  }

  /** Writes what was changed, in the order of the first access. */
  async write(): Promise<void> {
    for (const { key, record, changed } of this.#records.values()) {
      if (changed) {
        await (record === undefined ? this.ledger.delete(key) : save(this.ledger, key, record));
      }
    }
  }
}

/** Composite keys hold no U+0000. */
function nameOf(key: Key): string {
  return key.join('\u0000');
}
