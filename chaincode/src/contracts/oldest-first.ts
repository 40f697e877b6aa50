// SPDX-License-Identifier: Apache-2.0

import { compareInstants } from '../domain/instant.js';

/** Sorts private records by when they were recorded; those of one transaction by `madeAt`, their own time, then by id. */
export function oldestFirst<S extends { readonly recordedAt: string; readonly id: string }>(
  stored: readonly S[],
  madeAt: (record: S) => string,
): S[] {
  return [...stored].sort(
    (left, right) =>
      compareInstants(left.recordedAt, right.recordedAt) ||
      compareInstants(madeAt(left), madeAt(right)) ||
      (left.id < right.id ? -1 : 1),
  );
}
