// SPDX-License-Identifier: Apache-2.0
import type { DatabaseReader, LedgerDatabase } from '@wattpass/devpeer/internal/ledger/ledger-database';

function reader(entries: ReadonlyMap<string, Uint8Array>): DatabaseReader {
  return {
    get: (key) => entries.get(key),
    async *entries({ gte, lt }, { reverse = false, limit = Number.POSITIVE_INFINITY } = {}) {
      const bytes = (key: string) => Buffer.from(key);
      const inRange = [...entries].filter(
        ([key]) => Buffer.compare(bytes(key), bytes(gte)) >= 0 && Buffer.compare(bytes(key), bytes(lt)) < 0,
      );
      inRange.sort((a, b) => Buffer.compare(bytes(a[0]), bytes(b[0])));
      if (reverse) inRange.reverse();
      await Promise.resolve();
      yield* inRange.slice(0, limit);
    },
  };
}

/** A ledger database in memory, ordered by the bytes of its keys as LevelDB is. */
export function memoryDatabase(): LedgerDatabase {
  const entries = new Map<string, Uint8Array>();
  return {
    ...reader(entries),
    write(writes) {
      for (const write of writes) {
        if (write.type === 'put') entries.set(write.key, write.value);
        else entries.delete(write.key);
      }
      return Promise.resolve();
    },
    clear({ gte, lt }) {
      for (const key of [...entries.keys()]) if (key >= gte && key < lt) entries.delete(key);
      return Promise.resolve();
    },
    snapshot: () => ({ ...reader(new Map(entries)), release: () => Promise.resolve() }),
    close: () => Promise.resolve(),
  };
}
