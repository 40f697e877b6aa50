// SPDX-License-Identifier: Apache-2.0
import { ActorId, Count, RecordId, z } from '@wattpass/chaincode/domain';

/** A task, in paths. */
export const taskParams = z.strictObject({ taskId: RecordId });

/** A round of a task, in paths. */
export const roundParams = taskParams.extend({ round: z.coerce.number().pipe(Count.min(1)) });

/** A client in a round, in paths. */
export const inclusionParams = roundParams.extend({ clientId: ActorId });

/** See {@link taskParams}. */
export type TaskParams = z.output<typeof taskParams>;

/** See {@link roundParams}. */
export type RoundParams = z.output<typeof roundParams>;

/** See {@link inclusionParams}. */
export type InclusionParams = z.output<typeof inclusionParams>;
