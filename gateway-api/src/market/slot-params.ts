// SPDX-License-Identifier: Apache-2.0
import { SlotId, z } from '@wattpass/chaincode/domain';
import { pageQuerySchema } from '../http/cursor.js';
import { leagParams } from '../trader/leag-params.js';

/** The slot in a path. */
export const slotParams = leagParams.extend({ slot: SlotId });

/** See {@link slotParams}. */
export type SlotParams = z.output<typeof slotParams>;

/** The query of the lists of a slot, which are long: a slot may have thousands of orders. */
export const recordsQuerySchema = pageQuerySchema.extend({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
