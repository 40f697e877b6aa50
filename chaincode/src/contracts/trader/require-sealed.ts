// SPDX-License-Identifier: Apache-2.0

import type { ImplicitCollection } from '../../domain/collections.js';
import { DomainError } from '../../domain/errors.js';
import type { Key, Ledger } from '../../ledger/ledger.js';

/** Checks that the LEAG keeps a private record, by its hash, which every peer has. @throws DomainError NOT_SEALED */
export async function requireSealed(
  ledger: Ledger,
  collection: ImplicitCollection,
  key: Key,
  what: string,
): Promise<void> {
  if ((await ledger.privateHash(collection, key)) === undefined) {
    throw new DomainError('NOT_SEALED', `${what} has not been sealed`, { what });
  }
}
