// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { batteryIdOf } from '../../domain/identifiers/battery-id.js';
import { Battery, type NewBattery } from '../../domain/battery/battery.js';
import type { BatteryStatus } from '../../domain/battery/status.js';
import { canonicalJson } from '../../domain/canonical-json.js';
import { DomainError } from '../../domain/errors.js';
import { keys } from '../../ledger/keys.js';
import { findAll, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';

/** Registers batteries, all or none. A repeat under the same key answers with the records the first one made. */
export const register: Handler<'battery:register'> = async (session, input) => {
  const { ledger } = session;
  const asked = input.batteries.map((item) => newBattery(session, input.key, item));
  refuseRepeats(
    'batteries',
    asked.map(({ id }) => id),
  );
  const batteries: Battery[] = [];
  const fresh: Battery[] = [];
  const standing = await findAll(
    ledger,
    Battery,
    asked.map(({ id }) => keys.battery(id)),
  );
  for (const [index, battery] of asked.entries()) {
    const existing = standing[index];
    if (existing === undefined) {
      fresh.push(battery);
    } else {
      await atItem('batteries', index, () => {
        requireSameBattery(existing, battery);
      });
    }
    batteries.push(existing ?? battery);
  }
  for (const battery of fresh) {
    await save(ledger, keys.battery(battery.id), battery);
    await save(ledger, keys.status(battery.id), firstStatus(session, battery));
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

/** The same request again is a repeat; anything else under an id that is taken is refused. @throws DomainError ALREADY_EXISTS */
function requireSameBattery(existing: Battery, asked: Battery): void {
  const likeAsked = { ...existing, registeredAt: asked.registeredAt, factory: asked.factory };
  if (canonicalJson(likeAsked) !== canonicalJson(asked)) {
    throw new DomainError('ALREADY_EXISTS', `${asked.id} is registered already`, { id: asked.id });
  }
}
