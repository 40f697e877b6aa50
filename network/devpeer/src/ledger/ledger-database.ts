// SPDX-License-Identifier: Apache-2.0
import { ClassicLevel, type BatchOperation } from 'classic-level';
import { FORMAT_KEY, type KeyRange } from './database-keys.js';
import { LedgerError } from './ledger-error.js';

const FORMAT = '1';
const CACHE_BYTES = 32 << 20;
const WRITE_BUFFER_BYTES = 16 << 20;
const CLEAR_BATCH = 1000;

/** One change of a batch. */
export type DatabaseWrite =
  | { readonly type: 'put'; readonly key: string; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: string };

/** What can be read from the database, now or as it was when a snapshot was taken. */
export interface DatabaseReader {
  get(key: string): Uint8Array | undefined;
  /** Entries of a range in key order; `reverse` reads from its end. */
  entries(
    range: KeyRange,
    options?: { reverse?: boolean; limit?: number },
  ): AsyncIterableIterator<[string, Uint8Array]>;
}

/** A consistent view that has to be released. */
export interface DatabaseSnapshot extends DatabaseReader {
  release(): Promise<void>;
}

/** The ordered key-value store under a ledger. */
export interface LedgerDatabase extends DatabaseReader {
  /** Applies all writes or none. With `sync` it returns once they are on disk. */
  write(writes: readonly DatabaseWrite[], options: { sync: boolean }): Promise<void>;
  clear(range: KeyRange): Promise<void>;
  snapshot(): DatabaseSnapshot;
  close(): Promise<void>;
}

/**
 * Opens the LevelDB store in `directory`, creating it on first use.
 *
 * @throws LedgerError LEDGER_LOCKED when another process has it open, LEDGER_FORMAT when another version wrote it.
 */
export async function openLedgerDatabase(directory: string): Promise<LedgerDatabase> {
  const level = new ClassicLevel<string, Uint8Array>(directory, {
    keyEncoding: 'utf8',
    valueEncoding: 'view',
    cacheSize: CACHE_BYTES,
    writeBufferSize: WRITE_BUFFER_BYTES,
  });
  await level.open().catch((error: unknown) => {
    throw new LedgerError('LEDGER_LOCKED', `cannot open the ledger in ${directory}: ${reasonOf(error)}`);
  });
  const format = level.getSync(FORMAT_KEY);
  if (format === undefined) {
    await level.put(FORMAT_KEY, Buffer.from(FORMAT));
  } else if (Buffer.from(format).toString() !== FORMAT) {
    await level.close();
    throw new LedgerError('LEDGER_FORMAT', `the ledger in ${directory} has format ${Buffer.from(format).toString()}`);
  }
  return levelDatabase(level);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}

type Level = ClassicLevel<string, Uint8Array>;
type LevelSnapshot = ReturnType<Level['snapshot']>;

function levelDatabase(level: Level): LedgerDatabase {
  return {
    ...levelReader(level, undefined),
    async write(writes, options) {
      await level.batch(writes as BatchOperation<Level, string, Uint8Array>[], options);
    },
    async clear(range) {
      let keys: string[];
      do {
        keys = await level.keys({ ...range, limit: CLEAR_BATCH }).all();
        await level.batch(
          keys.map((key) => ({ type: 'del', key })),
          { sync: false },
        );
      } while (keys.length === CLEAR_BATCH);
    },
    snapshot() {
      const snapshot = level.snapshot();
      return { ...levelReader(level, snapshot), release: () => snapshot.close() };
    },
    close: () => level.close(),
  };
}

function levelReader(level: Level, snapshot: LevelSnapshot | undefined): DatabaseReader {
  return {
    get: (key) => level.getSync(key, { snapshot }),
    entries: (range, options) => level.iterator({ ...range, ...options, snapshot })[Symbol.asyncIterator](),
  };
}
