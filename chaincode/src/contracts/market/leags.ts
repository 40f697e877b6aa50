// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../../domain/canonical-json.js';
import { DomainError } from '../../domain/errors.js';
import { Leag } from '../../domain/market/leag.js';
import { keys } from '../../ledger/keys.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';

/** Registers a LEAG; the same request again answers with it. */
export const registerLeag: Handler<'market:registerLeag'> = async (session, request) => {
  const { ledger, actor, now } = session;
  const standing = await find(ledger, Leag, keys.leag(request.id));
  if (standing !== undefined) {
    const { since } = standing;
    if (canonicalJson({ ...request, mspId: actor.mspId, since }) !== canonicalJson(standing)) {
      throw new DomainError('ALREADY_EXISTS', `another LEAG is registered as ${request.id}`, { mspId: standing.mspId });
    }
    return standing;
  }
  const leag: Leag = { ...request, mspId: actor.mspId, since: now };
  await save(ledger, keys.leag(leag.id), leag);
  announce(session, 'market.leagRegistered', [{ kind: 'leag', id: leag.id, mspId: leag.mspId }]);
  return leag;
};

/** A LEAG of the caller's own organisation. @throws DomainError NOT_FOUND, FORBIDDEN */
export async function ownLeag({ ledger, actor }: Session, id: string): Promise<Leag> {
  const leag = await load(ledger, Leag, keys.leag(id));
  if (leag.mspId !== actor.mspId) {
    throw new DomainError('FORBIDDEN', `${id} is run by ${leag.mspId}`, { leag: id, mspId: leag.mspId });
  }
  return leag;
}
