// SPDX-License-Identifier: Apache-2.0

import { checkUsage } from '../../domain/twin/record-rules.js';
import { StoredUsage } from '../../domain/twin/usage.js';
import { keys } from '../../ledger/keys.js';
import { appendPrivate } from '../append-private.js';
import type { Handler } from '../run.js';
import { checkRecorder, storedRecord } from './check-recorder.js';

/** Records, in private, how a battery was used and which chunk of telemetry shows it. */
export const recordUsage: Handler<'twin:recordUsage'> = (session, { key }, { items }) =>
  appendPrivate(session, key, items, {
    collection: 'usage',
    schema: StoredUsage,
    kind: 'usage',
    keyOf: (record, id) => keys.usage(record.batteryId, id),
    complete: async (record, id) => {
      checkUsage(record);
      await checkRecorder(session, record.batteryId);
      return storedRecord(session, id, record);
    },
  });
