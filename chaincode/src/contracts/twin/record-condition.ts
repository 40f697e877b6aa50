// SPDX-License-Identifier: Apache-2.0

import { StoredCondition } from '../../domain/twin/condition.js';
import { checkCondition } from '../../domain/twin/record-rules.js';
import { keys } from '../../ledger/keys.js';
import { appendPrivate } from '../append-private.js';
import type { Handler } from '../run.js';
import { checkRecorder, storedRecord } from './check-recorder.js';

/** Records assessments and anomalies in the collection that the caller's role writes. */
export const recordCondition: Handler<'twin:recordCondition'> = (session, { key }, { items }) =>
  appendPrivate(session, key, items, {
    collection: session.actor.role === 'recycler' ? 'conditionRecycler' : 'conditionOperator',
    schema: StoredCondition,
    kind: 'condition',
    keyOf: (record, id) => keys.condition(record.batteryId, id),
    complete: async (record, id) => {
      checkCondition(record);
      await checkRecorder(session, record.batteryId);
      return storedRecord(session, id, record);
    },
  });
