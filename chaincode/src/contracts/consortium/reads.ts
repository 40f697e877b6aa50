// SPDX-License-Identifier: Apache-2.0

import { Consortium, Member } from '../../domain/consortium/member.js';
import { Proposal, Vote } from '../../domain/consortium/proposal.js';
import { tallyOf } from '../../domain/consortium/vote-rules.js';
import { keys } from '../../ledger/keys.js';
import { ruleVersions } from '../../ledger/registry.js';
import { listAll, listPage, load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';

/** The consortium and its members. */
export const members: Handler<'consortium:members'> = async ({ ledger }) => ({
  consortium: await load(ledger, Consortium, keys.consortium()),
  members: await listAll(ledger, Member, keys.members()),
});

/** Proposals, a page at a time. */
export const proposals: Handler<'consortium:proposals'> = ({ ledger }, page) =>
  listPage(ledger, Proposal, keys.proposals(), page);

/** One proposal with its votes and how many approvals it needs. */
export const proposal: Handler<'consortium:proposal'> = async ({ ledger }, { proposalId }) => {
  const found = await load(ledger, Proposal, keys.proposal(proposalId));
  const votes = await listAll(ledger, Vote, keys.votes(proposalId));
  const tally = tallyOf(found.change, votes, await listAll(ledger, Member, keys.members()));
  return {
    proposal: found,
    votes,
    needed: tally.needed,
    ...(tally.delegatorApproved !== undefined && { delegatorApproved: tally.delegatorApproved }),
  };
};

/** Every version of the rule parameters, oldest first. */
export const ruleParameters: Handler<'consortium:ruleParameters'> = async ({ ledger }) => ({
  versions: await ruleVersions(ledger),
});
