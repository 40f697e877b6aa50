// SPDX-License-Identifier: Apache-2.0
import { z } from '@wattpass/chaincode/domain';

const Whole = z.int().min(0);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

const ReportRound = z.strictObject({
  task: z.string(),
  round: z.int().min(1),
  status: z.string(),
  /** How many updates are in the aggregate. */
  clients: Whole,
  excluded: z.array(z.strictObject({ clientId: z.string(), reason: z.string() })),
  /** Of the model's bytes at the vehicles' gateway. */
  modelHash: Hash,
  ledgerHash: Hash,
  /** Of the bytes that three of the vehicles have. */
  clientHashes: z.array(Hash),
  /** Share of hours decided as the optimum does, by vehicles whose data are not in the round. */
  accuracy: z.number().nullable(),
});

const ReportSaving = z.strictObject({
  day: z.iso.date(),
  stays: Whole,
  euro: z.number(),
  uncontrolledEuro: z.number(),
  optimumEuro: z.number(),
  /** Of what perfect foresight saves against charging at once; null where that saves nothing. */
  shareOfOptimumPercent: z.number().nullable(),
});

/** What vehicles learnt together, and what it saved them. */
export const ReportLearning = z.strictObject({
  rounds: z.array(ReportRound),
  saving: z.array(ReportSaving),
  missedDepartures: Whole,
});

/** See {@link ReportLearning}. */
export type ReportLearning = z.infer<typeof ReportLearning>;
