// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Count, Instant, Name, RecordId, Salt, Text } from '../fields.js';

/** A private record of a journey, append-only. Positions in microdegrees (WGS 84), shocks in milli-g, milli-°C. */
export const LogisticsDetail = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('route'),
    agreementId: RecordId,
    salt: Salt,
    at: Instant,
    stops: z.array(Name).min(2).max(100),
  }),
  z.strictObject({
    kind: z.literal('checkpoint'),
    agreementId: RecordId,
    salt: Salt,
    at: Instant,
    place: Name,
    latitudeMicrodegrees: z.int().min(-90_000_000).max(90_000_000).optional(),
    longitudeMicrodegrees: z.int().min(-180_000_000).max(180_000_000).optional(),
  }),
  z.strictObject({ kind: z.literal('shock'), agreementId: RecordId, salt: Salt, at: Instant, milliG: Count.min(1) }),
  z.strictObject({
    kind: z.literal('temperature'),
    agreementId: RecordId,
    salt: Salt,
    at: Instant,
    milliCelsius: z.int().min(-273_150).max(1_000_000),
  }),
  z.strictObject({
    kind: z.literal('receipt'),
    agreementId: RecordId,
    salt: Salt,
    at: Instant,
    signedBy: Name,
    note: Text.optional(),
  }),
]);

/** See {@link LogisticsDetail}. */
export type LogisticsDetail = z.infer<typeof LogisticsDetail>;

/** A {@link LogisticsDetail} as it stands in the collection; `breach` says which agreed threshold it exceeds. */
export const StoredLogisticsDetail = z.strictObject({
  id: RecordId,
  by: MspId,
  recordedAt: Instant,
  record: LogisticsDetail,
  breach: z.enum(['shock', 'temperature']).optional(),
});
export type StoredLogisticsDetail = z.infer<typeof StoredLogisticsDetail>;
