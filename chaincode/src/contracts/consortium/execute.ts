// SPDX-License-Identifier: Apache-2.0

import { effectOf } from '../../domain/consortium/change-rules.js';
import { Proposal, Vote } from '../../domain/consortium/proposal.js';
import { requireApproval, requireOpen, tallyOf } from '../../domain/consortium/vote-rules.js';
import { keys } from '../../ledger/keys.js';
import { loadRegistry } from '../../ledger/registry.js';
import { listAll, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/** Carries out an approved proposal. Once it is executed, a repeat answers with it. */
export const execute: Handler<'consortium:execute'> = async (session, { proposalId }) => {
  const { ledger, now } = session;
  const proposal = await load(ledger, Proposal, keys.proposal(proposalId));
  if (proposal.status === 'executed') {
    return proposal;
  }
  requireOpen(proposal);
  const { change } = proposal;
  const registry = await loadRegistry(ledger);
  const votes = await listAll(ledger, Vote, keys.votes(proposalId));
  requireApproval(tallyOf(change, votes, registry.members), change);
  const effect = effectOf(change, registry, now);
  if ('member' in effect) {
    await save(ledger, keys.member(effect.member.mspId), effect.member);
  } else {
    await save(ledger, keys.rules(), effect.rules);
  }
  const executed: Proposal = { ...proposal, status: 'executed', decidedAt: now };
  await save(ledger, keys.proposal(proposalId), executed);
  announce(session, 'consortium.executed', [
    { kind: 'proposal', id: proposalId, change: change.kind },
    'member' in effect
      ? { kind: 'member', id: effect.member.mspId }
      : { kind: 'rules', id: String(effect.rules.version) },
  ]);
  return executed;
};
