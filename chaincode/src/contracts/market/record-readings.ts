// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { DomainError } from '../../domain/errors.js';
import { compareInstants } from '../../domain/instant.js';
import { requireReading } from '../../domain/market/meter-rules.js';
import { Meter, StoredReading, type Reading, type SignedReading } from '../../domain/market/meter.js';
import { checkSlot } from '../../domain/market/order-rules.js';
import { Outcome } from '../../domain/market/outcome.js';
import { FillLine } from '../../domain/market/slot-result.js';
import { disputeUntil, requireState } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import type { LedgerIdentity } from '../../domain/wallet/ledger-identity.js';
import { keys } from '../../ledger/keys.js';
import { findAll, load, readAhead, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';
import { Till } from '../wallet/till.js';
import { slotOf } from './slot-records.js';

/**
 * Records readings of a cleared slot, whether it is attested or not: what was metered is a fact. All or none; one that stands
 * already is left alone. After the settlement only missing ones are taken.
 */
export const recordReadings: Handler<'market:recordReadings'> = async (session, { leag, slot: name, items }) => {
  const { ledger } = session;
  const slot = await slotOf(ledger, { leag, slot: name });
  requireState(slot, ['CLEARED', 'SETTLED']);
  const { identity } = (await Till.open(session)).context;
  refuseRepeats(
    'items',
    items.map(({ reading }) => reading.trader),
    'reading/trader',
  );
  refuseRepeats(
    'items',
    items.map(({ reading }) => reading.meter),
    'reading/meter',
  );
  const known = await findAll(
    ledger,
    StoredReading,
    items.map(({ reading }) => keys.reading(leag, name, reading.trader)),
  );
  await readAhead(
    ledger,
    items.flatMap(({ reading: { trader, meter } }, index) =>
      known[index] === undefined ? [keys.fill(leag, name, trader), keys.meter(meter)] : [],
    ),
  );
  const fresh: Recorded[] = [];
  for (const [index, signed] of items.entries()) {
    await atItem('items', index, async () => {
      checkSlot(signed.reading, slot);
      const standing = known[index];
      if (standing === undefined) {
        fresh.push(await recordOf(session, slot, signed, identity));
      } else {
        checkSame(standing, signed.reading);
      }
    });
  }
  for (const { reading, meter } of fresh) {
    await save(ledger, keys.reading(leag, name, reading.trader), reading);
    await save(ledger, keys.meter(meter.id), meter);
  }
  if (fresh.length > 0) {
    announce(session, 'market.readingsRecorded', [{ kind: 'slot', id: name, leag, readings: fresh.length }]);
  }
  return { ids: items.map(({ reading }) => reading.trader) };
};

interface Recorded {
  readonly reading: StoredReading;
  readonly meter: Meter;
}

async function recordOf(
  { ledger, now }: Session,
  slot: Slot,
  signed: SignedReading,
  identity: LedgerIdentity,
): Promise<Recorded> {
  const { reading } = signed;
  const line = await load(ledger, FillLine, keys.fill(slot.leag, slot.slot, reading.trader));
  if (slot.state === 'SETTLED') {
    await requireOpen({ ledger, now }, slot, reading.trader);
  }
  const meter = await load(ledger, Meter, keys.meter(reading.meter));
  const next = requireReading(signed, meter, line, identity);
  return { reading: { ...reading, orderId: line.orderId, at: now }, meter: next };
}

/** @throws DomainError ILLEGAL_STATUS where the order is settled for good */
async function requireOpen(
  { ledger, now }: Pick<Session, 'ledger' | 'now'>,
  slot: Slot,
  trader: string,
): Promise<void> {
  const outcome = await load(ledger, Outcome, keys.outcome(slot.leag, slot.slot, trader));
  if (outcome.final || compareInstants(now, disputeUntil(slot)) >= 0) {
    throw new DomainError('ILLEGAL_STATUS', `the order of ${trader} is settled for good`, {
      status: slot.state,
      legal: ['CLEARED'],
      until: disputeUntil(slot),
    });
  }
}

function checkSame(standing: StoredReading, { meter, register, start, end }: Reading): void {
  const same =
    standing.meter === meter && standing.register === register && standing.start === start && standing.end === end;
  if (!same) {
    throw new DomainError('ALREADY_EXISTS', `another reading of ${standing.trader} stands for this slot`, {
      meter: standing.meter,
      start: standing.start,
      end: standing.end,
    });
  }
}
