// SPDX-License-Identifier: Apache-2.0

import { Agreement } from '../../domain/logistics/agreement.js';
import { Batch } from '../../domain/logistics/batch.js';
import { carrierParty } from '../../domain/logistics/custody-rules.js';
import { receive as receiveRule } from '../../domain/logistics/scan-rules.js';
import { keys } from '../../ledger/keys.js';
import { load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announceAgreement } from './announce-agreement.js';
import { handOverItems } from './hand-over-items.js';

/** The receiver takes custody of what it scanned; missing items stay with the carrier, and the record says so. */
export const receive: Handler<'logistics:receive'> = async (session, { agreementId, scanned, damaged }) => {
  const { ledger, actor, now } = session;
  const agreement = await load(ledger, Agreement, keys.agreement(agreementId));
  const batch = await load(ledger, Batch, keys.batch(agreement.batchId));
  const { agreement: next, received } = receiveRule(agreement, batch, { scanned, damaged }, actor, now);
  if (next === agreement) {
    return next;
  }
  await handOverItems(ledger, received, scanned, {
    from: carrierParty(agreement.carrier),
    to: agreement.receiver,
    now,
  });
  await save(ledger, keys.agreement(agreementId), next);
  announceAgreement(session, next, received);
  return next;
};
