// SPDX-License-Identifier: Apache-2.0
import { compareKeys, sortedEntries } from './key-order.js';
import { createRangeQuerySummary, sameSummary, type KeyRead, type MerkleSummary } from './range-query-summary.js';
import type { CollectionHashedRwset, NamespaceRwset, RangeQuery } from './rwset.js';
import type { StateView } from './state-view.js';
import { ValidationCode, type ValidationCodeValue } from './transaction.js';
import type { UpdateBatch } from './update-batch.js';
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
  const inRange = ([key]: [string, unknown]): boolean =>
    compareKeys(key, range.startKey) >= 0 && (end === '' || compareKeys(key, end) < 0);
  const pending = sortedEntries(updates.public.get(namespace) ?? new Map<string, never>()).filter(inRange);
  let next = 0;
  for await (const entry of state.range(namespace, range.startKey, end)) {
    for (let update = pending[next]; update !== undefined; update = pending[++next]) {
      if (compareKeys(update[0], entry.key) >= 0) break;
      if (update[1].value !== undefined) yield { key: update[0], version: update[1].version };
    }
    const same = pending[next];
    if (same?.[0] !== entry.key) {
      yield { key: entry.key, version: entry.version };
    } else {
      next += 1;
      if (same[1].value !== undefined) yield { key: same[0], version: same[1].version };
    }
  }
  for (const [key, update] of pending.slice(next)) {
    if (update.value !== undefined) yield { key, version: update.version };
  }
}
