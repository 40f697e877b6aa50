// SPDX-License-Identifier: Apache-2.0

import { arrive, cancel, decide } from '../../domain/logistics/agreement-rules.js';
import { Agreement } from '../../domain/logistics/agreement.js';
import { keys } from '../../ledger/keys.js';
import { load, save } from '../../ledger/repository.js';
import type { Session } from '../session.js';
import { announceAgreement } from './announce-agreement.js';

/** A transaction that takes an agreement one step further and touches nothing else. */
type Step = (session: Session, input: { agreementId: string }) => Promise<Agreement>;

/** A rule that answers with the agreement it was given has found a repeat: nothing is written then. */
function stepping(rule: (agreement: Agreement, session: Session) => Agreement): Step {
  return async (session, { agreementId }) => {
    const agreement = await load(session.ledger, Agreement, keys.agreement(agreementId));
    const next = rule(agreement, session);
    if (next !== agreement) {
      await save(session.ledger, keys.agreement(agreementId), next);
      announceAgreement(session, next);
    }
    return next;
  };
}

/** The carrier takes the order. */
export const acceptAgreement = stepping((agreement, { actor, now }) => decide(agreement, actor, 'accepted', now));

/** The carrier turns the order down. */
export const declineAgreement = stepping((agreement, { actor, now }) => decide(agreement, actor, 'declined', now));

/** The consignor takes the order back. */
export const cancelAgreement = stepping((agreement, { actor, now }) => cancel(agreement, actor, now));

/** The carrier has arrived. */
export const arriveAgreement = stepping((agreement, { actor, now }) => arrive(agreement, actor, now));
