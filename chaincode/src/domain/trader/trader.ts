// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Day, Hex256, RecordId } from '../fields.js';
import { LeagId } from '../market/leag.js';
import { Address } from '../wallet/address.js';
import { Nullifier } from './vehicle.js';

/** That a vehicle is enrolled, once and with one LEAG: nothing else stands here, not even the day. */
export const Enrolment = z.strictObject({
  nullifier: Nullifier,
  leag: LeagId,
  month: z.string().regex(/^\d{4}-\d{2}$/, 'year and month, such as 2026-01'),
});

/** See {@link Enrolment}. */
export type Enrolment = z.infer<typeof Enrolment>;

/** A trading pseudonym: the hash of a P-256 key, which the LEAG certified as that of one of its vehicles. */
export const Trader = z.strictObject({
  pseudonym: Address,
  leag: LeagId,
  /** `retired` by its LEAG, `rotated` where another pseudonym has taken over. */
  status: z.enum(['active', 'retired', 'rotated']),
  /** The first of its vehicle, or a later one. */
  origin: z.enum(['fresh', 'rotated']),
  /** UTC; when it was certified. */
  since: Day,
});

/** See {@link Trader}. */
export type Trader = z.infer<typeof Trader>;

/** New pseudonyms for old ones, published at once and without saying which follows which. */
export const Rotation = z.strictObject({
  id: RecordId,
  leag: LeagId,
  day: Day,
  retired: z.array(Address),
  /** Those of `retired` whose vehicles have new owners. */
  sold: z.array(Address).default([]),
  certified: z.array(Address),
  /** For each pair, the SHA-256 of the canonical JSON of {from, salt, to}, sorted; the LEAG opens them to an auditor. */
  commitments: z.array(Hex256),
});

/** See {@link Rotation}. */
export type Rotation = z.infer<typeof Rotation>;

/** How many there are of a LEAG's vehicles and pseudonyms. Anybody can count the same from the records. */
export const TraderCount = z.strictObject({
  leag: LeagId,
  enrolled: z.int().min(0),
  active: z.int().min(0),
  /** Pseudonyms ever certified that took over from no other. */
  fresh: z.int().min(0),
});

/** See {@link TraderCount}. */
export type TraderCount = z.infer<typeof TraderCount>;
