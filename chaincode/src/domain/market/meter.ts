// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Hex256, Instant } from '../fields.js';
import { DeviceId, PublicKey } from '../twin/device-key.js';
import { Address } from '../wallet/address.js';
import { Signature } from '../wallet/signature.js';
import { LeagId } from './leag.js';
import { SlotId } from './slot.js';

/** A register of a meter, Wh; it only ever grows. */
export const Register = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The meter of a trading pseudonym, as its LEAG registered it. */
export const Meter = z.strictObject({
  id: DeviceId,
  trader: Address,
  leag: LeagId,
  publicKey: PublicKey,
  status: z.enum(['active', 'revoked']),
  /** What its registers showed last. */
  imported: Register,
  exported: Register,
  registeredAt: Instant,
  revokedAt: Instant.optional(),
});

/** See {@link Meter}. */
export type Meter = z.infer<typeof Meter>;

/** What a meter signs after a slot: what a register showed when delivery began and when it ended. */
export const Reading = z.strictObject({
  leag: LeagId,
  slot: SlotId,
  trader: Address,
  meter: DeviceId,
  register: z.enum(['import', 'export']),
  start: Register,
  end: Register,
});

/** See {@link Reading}. */
export type Reading = z.infer<typeof Reading>;

/** A reading with its meter's signature over {@link readingText}. */
export const SignedReading = z.strictObject({ reading: Reading, signature: Signature });

/** See {@link SignedReading}. */
export type SignedReading = z.infer<typeof SignedReading>;

/** What a meter signs when its vehicle leaves in the middle of a delivery. */
export const Departure = z.strictObject({
  leag: LeagId,
  slot: SlotId,
  trader: Address,
  meter: DeviceId,
  /** Between the start of delivery and its end. */
  at: Instant,
});

/** See {@link Departure}. */
export type Departure = z.infer<typeof Departure>;

/** A departure with its meter's signature over {@link departureText}. */
export const SignedDeparture = z.strictObject({ departure: Departure, signature: Signature });

/** See {@link SignedDeparture}. */
export type SignedDeparture = z.infer<typeof SignedDeparture>;

/** A reading on the ledger. */
export const StoredReading = Reading.extend({ orderId: Hex256, at: Instant });

/** See {@link StoredReading}. */
export type StoredReading = z.infer<typeof StoredReading>;
