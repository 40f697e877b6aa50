// SPDX-License-Identifier: Apache-2.0

import type { Actor } from '../actor.js';
import { canonicalJson } from '../canonical-json.js';
import { DomainError } from '../errors.js';
import { requireSigned, type PayloadContext } from '../wallet/payload-rules.js';
import type { KeySignature } from '../wallet/signature.js';
import type { Sponsor, SponsorPayload, Validator } from './validator.js';

/** What a validator applies with. */
export interface Application {
  readonly sponsor: Sponsor;
  readonly payTo: string;
  readonly consent?: { readonly payload: SponsorPayload; readonly signature: KeySignature } | undefined;
}

/**
 * The validator that applies: active at once with a participant's signature, otherwise until its organisation agrees.
 * @param context - what the signature is judged against; needed for a participant
 * @throws DomainError FORBIDDEN (another organisation), RULE_VIOLATION (`consentOfSponsor`), SIGNATURE_INVALID and others
 */
export function apply(
  { sponsor, payTo, consent }: Application,
  actor: Actor,
  context: PayloadContext | undefined,
  now: string,
): Validator {
  const validator = { id: actor.id, mspId: actor.mspId, sponsor, payTo, since: now };
  if (sponsor.kind === 'organisation') {
    if (sponsor.mspId !== actor.mspId) {
      throw new DomainError('FORBIDDEN', `/sponsor/mspId: ${actor.mspId} certified this validator`, {
        mspId: actor.mspId,
      });
    }
    return { ...validator, status: 'applied' };
  }
  const { participant } = sponsor;
  if (context === undefined || consent?.payload.participant !== participant || consent.payload.validator !== actor.id) {
    throw new DomainError('RULE_VIOLATION', `/consent: ${participant} must sign for the validator ${actor.id}`, {
      rule: 'consentOfSponsor',
      participant,
      validator: actor.id,
    });
  }
  requireSigned(consent.payload, consent.signature, participant, 'committee:applyAsValidator', context);
  return { ...validator, status: 'active' };
}

/** Whether an application says again what stands. */
export function sameApplication({ sponsor, payTo }: Validator, asked: Application): boolean {
  return payTo === asked.payTo && canonicalJson(sponsor) === canonicalJson(asked.sponsor);
}

/**
 * The validator once its organisation sponsors it.
 * @throws DomainError FORBIDDEN (another's, or a participant's), ILLEGAL_STATUS
 */
export function sponsored(validator: Validator, actor: Actor, now: string): Validator {
  if (validator.sponsor.kind !== 'organisation' || validator.mspId !== actor.mspId) {
    throw new DomainError('FORBIDDEN', `${actor.mspId} does not sponsor the validator ${validator.id}`, {
      sponsor: validator.sponsor,
    });
  }
  requireStatus(validator, ['applied', 'active']);
  return validator.status === 'active' ? validator : { ...validator, status: 'active', since: now };
}

/** The validator retired. A suspended one stays so, or it could come back clean. @throws DomainError FORBIDDEN, ILLEGAL_STATUS */
export function retired(validator: Validator, actor: Actor, now: string): Validator {
  if (validator.id !== actor.id && !(actor.delegate && validator.mspId === actor.mspId)) {
    throw new DomainError('FORBIDDEN', `${actor.id} answers for the validator ${validator.id} in no way`);
  }
  requireStatus(validator, ['applied', 'active', 'retired']);
  return validator.status === 'retired' ? validator : { ...validator, status: 'retired', since: now };
}

/** The validator suspended, as two different verdicts prove it must be. */
export function suspendedFor(validator: Validator, now: string): Validator {
  return { ...validator, status: 'suspended', since: now };
}

/** The validator after a consent vote. @throws DomainError ILLEGAL_STATUS unless it is suspended. */
export function reinstatedValidator(validator: Validator, now: string): Validator {
  requireStatus(validator, ['suspended']);
  return { ...validator, status: 'active', since: now };
}

function requireStatus({ id, status }: Validator, legal: readonly Validator['status'][]): void {
  if (!legal.includes(status)) {
    throw new DomainError('ILLEGAL_STATUS', `validator ${id} is ${status}`, { status, legal: [...legal] });
  }
}
