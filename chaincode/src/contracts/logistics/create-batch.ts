// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { requireMovable } from '../../domain/battery/move-rules.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { checkReceiver, checkSameBatch, newBatch } from '../../domain/logistics/batch-rules.js';
import { Batch } from '../../domain/logistics/batch.js';
import { keys } from '../../ledger/keys.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { requireMember } from '../require-member.js';

/** Puts batteries of the caller's custody together into a batch; the same request again answers with the batch. */
export const createBatch: Handler<'logistics:createBatch'> = async (session, request) => {
  const { ledger, actor, now } = session;
  const existing = await find(ledger, Batch, keys.batch(request.id));
  if (existing !== undefined) {
    checkSameBatch(existing, request, actor);
    return existing;
  }
  refuseRepeats('batteryIds', request.batteryIds);
  checkReceiver(request.receiver);
  await requireMember(ledger, request.receiver.mspId, request.receiver.role, 'receiver');
  const statuses: BatteryStatus[] = [];
  for (const [index, batteryId] of request.batteryIds.entries()) {
    const status = await atItem('batteryIds', index, async () => {
      const found = await load(ledger, BatteryStatus, keys.status(batteryId));
      requireMovable(found);
      return found;
    });
    statuses.push(status);
  }
  const batch = newBatch(request, statuses, actor, now);
  await save(ledger, keys.batch(batch.id), batch);
  announce(session, 'batch.created', [{ kind: 'batch', id: batch.id, count: batch.count }]);
  return batch;
};
