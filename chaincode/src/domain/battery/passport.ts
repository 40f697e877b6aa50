// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Instant } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { SecondLifeCode } from '../identifiers/gbt34014.js';

/** `urn:wattpass:` and 32 hex digits derived from battery and generation; fits BatteryPass' `^urn:[a-z0-9]+:[a-z0-9]+$`. */
export const PassportId = z.string().regex(/^urn:wattpass:[0-9a-f]{32}$/, 'urn:wattpass: and 32 hex digits');

/** How a battery came to its present life (Commission data point 67). */
export const LifeStatus = z.enum(['original', 'repurposed', 're-used', 'remanufactured', 'waste']);

/** A battery passport. Re-use issues a new one that names its predecessor; recycling ends it (Art. 77(7), (8)). */
export const Passport = z.strictObject({
  id: PassportId,
  batteryId: BatteryId,
  generation: z.int().min(1),
  life: LifeStatus,
  status: z.enum(['active', 'superseded', 'ceased']),
  predecessor: PassportId.optional(),
  successor: PassportId.optional(),
  secondLifeCode: SecondLifeCode.optional(),
  issuedBy: MspId,
  issuedAt: Instant,
  endedAt: Instant.optional(),
});

/** See {@link Passport}. */
export type Passport = z.infer<typeof Passport>;
