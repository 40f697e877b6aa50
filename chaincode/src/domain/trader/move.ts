// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Instant } from '../fields.js';
import { LeagId } from '../market/leag.js';
import { Address } from '../wallet/address.js';
import { PayloadHeader } from '../wallet/payload.js';
import { KeySignature } from '../wallet/signature.js';
import { Nullifier, PseudonymLink, VehicleApplication } from './vehicle.js';

/** What a vehicle hands to its LEAG to be let go: its certificate, and its signature over the text of `releaseStatement`. */
export const ReleaseRequest = VehicleApplication.extend({
  /** A new name of its own, under which it leaves and carries its record; none where it has no name yet. */
  pseudonym: Address.optional(),
  /** The LEAG can act on it until then. */
  notAfter: Instant,
});

/** See {@link ReleaseRequest}. */
export type ReleaseRequest = z.infer<typeof ReleaseRequest>;

/** A request as the LEAG alone keeps it, with what proves it to an auditor. */
export const Release = ReleaseRequest.extend({ nullifier: Nullifier, leag: LeagId });

/** See {@link Release}. */
export type Release = z.infer<typeof Release>;

/** That a vehicle moves under this name: to this LEAG or from it, as the payload's `fn` says. */
const MovePayload = PayloadHeader.extend({ leag: LeagId, pseudonym: Address });

/** What a name under which a vehicle left one LEAG signs to arrive at another. */
export const SignedArrival = z.strictObject({ payload: MovePayload, signature: KeySignature });

/** See {@link SignedArrival}. */
export type SignedArrival = z.infer<typeof SignedArrival>;

/**
 * How a vehicle leaves a LEAG that does not let it go: its pseudonym signs so, and it shows the link that the LEAG sealed. This
 * publishes which enrolled vehicle traded under that pseudonym.
 */
export const Leave = z.strictObject({ payload: MovePayload, signature: KeySignature, link: PseudonymLink });

/** See {@link Leave}. */
export type Leave = z.infer<typeof Leave>;
