// SPDX-License-Identifier: Apache-2.0

import { Agreement } from '../../domain/logistics/agreement.js';
import { Batch } from '../../domain/logistics/batch.js';
import { carrierParty } from '../../domain/logistics/custody-rules.js';
import { pickUp as pickUpRule } from '../../domain/logistics/scan-rules.js';
import { keys } from '../../ledger/keys.js';
import { load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announceAgreement } from './announce-agreement.js';
import { handOverItems } from './hand-over-items.js';

/** The carrier scans every item of the batch and takes custody of them all, or of none. */
export const pickUp: Handler<'logistics:pickUp'> = async (session, { agreementId, scanned }) => {
  const { ledger, actor, now } = session;
  const agreement = await load(ledger, Agreement, keys.agreement(agreementId));
  const batch = await load(ledger, Batch, keys.batch(agreement.batchId));
  const next = pickUpRule(agreement, batch, scanned, actor, now);
  if (next === agreement) {
    return next;
  }
  await handOverItems(ledger, batch.batteryIds, scanned, {
    from: agreement.consignor,
    to: carrierParty(agreement.carrier),
    now,
  });
  await save(ledger, keys.agreement(agreementId), next);
  announceAgreement(session, next, batch.batteryIds);
  return next;
};
