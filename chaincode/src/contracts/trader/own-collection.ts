// SPDX-License-Identifier: Apache-2.0

import { implicitCollection, type ImplicitCollection } from '../../domain/collections.js';
import { Leag } from '../../domain/market/leag.js';
import { keys } from '../../ledger/keys.js';
import { load } from '../../ledger/repository.js';
import { ownLeag } from '../market/leags.js';
import type { Session } from '../session.js';

/**
 * The collection of the organisation that runs a LEAG, for a caller of that organisation. Fabric itself lets any client
 * of the channel read and write an organisation's implicit collection through that organisation's peer.
 * @throws DomainError NOT_FOUND, FORBIDDEN
 */
export async function ownCollection(session: Session, leagId: string): Promise<ImplicitCollection> {
  const { mspId } = await ownLeag(session, leagId);
  return implicitCollection(mspId);
}

/** The collection of the organisation that runs a LEAG, whoever calls: for the hashes of what lies there. */
export async function collectionOf({ ledger }: Session, leagId: string): Promise<ImplicitCollection> {
  const { mspId } = await load(ledger, Leag, keys.leag(leagId));
  return implicitCollection(mspId);
}
