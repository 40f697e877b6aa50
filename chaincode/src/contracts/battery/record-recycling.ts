// SPDX-License-Identifier: Apache-2.0

import { requireRecyclable } from '../../domain/battery/recycling-rules.js';
import { StoredRecycling } from '../../domain/battery/recycling.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { keys } from '../../ledger/keys.js';
import { load } from '../../ledger/repository.js';
import { appendPrivate } from '../append-private.js';
import type { Handler } from '../run.js';

/** Records evaluations, refurbishments and recovered materials of batteries that the recycler holds. */
export const recordRecycling: Handler<'battery:recordRecycling'> = (session, { key }, { items }) =>
  appendPrivate(session, key, items, {
    collection: 'recycling',
    schema: StoredRecycling,
    kind: 'recycling',
    keyOf: (record, id) => keys.recycling(record.batteryId, record.kind, id),
    complete: async (record, id) => {
      const { ledger, actor, now } = session;
      requireRecyclable(await load(ledger, BatteryStatus, keys.status(record.batteryId)), actor);
      return { id, by: actor.mspId, recordedAt: now, record };
    },
  });
