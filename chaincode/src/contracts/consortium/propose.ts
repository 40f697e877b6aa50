// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../../domain/canonical-json.js';
import { effectOf } from '../../domain/consortium/change-rules.js';
import { Proposal } from '../../domain/consortium/proposal.js';
import { DomainError } from '../../domain/errors.js';
import { keys } from '../../ledger/keys.js';
import { loadJudged } from '../../ledger/registry.js';
import { find, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, newRecordId } from '../session.js';

/** Puts a change to the vote. A change that could not be carried out now is refused at once. */
export const propose: Handler<'consortium:propose'> = async (session, { key, change }) => {
  const { ledger, actor, now } = session;
  const id = newRecordId(session, key);
  const existing = await find(ledger, Proposal, keys.proposal(id));
  if (existing !== undefined) {
    if (canonicalJson(existing.change) !== canonicalJson(change)) {
      throw new DomainError('ALREADY_EXISTS', 'this key made another proposal', { id });
    }
    return existing;
  }
  effectOf(change, await loadJudged(ledger, change, now), now);
  const proposal: Proposal = { id, change, proposedBy: actor.mspId, proposedAt: now, status: 'open' };
  await save(ledger, keys.proposal(id), proposal);
  announce(session, 'consortium.proposed', [{ kind: 'proposal', id, change: change.kind }]);
  return proposal;
};
