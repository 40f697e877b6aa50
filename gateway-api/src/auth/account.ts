// SPDX-License-Identifier: Apache-2.0
import { Name, Role, VehicleId, z } from '@wattpass/chaincode/domain';

/** Who may sign in at this gateway; what anybody may see of it. */
export const accountSchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['person', 'device']),
  name: Name,
  role: Role.optional(),
  /** May speak for the organisation in the consortium. */
  delegate: z.boolean(),
  /** May manage this gateway's accounts. */
  admin: z.boolean(),
  /** The caller's id on the ledger: what `actorId` of a party means. */
  actorId: z.string(),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().optional(),
});

/** See {@link accountSchema}. */
export type Account = z.infer<typeof accountSchema>;

/** What an administrator gives to make an account. */
export const newAccountSchema = z.strictObject({
  kind: z.enum(['person', 'device']),
  name: Name.regex(/^[A-Za-z0-9][A-Za-z0-9._@ -]*$/, 'letters, digits, spaces and . _ @ -'),
  /** Without it, the account has the organisation's role, if that has exactly one. */
  role: Role.optional(),
  delegate: z.boolean().default(false),
  admin: z.boolean().default(false),
  /** May issue money, where the members certified the organisation for it. */
  issuer: z.boolean().optional(),
  /** Of a vehicle: its id for life, 256 random bits, which its certificates then name. */
  vehicleId: VehicleId.optional(),
});

/** See {@link newAccountSchema}. */
export type NewAccount = z.output<typeof newAccountSchema>;
