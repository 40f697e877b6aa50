// SPDX-License-Identifier: Apache-2.0
import { BatteryId, Condition, Count, items, RecordId, z } from '@wattpass/chaincode/domain';

const [assessment, anomaly] = Condition.options;
const unsalted = z.discriminatedUnion('kind', [assessment.omit({ salt: true }), anomaly.omit({ salt: true })]);

/** Conditions as their finder states them; the gateway draws the salts. */
export const conditionsSchema = z.strictObject({ items: items(unsalted) });

/** See {@link conditionsSchema}. */
export type Conditions = z.output<typeof conditionsSchema>;

/** One condition without its salt. */
export type UnsaltedCondition = Conditions['items'][number];

const MAX_ASSESSMENTS = 100;

/** The stored chunks to assess. */
export const assessmentRequestSchema = z.strictObject({
  items: z
    .array(z.strictObject({ batteryId: BatteryId, chunk: Count }))
    .min(1)
    .max(MAX_ASSESSMENTS),
});

/** See {@link assessmentRequestSchema}. */
export type AssessmentRequest = z.output<typeof assessmentRequestSchema>;

/** What was recorded, and the rules of plausibility that the samples break: where there are any, figures deserve doubt. */
export const assessmentAnswerSchema = z.strictObject({
  conditions: z.array(z.strictObject({ id: RecordId, record: unsalted })),
  findings: z.array(
    z.strictObject({
      batteryId: BatteryId,
      chunk: Count,
      rule: z.string(),
      index: Count,
      count: Count,
      value: z.int(),
      limit: z.int(),
    }),
  ),
});

/** See {@link assessmentAnswerSchema}. */
export type AssessmentAnswer = z.output<typeof assessmentAnswerSchema>;
