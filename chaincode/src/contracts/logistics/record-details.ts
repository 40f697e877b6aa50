// SPDX-License-Identifier: Apache-2.0

import { Agreement } from '../../domain/logistics/agreement.js';
import { storedDetail } from '../../domain/logistics/detail-rules.js';
import { StoredLogisticsDetail } from '../../domain/logistics/logistics-detail.js';
import { keys } from '../../ledger/keys.js';
import { load } from '../../ledger/repository.js';
import { appendPrivate } from '../append-private.js';
import type { Handler } from '../run.js';

/** Records a journey in private, each record marked with the agreed threshold that it exceeds. */
export const recordDetails: Handler<'logistics:recordDetails'> = (session, { key }, { items }) =>
  appendPrivate(session, key, items, {
    collection: 'logisticsDetail',
    schema: StoredLogisticsDetail,
    kind: 'logisticsDetail',
    keyOf: (record, id) => keys.detail(record.agreementId, id),
    complete: async (record, id) => {
      const agreement = await load(session.ledger, Agreement, keys.agreement(record.agreementId));
      return storedDetail(record, agreement, session.actor, { id, now: session.now });
    },
  });
