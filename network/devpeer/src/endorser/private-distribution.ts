// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import type { PrivateWriteSet } from '../ledger/rwset.js';

/** Hands private writes to the members of their collections, who keep them until the transaction is ordered. */
export async function storePrivateWrites(
  { ledger, chaincodes, mspIds }: Channel,
  txId: string,
  sets: readonly PrivateWriteSet[],
): Promise<void> {
  if (sets.length === 0) return;
  for (const mspId of mspIds) {
    const own = sets.filter(({ namespace, collection }) =>
      chaincodes.find(namespace, collection)?.isMemberOrganization(mspId),
    );
    if (own.length > 0) await ledger.storeTransient(txId, mspId, own);
  }
}
