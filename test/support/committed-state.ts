// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Collection } from '@wattpass/chaincode/domain';
import type { Entry, Key, Version } from '@wattpass/chaincode/ledger/ledger.js';

/** A composite key as Fabric writes it: U+0000, then every part followed by U+0000. */
export function composeKey(key: Key): string {
  const [prefix, ...parts] = key;
  if (prefix.length === 0) {
    throw new Error('object type or attribute not a non-zero length string');
  }
  for (const part of key) {
    if (part.includes('\u0000') || part.includes('\u{10FFFF}')) {
      throw new Error('input contains unicode U+0000 or U+10FFFF, which is not allowed in a composite key');
    }
  }
  return `\u0000${[prefix, ...parts].map((part) => `${part}\u0000`).join('')}`;
}

/** The parts of a composite key. */
export function splitKey(composite: string): Key {
  const [prefix = '', ...parts] = composite.slice(1, -1).split('\u0000');
  return [prefix, ...parts];
}

/** A value and the number of the block that wrote it, which is what Fabric compares at commit. */
export interface Versioned {
  readonly value: Uint8Array;
  readonly version: number;
}

/** What one transaction writes; no value is a delete. */
export interface Write {
  readonly collection?: Collection;
  readonly key: string;
  readonly value: Uint8Array | undefined;
}

/** The committed state of a channel: world state, private data, their hashes, and history. */
export class CommittedState {
  readonly #spaces = new Map<string, Map<string, Versioned>>();
  readonly #history = new Map<string, Version[]>();
  #height = 0;

  get(key: string, collection?: Collection): Versioned | undefined {
    return this.#space(collection).get(key);
  }

  /** Records whose keys begin with `prefix`, in the order of their keys' UTF-8 bytes. */
  range(prefix: string, collection?: Collection): (Entry & { composite: string; version: number })[] {
    return [...this.#space(collection)]
      .filter(([composite]) => composite.startsWith(prefix))
      .sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
      .map(([composite, { value, version }]) => ({ composite, key: splitKey(composite), value, version }));
  }

  history(key: string): readonly Version[] {
    return this.#history.get(key) ?? [];
  }

  /** Hex SHA-256 of a private value, visible to every peer. */
  privateHash(collection: Collection, key: string): string | undefined {
    const found = this.get(key, collection);
    return found && createHash('sha256').update(found.value).digest('hex');
  }

  /** Writes one transaction as a block of its own. */
  commit(writes: readonly Write[], txId: string, at: Date): void {
    this.#height += 1;
    for (const { collection, key, value } of writes) {
      const gone = value === undefined || value.length === 0;
      if (gone) {
        this.#space(collection).delete(key);
      } else {
        this.#space(collection).set(key, { value, version: this.#height });
      }
      if (collection === undefined) {
        this.#history.set(key, [...this.history(key), { txId, at, value: gone ? undefined : value }]);
      }
    }
  }

  #space(collection: Collection | undefined): Map<string, Versioned> {
    const name = collection ?? '';
    const space = this.#spaces.get(name) ?? new Map<string, Versioned>();
    this.#spaces.set(name, space);
    return space;
  }
}
