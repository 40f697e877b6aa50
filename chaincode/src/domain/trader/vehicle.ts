// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { sha256Hex } from '../digest.js';
import { Hex256, Salt } from '../fields.js';
import { LeagId } from '../market/leag.js';
import { Signature } from '../wallet/signature.js';

/**
 * A vehicle's id: 256 random bits, fixed once for its life and certified in the attribute `wattpass.vid`, over every
 * renewal of the certificate. Not a certificate's hash or serial, which a renewal changes, nor the VIN, which can be guessed.
 */
export const VehicleId = Hex256;

/** The attribute of a certificate that holds the {@link VehicleId}. */
export const VEHICLE_ATTRIBUTE = 'wattpass.vid';

/** By what a vehicle is enrolled in public: everybody can see that it is enrolled once, nobody which one it is. */
export const Nullifier = Hex256;

/** The nullifier of a vehicle: SHA-256 of a label and the 32 bytes of its id. */
export function nullifierOf(vehicleId: string): string {
  return sha256Hex(Buffer.concat([Buffer.from('wattpass/nullifier/1', 'utf8'), Buffer.from(vehicleId, 'hex')]));
}

/** What a vehicle hands to its LEAG: its certificate, and its signature over the statement of the enrolment. */
export const VehicleApplication = z.strictObject({
  vehicleId: VehicleId,
  /** PEM. */
  certificate: z.string().min(100).max(8000),
  /** Over the text of `enrolmentStatement`, by the certificate's key. */
  signature: Signature,
  salt: Salt,
});

/** See {@link VehicleApplication}. */
export type VehicleApplication = z.infer<typeof VehicleApplication>;

/** An enrolled vehicle as its LEAG alone keeps it, with what proves it to an auditor. */
export const Vehicle = VehicleApplication.extend({ nullifier: Nullifier, leag: LeagId });

/** See {@link Vehicle}. */
export type Vehicle = z.infer<typeof Vehicle>;

/** Which vehicle trades under a pseudonym, and under which it traded before: known to the LEAG alone. */
export const PseudonymLink = z.strictObject({
  pseudonym: Hex256,
  nullifier: Nullifier,
  previous: Hex256.optional(),
  salt: Salt,
});

/** See {@link PseudonymLink}. */
export type PseudonymLink = z.infer<typeof PseudonymLink>;
