// SPDX-License-Identifier: Apache-2.0

import { Leag } from '../../domain/market/leag.js';
import { Meter, StoredReading } from '../../domain/market/meter.js';
import { Notice, Order } from '../../domain/market/order.js';
import { Outcome } from '../../domain/market/outcome.js';
import { FillLine } from '../../domain/market/slot-result.js';
import { Slot } from '../../domain/market/slot.js';
import { keys } from '../../ledger/keys.js';
import { listAll, listPage, load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { slotOf, viewOf } from './slot-records.js';

/** All LEAGs. */
export const leags: Handler<'market:leags'> = async ({ ledger }) => ({
  leags: await listAll(ledger, Leag, keys.leags()),
});

/** The slots of a LEAG in the order of delivery. */
export const slots: Handler<'market:slots'> = ({ ledger }, { leag, ...page }) =>
  listPage(ledger, Slot, keys.slots(leag), page);

/** A slot and its result. */
export const slot: Handler<'market:slot'> = async ({ ledger }, name) => viewOf(ledger, await slotOf(ledger, name));

/** The orders of a slot by their traders. */
export const orders: Handler<'market:orders'> = ({ ledger }, { leag, slot: name, ...page }) =>
  listPage(ledger, Order, keys.orders(leag, name), page);

/** What clearing gave the orders of a slot, by their traders. */
export const fills: Handler<'market:fills'> = ({ ledger }, { leag, slot: name, ...page }) =>
  listPage(ledger, FillLine, keys.fills(leag, name), page);

/** The readings of a slot, by their traders. */
export const readings: Handler<'market:readings'> = ({ ledger }, { leag, slot: name, ...page }) =>
  listPage(ledger, StoredReading, keys.readings(leag, name), page);

/** The shortfalls announced in a slot, by their traders. */
export const notices: Handler<'market:notices'> = ({ ledger }, { leag, slot: name, ...page }) =>
  listPage(ledger, Notice, keys.notices(leag, name), page);

/** What came of the filled orders of a slot, by their traders. */
export const outcomes: Handler<'market:outcomes'> = ({ ledger }, { leag, slot: name, ...page }) =>
  listPage(ledger, Outcome, keys.outcomes(leag, name), page);

/** Meters by their ids. */
export const meters: Handler<'market:meters'> = async ({ ledger }, { ids }) => ({
  meters: await Promise.all(ids.map((id) => load(ledger, Meter, keys.meter(id)))),
});
