// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count, Millionths } from '../fields.js';

/** The rule parameters of committees. */
export const committeeParameterFields = {
  /** The most seats of a committee; odd. */
  committeeSeats: z
    .int()
    .min(3)
    .max(31)
    .refine((seats) => seats % 2 === 1, 'an odd number'),
  /** How long a round lasts before silent members are replaced. */
  committeeRoundSeconds: Count.min(1),
  /** After so many rounds the organisations vote. */
  committeeRounds: z.int().min(1).max(10),
  /** How long the organisations' vote lasts. */
  organisationVoteSeconds: Count.min(1),
  /** Duty score that a timely verdict gains, */
  dutyTimely: Millionths,
  /** that a missed one costs, */
  dutyMissed: Millionths,
  /** and that a refuted one costs. */
  dutyRefuted: Millionths,
  /** How many days a refuted verdict keeps a validator out. */
  dutyOutDays: Count.max(365),
  /** The duty score that a seat needs. */
  dutyMinimum: Millionths,
  /** The share of a slot's fees that its timely, correct attesters divide among them. */
  committeeFeeShare: Millionths,
};

/** See {@link committeeParameterFields}. */
export type CommitteeParameters = Readonly<z.infer<z.ZodObject<typeof committeeParameterFields>>>;

/** What holds until the first vote. */
export const defaultCommitteeParameters: CommitteeParameters = {
  committeeSeats: 7,
  committeeRoundSeconds: 60,
  committeeRounds: 3,
  organisationVoteSeconds: 600,
  dutyTimely: 10_000,
  dutyMissed: 50_000,
  dutyRefuted: 500_000,
  dutyOutDays: 7,
  dutyMinimum: 500_000,
  committeeFeeShare: 200_000,
};
