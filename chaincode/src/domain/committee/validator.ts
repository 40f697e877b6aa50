// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId, MspId } from '../actor.js';
import { Instant } from '../fields.js';
import { ParticipantId } from '../reputation/reputation.js';
import { Address } from '../wallet/address.js';
import { PayloadHeader } from '../wallet/payload.js';

/** Who answers for a validator: one enrolled participant, or one member organisation. */
export const Sponsor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('participant'), participant: ParticipantId }),
  z.strictObject({ kind: z.literal('organisation'), mspId: MspId }),
]);

/** See {@link Sponsor}. */
export type Sponsor = Readonly<z.infer<typeof Sponsor>>;

/** A service that re-runs clearings and attests them. Its id is that of its certificate's holder. */
export const Validator = z.strictObject({
  id: ActorId,
  mspId: MspId,
  sponsor: Sponsor,
  /** Where its pay goes. */
  payTo: Address,
  /** `applied` until its organisation sponsors it; `suspended` after two different verdicts, until a consent vote. */
  status: z.enum(['applied', 'active', 'suspended', 'retired']),
  since: Instant,
});

/** See {@link Validator}. */
export type Validator = Readonly<z.infer<typeof Validator>>;

/** A sponsor's name in keys: a sponsor has one validator at a time. */
export function sponsorId(sponsor: Sponsor): string {
  return sponsor.kind === 'participant' ? sponsor.participant : sponsor.mspId;
}

/** What a participant signs to sponsor a validator, for `committee:applyAsValidator`. */
export const SponsorPayload = PayloadHeader.extend({ participant: ParticipantId, validator: ActorId });

/** See {@link SponsorPayload}. */
export type SponsorPayload = Readonly<z.infer<typeof SponsorPayload>>;
