// SPDX-License-Identifier: Apache-2.0

import { requireEnrolled, requireEntitled, requireVehicles } from '../../domain/trader/trader-rules.js';
import { Enrolment } from '../../domain/trader/trader.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { load, save } from '../../ledger/repository.js';
import type { Session } from '../session.js';
import { countTraders } from './certify.js';

/** A vehicle's enrolment with this LEAG, which holds. @throws DomainError NOT_FOUND, ILLEGAL_STATUS */
export async function liveEnrolment(ledger: Ledger, leag: string, nullifier: string): Promise<Enrolment> {
  const enrolment = await load(ledger, Enrolment, keys.enrolment(nullifier));
  requireEnrolled(enrolment, leag);
  return enrolment;
}

/**
 * Lets vehicles of one LEAG go that have no pseudonym. Which those are the LEAG alone knows; everybody knows how many.
 * @throws DomainError RULE_VIOLATION: onePerVehicle, firstPseudonym
 */
export async function letUnnamedGo(session: Session, leag: string, enrolments: readonly Enrolment[]): Promise<void> {
  const count = await countTraders(session.ledger, leag);
  requireVehicles(count, enrolments.length);
  requireEntitled(count, enrolments.filter(({ moved }) => moved === undefined).length);
  for (const enrolment of enrolments) {
    await letGo(session, enrolment, false);
  }
}

/**
 * Ends a vehicle's enrolment; it can enrol anywhere then. Who leaves under a name brings that name's record and has no first
 * pseudonym to come; who never had one takes the right to a first one along.
 * @returns the enrolment as the LEAG's own list keeps it
 */
export async function letGo({ ledger, now }: Session, enrolment: Enrolment, named: boolean): Promise<Enrolment> {
  const { nullifier, leag } = enrolment;
  const listed = await load(ledger, Enrolment, keys.enrolledWith(leag, nullifier));
  const released = now.slice(0, 7);
  const own: Enrolment = { ...enrolment, released, ...(named && { moved: true }) };
  const kept: Enrolment = { ...listed, released, ...(own.moved === undefined && { moved: true }) };
  await save(ledger, keys.enrolment(nullifier), own);
  await save(ledger, keys.enrolledWith(leag, nullifier), kept);
  return kept;
}
