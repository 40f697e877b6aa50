// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Day, Hex256, itemsIfAny, RecordId } from '../fields.js';
import { LeagId } from '../market/leag.js';
import { Address } from '../wallet/address.js';
import { Nullifier } from './vehicle.js';

/** Year and month, of which the day is left out because it would tell more than anybody needs. */
const Month = z.string().regex(/^\d{4}-\d{2}$/, 'year and month, such as 2026-01');

/**
 * That a vehicle is enrolled, with one LEAG at a time: nothing else stands here, not even the day. The vehicle's own record
 * says where it is now; the list of each LEAG where it ever was says whether it still is there.
 */
export const Enrolment = z.strictObject({
  nullifier: Nullifier,
  leag: LeagId,
  month: Month,
  /** When it was let go. It can enrol anywhere then. */
  released: Month.optional(),
  /** Not this LEAG's to give a first pseudonym: it left another under a name, whose record it brings. */
  moved: z.literal(true).optional(),
});

/** See {@link Enrolment}. */
export type Enrolment = z.infer<typeof Enrolment>;

/** A trading pseudonym: the hash of a P-256 key, which the LEAG certified as that of one of its vehicles. */
export const Trader = z.strictObject({
  pseudonym: Address,
  leag: LeagId,
  /**
   * `retired` by its LEAG, `rotated` where another pseudonym has taken over. Under a `leaving` one a vehicle left this
   * LEAG: it trades nowhere and carries its record to the next, where another takes over and it has `moved`.
   */
  status: z.enum(['active', 'retired', 'rotated', 'leaving', 'moved']),
  /** The first of its vehicle, or a later one. */
  origin: z.enum(['fresh', 'rotated']),
  /** UTC; when it was certified. */
  since: Day,
});

/** See {@link Trader}. */
export type Trader = z.infer<typeof Trader>;

/** That a vehicle came to a LEAG under the name with which it left another. */
export const Arrival = z.strictObject({ pseudonym: Address, leag: LeagId, from: LeagId, day: Day });

/** See {@link Arrival}. */
export type Arrival = z.infer<typeof Arrival>;

/** That a LEAG let vehicles go which had no pseudonym. */
export const UnnamedDeparture = z.strictObject({
  id: RecordId,
  leag: LeagId,
  month: Month,
  nullifiers: z.array(Nullifier),
});

/** See {@link UnnamedDeparture}. */
export type UnnamedDeparture = z.infer<typeof UnnamedDeparture>;

/** New pseudonyms for old ones, published at once and without saying which follows which. */
export const Rotation = z.strictObject({
  id: RecordId,
  leag: LeagId,
  day: Day,
  retired: z.array(Address),
  /** Those of `retired` whose vehicles have new owners. */
  sold: itemsIfAny(Address),
  /** Names under which vehicles left other LEAGs, and which give way here as the retired ones do. */
  arrived: itemsIfAny(Address),
  certified: z.array(Address),
  /** Those of `certified` under which vehicles leave. */
  leaving: itemsIfAny(Address),
  /** The vehicles that leave, as many as `leaving`. */
  released: itemsIfAny(Nullifier),
  /** For each pair, the SHA-256 of the canonical JSON of {from, salt, to}, sorted; the LEAG opens them to an auditor. */
  commitments: z.array(Hex256),
});

/** See {@link Rotation}. */
export type Rotation = z.infer<typeof Rotation>;

/** How many there are of a LEAG's vehicles and pseudonyms. Anybody can count the same from the records. */
export const TraderCount = z.strictObject({
  leag: LeagId,
  enrolled: z.int().min(0),
  /** Vehicles whose first pseudonym was this LEAG's to certify, whether it did or not and wherever they are now. */
  entitled: z.int().min(0),
  active: z.int().min(0),
  /** Pseudonyms ever certified that took over from no other. */
  fresh: z.int().min(0),
  /** Vehicles that ever came from another LEAG under a name, and that ever left this one under one. */
  arrived: z.int().min(0),
  left: z.int().min(0),
});

/** See {@link TraderCount}. */
export type TraderCount = z.infer<typeof TraderCount>;
