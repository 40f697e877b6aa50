// SPDX-License-Identifier: Apache-2.0

import { Proposal } from '../../domain/consortium/proposal.js';
import { requireOpen } from '../../domain/consortium/vote-rules.js';
import { DomainError } from '../../domain/errors.js';
import { keys } from '../../ledger/keys.js';
import { load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/** Withdraws a proposal of the caller's own organisation. */
export const withdraw: Handler<'consortium:withdraw'> = async (session, { proposalId }) => {
  const { ledger, actor, now } = session;
  const proposal = await load(ledger, Proposal, keys.proposal(proposalId));
  if (proposal.proposedBy !== actor.mspId) {
    throw new DomainError('FORBIDDEN', `proposal ${proposalId} was made by ${proposal.proposedBy}`, {
      proposedBy: proposal.proposedBy,
    });
  }
  if (proposal.status === 'withdrawn') {
    return proposal;
  }
  requireOpen(proposal);
  const withdrawn: Proposal = { ...proposal, status: 'withdrawn', decidedAt: now };
  await save(ledger, keys.proposal(proposalId), withdrawn);
  announce(session, 'consortium.withdrawn', [{ kind: 'proposal', id: proposalId }]);
  return withdrawn;
};
