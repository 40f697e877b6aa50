// SPDX-License-Identifier: Apache-2.0

import { BatteryStatus } from '../../domain/battery/status.js';
import { requireHolder } from '../../domain/twin/holder-rules.js';
import { StoredRunMode } from '../../domain/twin/run-mode.js';
import { keys } from '../../ledger/keys.js';
import { load } from '../../ledger/repository.js';
import { appendPrivate } from '../append-private.js';
import type { Handler } from '../run.js';
import { storedRecord } from './check-recorder.js';

/** The user who holds a battery says, in private, how it is to run. */
export const setRunMode: Handler<'twin:setRunMode'> = (session, { key }, { items }) =>
  appendPrivate(session, key, items, {
    collection: 'runMode',
    schema: StoredRunMode,
    kind: 'runMode',
    keyOf: (record, id) => keys.runMode(record.batteryId, id),
    complete: async (record, id) => {
      requireHolder(await load(session.ledger, BatteryStatus, keys.status(record.batteryId)), session.actor);
      return storedRecord(session, id, record);
    },
  });
