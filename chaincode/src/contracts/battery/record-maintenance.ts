// SPDX-License-Identifier: Apache-2.0

import { StoredMaintenance } from '../../domain/battery/maintenance.js';
import { keys } from '../../ledger/keys.js';
import { appendPrivate } from '../append-private.js';
import type { Handler } from '../run.js';
import { checkRecorder, storedRecord } from '../twin/check-recorder.js';

/** Records maintenance in the collection that the caller's role writes. */
export const recordMaintenance: Handler<'battery:recordMaintenance'> = (session, { key }, { items }) =>
  appendPrivate(session, key, items, {
    collection: session.actor.role === 'recycler' ? 'maintenanceRecycler' : 'maintenanceOperator',
    schema: StoredMaintenance,
    kind: 'maintenance',
    keyOf: (record, id) => keys.maintenance(record.batteryId, id),
    complete: async (record, id) => {
      await checkRecorder(session, record.batteryId);
      return storedRecord(session, id, record);
    },
  });
