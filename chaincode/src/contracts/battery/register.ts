// SPDX-License-Identifier: Apache-2.0

import { batteryIdOf } from '../../domain/identifiers/battery-id.js';
import { Battery, type NewBattery } from '../../domain/battery/battery.js';
import type { BatteryStatus } from '../../domain/battery/status.js';
import { canonicalJson } from '../../domain/canonical-json.js';
import { DomainError } from '../../domain/errors.js';
import { keys } from '../../ledger/keys.js';
import { find, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';

/** Registers batteries, all or none. A repeat under the same key answers with the records the first one made. */
export const register: Handler<'battery:register'> = async (session, input) => {
  const batteries: Battery[] = [];
  const fresh: Battery[] = [];
  for (const [index, item] of input.batteries.entries()) {
    const battery = newBattery(session, input.key, item);
    const existing = await find(session.ledger, Battery, keys.battery(battery.id));
    if (existing === undefined) {
      refuseTwice(fresh, battery.id, index);
      fresh.push(battery);
    } else {
      refuseOther(existing, battery, index);
    }
    batteries.push(existing ?? battery);
  }
  for (const battery of fresh) {
    await save(session.ledger, keys.battery(battery.id), battery);
    await save(session.ledger, keys.status(battery.id), firstStatus(session, battery));
  }
  announce(
    session,
    'battery.registered',
    fresh.map(({ id, factoryCommitment }) => ({ kind: 'battery', id, commitment: factoryCommitment })),
  );
  return { batteries };
};

function newBattery(session: Session, key: string, item: NewBattery): Battery {
  return {
    ...item,
    id: batteryIdOf(item.gtin, item.serial),
    producer: session.actor.mspId,
    registeredAt: session.now,
    registeredKey: key,
    factory: 'announced',
  };
}

function firstStatus({ actor, now }: Session, battery: Battery): BatteryStatus {
  const holder = { mspId: actor.mspId, role: actor.role };
  return { batteryId: battery.id, status: 'announced', since: now, title: holder, custody: holder };
}

function refuseTwice(fresh: readonly Battery[], id: string, index: number): void {
  if (fresh.some((battery) => battery.id === id)) {
    throw new DomainError('ALREADY_EXISTS', `/batteries/${index}: ${id} stands twice in this list`, { index, id });
  }
}

/** The same request again is a repeat; anything else under an id that is taken is refused. */
function refuseOther(existing: Battery, asked: Battery, index: number): void {
  const likeAsked = { ...existing, registeredAt: asked.registeredAt, factory: asked.factory };
  if (canonicalJson(likeAsked) !== canonicalJson(asked)) {
    throw new DomainError('ALREADY_EXISTS', `/batteries/${index}: ${asked.id} is registered already`, {
      index,
      id: asked.id,
    });
  }
}
