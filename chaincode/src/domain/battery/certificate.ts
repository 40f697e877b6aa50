// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Hex256, Instant, Millionths, Name, RecordId, Salt, Text } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { SecondLifeCode } from '../identifiers/gbt34014.js';
import { PassportId } from './passport.js';

/** How a battery is made fit for another life. */
export const SecondLifeKind = z.enum(['repurposed', 're-used', 'remanufactured']);

/** See {@link SecondLifeKind}. */
export type SecondLifeKind = z.infer<typeof SecondLifeKind>;

/** A second-life certificate: announced with a commitment to its private evidence, valid once that is confirmed. */
export const Certificate = z.strictObject({
  id: RecordId,
  batteryId: BatteryId,
  kind: SecondLifeKind,
  secondLifeCode: SecondLifeCode.optional(),
  evidenceCommitment: Hex256,
  status: z.enum(['announced', 'confirmed']),
  issuedBy: MspId,
  announcedAt: Instant,
  confirmedAt: Instant.optional(),
  /** The passport that the confirmation issued. */
  passportId: PassportId.optional(),
  /** Version of the rule parameters it was decided under. */
  ruleVersion: z.int().min(1),
});

/** See {@link Certificate}. */
export type Certificate = z.infer<typeof Certificate>;

/** The private evidence behind a certificate; its canonical JSON is what `evidenceCommitment` commits to. */
export const CertificateEvidence = z.strictObject({
  batteryId: BatteryId,
  salt: Salt,
  soh: Millionths,
  testStandard: Name,
  testedAt: Instant,
  results: z
    .array(z.strictObject({ test: Name, passed: z.boolean(), value: Name.optional() }))
    .min(1)
    .max(50),
  statement: Text,
});

/** See {@link CertificateEvidence}. */
export type CertificateEvidence = z.infer<typeof CertificateEvidence>;
