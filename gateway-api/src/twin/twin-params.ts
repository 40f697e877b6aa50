// SPDX-License-Identifier: Apache-2.0
import { BatteryId, Count, z } from '@wattpass/chaincode/domain';

/** The battery that a path names. */
export const twinParams = z.strictObject({ batteryId: BatteryId });

/** See {@link twinParams}. */
export type TwinParams = z.output<typeof twinParams>;

/** The anchor that a path names. */
export const anchorParams = twinParams.extend({ chunk: z.coerce.number().pipe(Count) });

/** See {@link anchorParams}. */
export type AnchorParams = z.output<typeof anchorParams>;
