// SPDX-License-Identifier: Apache-2.0
import { createRangeQuerySummary, RANGE_QUERY_MAX_DEGREE } from '../ledger/range-query-summary.js';
import type { RangeQuery } from '../ledger/rwset.js';
import type { StateEntry } from '../ledger/state-view.js';

/** Results of a query that a chaincode pulls one by one. */
export interface ResultsReader<T> {
  next(): Promise<T | undefined>;
  /** Where the next page starts; empty when nothing follows. */
  bookmark(): Promise<string>;
  close(): Promise<void>;
}

/** A range query that remembers what it returned, for the check against phantoms. */
export interface RangeReader extends ResultsReader<StateEntry> {
  summary(): RangeQuery;
}

/** Reads a public range; with a positive `pageSize` it ends after so many results and gives a bookmark. */
export function createRangeReader(
  entries: AsyncIterableIterator<StateEntry>,
  startKey: string,
  endKey: string,
  pageSize: number,
): RangeReader {
  const summary = createRangeQuerySummary(RANGE_QUERY_MAX_DEGREE);
  let returned = 0;
  let lastKey = '';
  let exhausted = false;
  return {
    async next() {
      const full = pageSize > 0 && returned === pageSize;
      const entry = exhausted || full ? undefined : await nextOf(entries);
      if (entry === undefined) {
        exhausted = true;
        return undefined;
      }
      returned += 1;
      lastKey = entry.key;
      summary.add({ key: entry.key, version: entry.version });
      return entry;
    },
    async bookmark() {
      return (await nextOf(entries))?.key ?? '';
    },
    async close() {
      await entries.return?.();
    },
    summary() {
      const { raw, merkle } = summary.done();
      return { startKey, endKey: exhausted ? endKey : lastKey, exhausted, reads: raw, merkle };
    },
  };
}

/** Reads results that leave no trace in the read set. */
export function createPlainReader<T>(entries: AsyncIterableIterator<T>): ResultsReader<T> {
  return {
    next: () => nextOf(entries),
    bookmark: () => Promise.resolve(''),
    async close() {
      await entries.return?.();
    },
  };
}

async function nextOf<T>(entries: AsyncIterableIterator<T>): Promise<T | undefined> {
  const result = await entries.next();
  return result.done === true ? undefined : result.value;
}
