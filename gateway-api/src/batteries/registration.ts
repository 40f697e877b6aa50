// SPDX-License-Identifier: Apache-2.0
import { batteryIdOf, commitmentOf, FactoryData, items, NewBattery, z } from '@wattpass/chaincode/domain';
import type { SaltOf } from '../fabric/salt.js';

/** What a producer gives to register batteries: public points, and the factory data that are sealed. */
export const registrationSchema = z.strictObject({
  batteries: items(
    NewBattery.omit({ factoryCommitment: true }).extend({
      factoryData: FactoryData.omit({ batteryId: true, salt: true }),
    }),
  ),
});

/** See {@link registrationSchema}. */
export type Registration = z.output<typeof registrationSchema>;

/** What the steps send: public records, and the private ones that they commit to, in the same order. */
export interface RegistrationPlan {
  readonly batteries: NewBattery[];
  readonly factoryData: FactoryData[];
}

/** Salts every battery's factory data and commits to them. */
export function planRegistration({ batteries }: Registration, salt: SaltOf): RegistrationPlan {
  const pairs = batteries.map(({ factoryData, ...battery }, index) => {
    const sealed = { ...factoryData, batteryId: batteryIdOf(battery.gtin, battery.serial), salt: salt(index) };
    return { battery: { ...battery, factoryCommitment: commitmentOf(sealed) }, sealed };
  });
  return { batteries: pairs.map(({ battery }) => battery), factoryData: pairs.map(({ sealed }) => sealed) };
}
