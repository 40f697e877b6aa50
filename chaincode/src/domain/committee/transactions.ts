// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId } from '../actor.js';
import { Day, Page, pageOf } from '../fields.js';
import { SlotRef } from '../reputation/reputation.js';
import { roles } from '../roles.js';
import { defineTransactions } from '../transaction.js';
import { Address } from '../wallet/address.js';
import { KeySignature } from '../wallet/signature.js';
import { Ranking } from './ranking.js';
import { SlotAttestation, DoubleVerdict, OrganisationVerdict, SlotCommittee, Verdict } from './slot-committee.js';
import { Sponsor, SponsorPayload, Validator } from './validator.js';

/** A slot's committee with the verdicts so far, and what time allows next. */
export const CommitteeView = z.strictObject({
  committee: SlotCommittee,
  attestations: z.array(SlotAttestation),
  organisations: z.array(OrganisationVerdict),
  next: z.enum(['wait', 'substitute', 'escalate', 'conclude']),
});

/** The transactions of committees. The market's clearing draws a committee, its settlement closes it. */
export const committeeTransactions = defineTransactions({
  'committee:applyAsValidator': {
    kind: 'submit',
    summary: "Apply as a validator, for the caller's organisation or for a participant that signed for it",
    roles,
    input: z.strictObject({
      sponsor: Sponsor,
      payTo: Address,
      /** What a sponsoring participant signed. */
      consent: z.strictObject({ payload: SponsorPayload, signature: KeySignature }).optional(),
    }),
    output: Validator,
  },
  'committee:sponsorValidator': {
    kind: 'submit',
    summary: 'Sponsor a validator of the own organisation that applied for it',
    roles,
    delegate: true,
    input: z.strictObject({ validator: ActorId }),
    output: Validator,
  },
  'committee:retireValidator': {
    kind: 'submit',
    summary: "Retire the caller's own validator or, as a delegate, one of the own organisation",
    roles,
    input: z.strictObject({ validator: ActorId }),
    output: Validator,
  },
  'committee:takeRanking': {
    kind: 'submit',
    summary: 'Rank all validators for a day, once, from ten minutes after midnight on',
    roles,
    input: z.strictObject({ day: Day }),
    output: Ranking,
  },
  'committee:attest': {
    kind: 'submit',
    summary: 'Give a verdict on a clearing as a member of its committee; a second, different one suspends',
    roles,
    input: z.strictObject({ slot: SlotRef, ...Verdict.shape }),
    output: SlotAttestation,
  },
  'committee:judge': {
    kind: 'submit',
    summary: 'Give the verdict of the organisation, where there is no committee or it came to no end',
    roles,
    delegate: true,
    input: z.strictObject({ slot: SlotRef, approve: z.boolean() }),
    output: OrganisationVerdict,
  },
  'committee:advance': {
    kind: 'submit',
    summary: 'Take the attestation of a slot as far as verdicts and time allow',
    roles,
    input: z.strictObject({ slot: SlotRef }),
    output: SlotCommittee,
  },
  'committee:get': {
    kind: 'evaluate',
    summary: "A slot's committee with its verdicts",
    roles,
    input: z.strictObject({ slot: SlotRef }),
    output: CommitteeView,
  },
  'committee:ranking': {
    kind: 'evaluate',
    summary: 'The ranking of a day',
    roles,
    input: z.strictObject({ day: Day }),
    output: Ranking,
  },
  'committee:validators': {
    kind: 'evaluate',
    summary: 'All validators, a page at a time',
    roles,
    input: Page,
    output: pageOf(Validator),
  },
  'committee:doubleVerdicts': {
    kind: 'evaluate',
    summary: 'The proofs for which a validator was suspended',
    roles,
    input: z.strictObject({ validator: ActorId }),
    output: z.strictObject({ proofs: z.array(DoubleVerdict) }),
  },
});
