// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Millionths, Page, pageOf } from '../fields.js';
import { roles } from '../roles.js';
import { defineTransactions } from '../transaction.js';
import { ParticipantId, Reputation, ScoreChange, Trust } from './reputation.js';

const ByParticipant = z.strictObject({ participant: ParticipantId });

/** A participant's reputation, the score over both roles, and what orders read of it. */
export const ReputationView = z.strictObject({ reputation: Reputation, overall: Millionths, trust: Trust });

/** The transactions of reputation. Scores change by settlements and consent votes only. */
export const reputationTransactions = defineTransactions({
  'reputation:get': {
    kind: 'evaluate',
    summary: "A participant's scores with their evidence, and what follows from them",
    roles,
    input: ByParticipant,
    output: ReputationView,
  },
  'reputation:list': {
    kind: 'evaluate',
    summary: 'The reputations of all participants, a page at a time',
    roles,
    input: Page,
    output: pageOf(Reputation),
  },
  'reputation:history': {
    kind: 'evaluate',
    summary: 'Every change of the scores of a participant, oldest first, with slot, rule version and reason',
    roles,
    input: ByParticipant,
    output: z.strictObject({ changes: z.array(ScoreChange) }),
  },
});
