// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { IdempotencyKey, Name, Page, pageOf, RecordId } from '../fields.js';
import { Role, roles } from '../roles.js';
import { defineTransactions } from '../transaction.js';
import { Consortium, Member } from './member.js';
import { Change, Proposal, Vote } from './proposal.js';
import { RuleVersion } from './rule-parameters.js';

const Founder = z.strictObject({ mspId: MspId, name: Name, roles: z.array(Role).min(1) });
const ById = z.strictObject({ proposalId: RecordId });

/** A proposal with its votes and what is still missing. */
export const ProposalView = z.strictObject({
  proposal: Proposal,
  votes: z.array(Vote),
  needed: z.int().min(1),
  delegatorApproved: z.boolean().optional(),
});

export const consortiumTransactions = defineTransactions({
  'consortium:found': {
    kind: 'submit',
    summary: 'Found the consortium: its name, first members and their roles',
    roles,
    delegate: true,
    input: z.strictObject({ name: Name, members: z.array(Founder).min(1).max(50) }),
    output: Consortium,
  },
  'consortium:propose': {
    kind: 'submit',
    summary: 'Propose a change: admit or suspend a member, grant a role, set rule parameters',
    roles,
    delegate: true,
    input: z.strictObject({ key: IdempotencyKey, change: Change }),
    output: Proposal,
  },
  'consortium:vote': {
    kind: 'submit',
    summary: "Cast the organisation's vote on a proposal",
    roles,
    delegate: true,
    input: z.strictObject({ proposalId: RecordId, approve: z.boolean() }),
    output: Vote,
  },
  'consortium:execute': {
    kind: 'submit',
    summary: 'Carry out a proposal that a majority of the active members approved',
    roles,
    delegate: true,
    input: ById,
    output: Proposal,
  },
  'consortium:withdraw': {
    kind: 'submit',
    summary: 'Withdraw an own proposal',
    roles,
    delegate: true,
    input: ById,
    output: Proposal,
  },
  'consortium:members': {
    kind: 'evaluate',
    summary: 'The consortium and its members',
    roles,
    input: z.strictObject({}),
    output: z.strictObject({ consortium: Consortium, members: z.array(Member) }),
  },
  'consortium:proposals': {
    kind: 'evaluate',
    summary: 'Proposals, a page at a time',
    roles,
    input: Page,
    output: pageOf(Proposal),
  },
  'consortium:proposal': {
    kind: 'evaluate',
    summary: 'One proposal with its votes',
    roles,
    input: ById,
    output: ProposalView,
  },
  'consortium:ruleParameters': {
    kind: 'evaluate',
    summary: 'All versions of the rule parameters, oldest first',
    roles,
    input: z.strictObject({}),
    output: z.strictObject({ versions: z.array(RuleVersion) }),
  },
});
