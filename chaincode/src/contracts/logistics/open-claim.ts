// SPDX-License-Identifier: Apache-2.0

import { Agreement } from '../../domain/logistics/agreement.js';
import { Batch } from '../../domain/logistics/batch.js';
import { checkSameClaim, openClaim as openClaimRule } from '../../domain/logistics/claim-rules.js';
import { Claim } from '../../domain/logistics/claim.js';
import { keys } from '../../ledger/keys.js';
import { rulesInForce } from '../../ledger/registry.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { newRecordId } from '../session.js';
import { announceClaim } from './announce-claim.js';

/** Opens a claim; a repeat under the same key answers with it. */
export const openClaim: Handler<'logistics:openClaim'> = async (session, { key, ...request }) => {
  const { ledger, actor, now } = session;
  const id = newRecordId(session, key);
  const existing = await find(ledger, Claim, keys.claim(id));
  if (existing !== undefined) {
    checkSameClaim(existing, request);
    return existing;
  }
  const agreement = await load(ledger, Agreement, keys.agreement(request.agreementId));
  const batch = await load(ledger, Batch, keys.batch(agreement.batchId));
  const rules = await rulesInForce(ledger, now);
  const claim = openClaimRule(request, agreement, batch, actor, { id, now, rules });
  await save(ledger, keys.claim(id), claim);
  announceClaim(session, claim);
  return claim;
};
