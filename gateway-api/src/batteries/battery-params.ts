// SPDX-License-Identifier: Apache-2.0
import { BatteryId, z } from '@wattpass/chaincode/domain';

/** The battery that a path names. */
export const batteryParams = z.strictObject({ batteryId: BatteryId });

/** See {@link batteryParams}. */
export type BatteryParams = z.output<typeof batteryParams>;
