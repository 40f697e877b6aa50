// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId } from '../../domain/actor.js';
import { apply, retired, sameApplication, sponsored } from '../../domain/committee/validator-rules.js';
import { sponsorId, Validator } from '../../domain/committee/validator.js';
import { DomainError } from '../../domain/errors.js';
import { Reputation } from '../../domain/reputation/reputation.js';
import { LedgerIdentity } from '../../domain/wallet/ledger-identity.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';

/** What stands under a sponsor's own key. */
const Sponsored = z.strictObject({ validator: ActorId });

/** Applies as a validator; a repeat answers with it. A sponsor has one validator that is not retired. */
export const applyAsValidator: Handler<'committee:applyAsValidator'> = async (session, application) => {
  const { ledger, actor, now } = session;
  const { sponsor } = application;
  const standing = await find(ledger, Validator, keys.validator(actor.id));
  if (standing !== undefined && standing.status !== 'retired') {
    if (!sameApplication(standing, application)) {
      throw new DomainError('ALREADY_EXISTS', `${actor.id} is a validator already`, { ...standing });
    }
    return standing;
  }
  const identity =
    sponsor.kind === 'participant' ? await load(ledger, LedgerIdentity, keys.ledgerIdentity()) : undefined;
  const validator = apply(application, actor, identity && { identity, now }, now);
  await requireFreeSponsor(ledger, sponsorId(sponsor), actor.id);
  if (sponsor.kind === 'participant') {
    await load(ledger, Reputation, keys.reputation(sponsor.participant));
  }
  await save(ledger, keys.sponsored(sponsorId(sponsor)), { validator: actor.id });
  return saveValidator(session, validator);
};

/** Sponsors a validator of the own organisation. */
export const sponsorValidator: Handler<'committee:sponsorValidator'> = async (session, { validator: id }) => {
  const { ledger, actor, now } = session;
  const standing = await load(ledger, Validator, keys.validator(id));
  const validator = sponsored(standing, actor, now);
  return validator === standing ? standing : saveValidator(session, validator);
};

/** Retires a validator, which frees its sponsor for another. */
export const retireValidator: Handler<'committee:retireValidator'> = async (session, { validator: id }) => {
  const { ledger, actor, now } = session;
  const standing = await load(ledger, Validator, keys.validator(id));
  const validator = retired(standing, actor, now);
  return validator === standing ? standing : saveValidator(session, validator);
};

async function requireFreeSponsor(ledger: Ledger, sponsor: string, validator: string): Promise<void> {
  const taken = await find(ledger, Sponsored, keys.sponsored(sponsor));
  const holder = taken && (await load(ledger, Validator, keys.validator(taken.validator)));
  if (holder !== undefined && holder.id !== validator && holder.status !== 'retired') {
    throw new DomainError('CONFLICT', `${sponsor} sponsors the validator ${holder.id} already`, {
      validator: holder.id,
    });
  }
}

async function saveValidator(session: Session, validator: Validator): Promise<Validator> {
  await save(session.ledger, keys.validator(validator.id), validator);
  announce(session, 'committee.validator', [{ kind: 'validator', id: validator.id, status: validator.status }]);
  return validator;
}
