// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { DomainError } from '../../domain/errors.js';
import { Meter } from '../../domain/market/meter.js';
import { parsePublicKey } from '../../domain/twin/device-key-rules.js';
import { keys } from '../../ledger/keys.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { ownLeag } from './leags.js';

/** Registers meters, all or none; one that stands with the same key and trader stays as it is. */
export const registerMeters: Handler<'market:registerMeters'> = async (session, { leag, items }) => {
  const { ledger, now } = session;
  await ownLeag(session, leag);
  refuseRepeats(
    'items',
    items.map(({ id }) => id),
    'id',
  );
  const fresh: Meter[] = [];
  for (const [index, item] of items.entries()) {
    await atItem('items', index, async () => {
      const standing = await find(ledger, Meter, keys.meter(item.id));
      if (standing === undefined) {
        parsePublicKey(item.publicKey);
        fresh.push({ ...item, leag, status: 'active', imported: 0, exported: 0, registeredAt: now });
      } else {
        checkSame(standing, { ...item, leag });
      }
    });
  }
  for (const meter of fresh) {
    await save(ledger, keys.meter(meter.id), meter);
  }
  announce(
    session,
    'market.metersRegistered',
    fresh.map(({ id }) => ({ kind: 'meter', id, leag })),
  );
  return { ids: items.map(({ id }) => id) };
};

/** Revokes meters of the caller's LEAG for ever; a repeat changes nothing. */
export const revokeMeters: Handler<'market:revokeMeters'> = async (session, { leag, ids }) => {
  const { ledger, now } = session;
  await ownLeag(session, leag);
  refuseRepeats('ids', ids);
  const gone: Meter[] = [];
  for (const [index, id] of ids.entries()) {
    await atItem('ids', index, async () => {
      const meter = await load(ledger, Meter, keys.meter(id));
      if (meter.leag !== leag) {
        throw new DomainError('FORBIDDEN', `meter ${id} is registered by ${meter.leag}`, { leag: meter.leag });
      }
      if (meter.status === 'active') {
        gone.push({ ...meter, status: 'revoked', revokedAt: now });
      }
    });
  }
  for (const meter of gone) {
    await save(ledger, keys.meter(meter.id), meter);
  }
  announce(
    session,
    'market.metersRevoked',
    gone.map(({ id }) => ({ kind: 'meter', id, leag })),
  );
  return { ids };
};

function checkSame(standing: Meter, asked: Pick<Meter, 'trader' | 'leag' | 'publicKey'>): void {
  const same = (['trader', 'leag', 'publicKey'] as const).every((field) => standing[field] === asked[field]);
  if (!same) {
    throw new DomainError('ALREADY_EXISTS', `another meter is registered as ${standing.id}`, { leag: standing.leag });
  }
  if (standing.status !== 'active') {
    throw new DomainError('ILLEGAL_STATUS', `meter ${standing.id} is revoked for ever; register it under a new id`, {
      status: standing.status,
      legal: [],
    });
  }
}
