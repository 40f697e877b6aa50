// SPDX-License-Identifier: Apache-2.0
import { compareKeys, sortedEntries } from './key-order.js';
import { createRangeQuerySummary, sameSummary, type KeyRead, type MerkleSummary } from './range-query-summary.js';
import type { CollectionHashedRwset, NamespaceRwset, RangeQuery } from './rwset.js';
import type { StateView } from './state-view.js';
import { ValidationCode, type ValidationCodeValue } from './transaction.js';
import type { Update, UpdateBatch } from './update-batch.js';
import { sameVersion } from './version.js';

/**
 * Checks that everything a transaction read is still as it was: against the state before the block, and against the
 * earlier valid transactions of the block, whose every write conflicts regardless of versions.
 *
 * @returns VALID, MVCC_READ_CONFLICT or PHANTOM_READ_CONFLICT.
 */
export async function validateReads(
  rwset: readonly NamespaceRwset[],
  state: StateView,
  updates: UpdateBatch,
): Promise<ValidationCodeValue> {
  for (const part of rwset) {
    if (!readsHold(part, state, updates)) return ValidationCode.MVCC_READ_CONFLICT;
    for (const range of part.ranges) {
      if (!(await rangeHolds(part.namespace, range, state, updates))) return ValidationCode.PHANTOM_READ_CONFLICT;
    }
    for (const collection of part.collections) {
      if (!hashedReadsHold(part.namespace, collection, state, updates)) return ValidationCode.MVCC_READ_CONFLICT;
    }
  }
  return ValidationCode.VALID;
}

function readsHold(part: NamespaceRwset, state: StateView, updates: UpdateBatch): boolean {
  return part.reads.every(
    (read) =>
      updates.getPublic(part.namespace, read.key) === undefined &&
      sameVersion(state.get(part.namespace, read.key)?.version, read.version),
  );
}

function hashedReadsHold(
  namespace: string,
  { collection, reads }: CollectionHashedRwset,
  state: StateView,
  updates: UpdateBatch,
): boolean {
  return reads.every(
    (read) =>
      updates.getHashed(namespace, collection, read.keyHash) === undefined &&
      sameVersion(state.getHashed(namespace, collection, read.keyHash)?.version, read.version),
  );
}

async function rangeHolds(
  namespace: string,
  range: RangeQuery,
  state: StateView,
  updates: UpdateBatch,
): Promise<boolean> {
  const current = combinedRange(namespace, range, state, updates);
  return range.merkle === undefined ? rawReadsHold(range.reads, current) : merkleHolds(range.merkle, current);
}

async function rawReadsHold(reads: readonly KeyRead[], current: AsyncIterableIterator<KeyRead>): Promise<boolean> {
  let index = 0;
  for await (const entry of current) {
    const read = reads[index++];
    if (read?.key !== entry.key || !sameVersion(read.version, entry.version)) return false;
  }
  return index === reads.length;
}

async function merkleHolds(expected: MerkleSummary, current: AsyncIterableIterator<KeyRead>): Promise<boolean> {
  const summary = createRangeQuerySummary(expected.maxDegree);
  for await (const entry of current) summary.add(entry);
  return sameSummary(expected, summary.done().merkle);
}

/** The keys of a range as they would be after the earlier transactions of the block, with their versions. */
async function* combinedRange(
  namespace: string,
  range: RangeQuery,
  state: StateView,
  updates: UpdateBatch,
): AsyncIterableIterator<KeyRead> {
  // A query that was not read to its end covers the last key it returned.
  const end = range.exhausted ? range.endKey : `${range.endKey}\u0000`;
  const pending = pendingUpdates(updates.public.get(namespace), range.startKey, end);
  for await (const entry of state.range(namespace, range.startKey, end)) {
    yield* takeBefore(pending, entry.key);
    if (pending[0]?.[0] === entry.key) yield* take(pending);
    else yield { key: entry.key, version: entry.version };
  }
  while (pending.length > 0) yield* take(pending);
}

function pendingUpdates(
  updates: ReadonlyMap<string, Update> | undefined,
  start: string,
  end: string,
): [string, Update][] {
  if (updates === undefined) return [];
  return sortedEntries(updates).filter(
    ([key]) => compareKeys(key, start) >= 0 && (end === '' || compareKeys(key, end) < 0),
  );
}

function* takeBefore(pending: [string, Update][], key: string): Iterable<KeyRead> {
  while (pending[0] !== undefined && compareKeys(pending[0][0], key) < 0) yield* take(pending);
}

/** Takes the first update; a deleted key is not part of the range. */
function* take(pending: [string, Update][]): Iterable<KeyRead> {
  const first = pending.shift();
  if (first?.[1].value !== undefined) yield { key: first[0], version: first[1].version };
}
