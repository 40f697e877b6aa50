// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Instant, Name } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';

export const DeviceId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{2,63}$/, '3 to 64 letters, digits, . _ : -');

/** DER SubjectPublicKeyInfo of a P-256 key, base64. */
export const PublicKey = z.base64().min(80).max(400);

/** The key of a battery's BMS, enrolled under its operator; telemetry counts only when signed by it. */
export const DeviceKey = z.strictObject({
  batteryId: BatteryId,
  deviceId: DeviceId,
  model: Name,
  publicKey: PublicKey,
  operator: MspId,
  status: z.enum(['active', 'revoked']),
  enrolledAt: Instant,
  revokedAt: Instant.optional(),
});

/** See {@link DeviceKey}. */
export type DeviceKey = z.infer<typeof DeviceKey>;
