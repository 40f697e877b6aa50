// SPDX-License-Identifier: Apache-2.0

import { Proposal, Vote } from '../../domain/consortium/proposal.js';
import { repeatedVote, requireOpen } from '../../domain/consortium/vote-rules.js';
import { keys } from '../../ledger/keys.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/** Casts the caller's organisation's vote, under a key of its own, so that members voting at once never conflict. */
export const vote: Handler<'consortium:vote'> = async (session, { proposalId, approve }) => {
  const { ledger, actor, now } = session;
  const proposal = await load(ledger, Proposal, keys.proposal(proposalId));
  const earlier = await find(ledger, Vote, keys.vote(proposalId, actor.mspId));
  if (earlier !== undefined) {
    return repeatedVote(earlier, approve);
  }
  requireOpen(proposal);
  const cast: Vote = { proposalId, mspId: actor.mspId, approve, at: now };
  await save(ledger, keys.vote(proposalId, actor.mspId), cast);
  announce(session, 'consortium.voted', [{ kind: 'vote', id: proposalId, mspId: actor.mspId }]);
  return cast;
};
