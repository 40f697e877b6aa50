// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import type { PrivateWriteSet } from '../ledger/rwset.js';

/**
 * Hands private writes to the members of their collections, who keep them until the transaction is ordered. An
 * organisation that they are withheld from has only what its own peer, one of `endorsedBy`, made.
 */
export async function storePrivateWrites(
  { ledger, chaincodes, mspIds, withheld }: Channel,
  txId: string,
  sets: readonly PrivateWriteSet[],
  endorsedBy: readonly string[],
): Promise<void> {
  if (sets.length === 0) return;
  for (const mspId of mspIds) {
    if (withheld.has(mspId) && !endorsedBy.includes(mspId)) continue;
    const own = sets.filter(({ namespace, collection }) =>
      chaincodes.find(namespace, collection)?.isMemberOrganization(mspId),
    );
    if (own.length > 0) await ledger.storeTransient(txId, mspId, own);
  }
}

/** Lets an organisation have private data again, those that it missed included, as reconciliation does. */
export async function releasePrivateData(channel: Channel, mspId: string): Promise<void> {
  const { ledger, chaincodes, mspIds, withheld } = channel;
  const since = withheld.release(mspId);
  if (since === undefined) return;
  const isMember = ({ namespace, collection }: PrivateWriteSet): boolean =>
    chaincodes.find(namespace, collection)?.isMemberOrganization(mspId) === true;
  for (let block = since; block < ledger.height; block += 1) {
    for (const other of mspIds.filter((one) => one !== mspId)) {
      for (const [tx, sets] of await ledger.privateWrites(other, block)) {
        await ledger.reconcile(mspId, { block, tx }, sets.filter(isMember));
      }
    }
  }
}
