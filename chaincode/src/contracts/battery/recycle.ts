// SPDX-License-Identifier: Apache-2.0

import { actsFor } from '../../domain/actor.js';
import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { cease } from '../../domain/battery/passport-rules.js';
import type { Passport } from '../../domain/battery/passport.js';
import { recycled } from '../../domain/battery/recycling-rules.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { keys } from '../../ledger/keys.js';
import { load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';
import { activePassport, savePassport } from './passport-records.js';

/** Recycles batteries whose recovered materials are on record, all or none; their passports cease. */
export const recycle: Handler<'battery:recycle'> = async (session, input) => {
  const { ledger } = session;
  refuseRepeats(
    'items',
    input.items.map(({ batteryId }) => batteryId),
    'batteryId',
  );
  const statuses: BatteryStatus[] = [];
  const fresh: { status: BatteryStatus; passport: Passport }[] = [];
  for (const [index, { batteryId, materialsRecordId }] of input.items.entries()) {
    await atItem('items', index, async () => {
      const before = await load(ledger, BatteryStatus, keys.status(batteryId));
      const hash = await ledger.privateHash('recycling', keys.recycling(batteryId, 'materials', materialsRecordId));
      if (isRepeat(session, before, hash)) {
        statuses.push(before);
        return;
      }
      const status = recycled(before, hash, session.actor, session.now);
      fresh.push({ status, passport: cease(await activePassport(ledger, before), session.now) });
      statuses.push(status);
    });
  }
  for (const { status, passport } of fresh) {
    await save(ledger, keys.status(status.batteryId), status);
    await savePassport(ledger, passport);
  }
  announce(
    session,
    'battery.recycled',
    fresh.map(({ status }) => ({ kind: 'battery', id: status.batteryId, status: 'recycled' })),
  );
  return { statuses };
};

/** The recycler asks again for what it has done, under a materials record that exists. */
function isRepeat({ actor }: Session, status: BatteryStatus, hash: string | undefined): boolean {
  return status.status === 'recycled' && hash !== undefined && actsFor(actor, status.title);
}
