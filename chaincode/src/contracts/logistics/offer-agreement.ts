// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { RecordId } from '../../domain/fields.js';
import { checkFree, checkSameOffer, offer } from '../../domain/logistics/agreement-rules.js';
import { Agreement } from '../../domain/logistics/agreement.js';
import { Batch } from '../../domain/logistics/batch.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { rulesInForce } from '../../ledger/registry.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { newRecordId } from '../session.js';
import { announceAgreement } from './announce-agreement.js';
import { requireMember } from '../require-member.js';

/**
 * What stands under a batch's own key: two offers at once write it both, so that the ledger lets one of them through.
 */
const BatchAgreement = z.strictObject({ agreementId: RecordId });

/** Offers a carrier the transport of a batch; a repeat under the same key answers with the agreement. */
export const offerAgreement: Handler<'logistics:offerAgreement'> = async (session, { key, ...request }) => {
  const { ledger, actor, now } = session;
  const id = newRecordId(session, key);
  const existing = await find(ledger, Agreement, keys.agreement(id));
  if (existing !== undefined) {
    checkSameOffer(existing, request);
    return existing;
  }
  const batch = await load(ledger, Batch, keys.batch(request.batchId));
  const { version } = await rulesInForce(ledger, now);
  const agreement = offer(request, batch, actor, { id, now, ruleVersion: version });
  await requireMember(ledger, request.carrier, 'logistics', 'carrier');
  checkFree(await latestOf(ledger, batch.id));
  await save(ledger, keys.agreement(id), agreement);
  await save(ledger, keys.batchAgreement(batch.id), { agreementId: id });
  announceAgreement(session, agreement);
  return agreement;
};

async function latestOf(ledger: Ledger, batchId: string): Promise<Agreement | undefined> {
  const latest = await find(ledger, BatchAgreement, keys.batchAgreement(batchId));
  return latest === undefined ? undefined : load(ledger, Agreement, keys.agreement(latest.agreementId));
}
