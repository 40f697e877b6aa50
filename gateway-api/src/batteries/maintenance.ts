// SPDX-License-Identifier: Apache-2.0
import { items, Maintenance, z, type PrivateOf } from '@wattpass/chaincode/domain';
import type { SaltOf } from '../fabric/salt.js';

/** Maintenance records of one or many batteries. */
export const maintenanceSchema = z.strictObject({ items: items(Maintenance.omit({ salt: true })) });

/** See {@link maintenanceSchema}. */
export type MaintenanceRequest = z.output<typeof maintenanceSchema>;

/** The records as they are sealed. */
export function sealMaintenance(request: MaintenanceRequest, salt: SaltOf): PrivateOf<'battery:recordMaintenance'> {
  return { items: request.items.map((item, index) => ({ ...item, salt: salt(index) })) };
}
