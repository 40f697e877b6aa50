// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Count, Hex256, Instant } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { DeviceId } from './device-key.js';

/** One chunk of telemetry to anchor: its Merkle root (RFC 6962), its length, and the BMS' signature over both. */
export const NewAnchor = z.strictObject({
  batteryId: BatteryId,
  chunk: Count,
  root: Hex256,
  count: Count.min(1),
  deviceId: DeviceId,
  /** DER ECDSA P-256/SHA-256 signature by the device over the chunk's statement, base64. */
  signature: z.base64().min(8).max(200),
});

/** See {@link NewAnchor}. */
export type NewAnchor = z.infer<typeof NewAnchor>;

export const Anchor = NewAnchor.extend({ operator: MspId, anchoredAt: Instant });

/** A chunk's anchor on the ledger. A root tells nothing of the samples under it. */
export type Anchor = z.infer<typeof Anchor>;
