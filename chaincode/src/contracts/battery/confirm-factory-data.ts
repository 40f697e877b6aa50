// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { Battery } from '../../domain/battery/battery.js';
import { requireProducer } from '../../domain/battery/factory-rules.js';
import { firstPassport } from '../../domain/battery/passport-rules.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { requireCommitment } from '../../domain/commitment-rules.js';
import { keys } from '../../ledger/keys.js';
import { load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type EventItem, type Session } from '../session.js';
import { savePassport } from './passport-records.js';

/**
 * Confirms sealed factory data under the whole consortium's endorsement: every endorser compares the hash in the
 * collection with the commitment. The battery is manufactured then and has its first passport.
 */
export const confirmFactoryData: Handler<'battery:confirmFactoryData'> = async (session, { batteryIds }) => {
  refuseRepeats('batteryIds', batteryIds);
  const batteries: Battery[] = [];
  const fresh: Battery[] = [];
  for (const [index, batteryId] of batteryIds.entries()) {
    const battery = await atItem('batteryIds', index, () => confirmable(session, batteryId));
    const sealed: Battery = { ...battery, factory: 'sealed' };
    batteries.push(sealed);
    if (battery.factory === 'announced') {
      fresh.push(sealed);
    }
  }
  const events: EventItem[] = [];
  for (const battery of fresh) {
    events.push(await manufacture(session, battery));
  }
  announce(session, 'battery.manufactured', events);
  return { batteries };
};

/** The battery, if its factory data are confirmed already or match their commitment. */
async function confirmable({ ledger, actor }: Session, batteryId: string): Promise<Battery> {
  const battery = await load(ledger, Battery, keys.battery(batteryId));
  requireProducer(actor, battery);
  if (battery.factory === 'announced') {
    const hash = await ledger.privateHash('factory', keys.factory(batteryId));
    requireCommitment(`factory data of ${batteryId}`, battery.factoryCommitment, hash);
  }
  return battery;
}

async function manufacture({ ledger, actor, now }: Session, battery: Battery): Promise<EventItem> {
  const passport = firstPassport(battery.id, actor.mspId, now);
  const status = await load(ledger, BatteryStatus, keys.status(battery.id));
  const manufactured: BatteryStatus = { ...status, status: 'manufactured', since: now, passportId: passport.id };
  await save(ledger, keys.battery(battery.id), battery);
  await save(ledger, keys.status(battery.id), manufactured);
  await savePassport(ledger, passport);
  return { kind: 'battery', id: battery.id, status: 'manufactured', passportId: passport.id };
}
