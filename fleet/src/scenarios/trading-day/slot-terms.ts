// SPDX-License-Identifier: Apache-2.0
import type { RequestOf } from '@wattpass/gateway-api/client';
import type { TradingCalendar } from './calendar.js';

/** A slot as it is planned. */
export type SlotPlan = RequestOf<'planSlots'>['body']['slots'][number];

/** The grid's prices of a slot, micro-currency per kWh. */
export interface GridPrices {
  readonly floor: number;
  readonly ceiling: number;
}

/** How long the steps of a slot may take, seconds of the ledger's time. */
export interface Pace {
  readonly orders: number;
  readonly clearing: number;
  readonly attestation: number;
  readonly readings: number;
}

/** Fast machines need a few seconds; a missed deadline voids a slot, and a forged reading holds one up for so long. */
export const defaultPace: Pace = { orders: 60, clearing: 60, attestation: 90, readings: 15 };

const MICRO = 1_000_000;
/** What the network and taxes add to the day-ahead price for who buys, €/kWh. */
const NETWORK_EURO = 0.1;
const FEE = 2_000;
const KAPPA = 500_000;

/**
 * What the grid pays and asks at a day-ahead price: the price itself, and the price with network charges. Below zero the grid
 * takes energy for nothing.
 * @param price €/kWh
 */
export function gridPrices(price: number): GridPrices {
  const floor = Math.max(0, Math.round(price * MICRO));
  return { floor, ceiling: Math.max(floor, Math.round((price + NETWORK_EURO) * MICRO), 5 * FEE) };
}

/**
 * Plans the slot of an hour, with deadlines from now on.
 * @param when `ahead` is how many seconds later its orders can come than those of a slot that is traded at once.
 */
export function slotPlan(
  calendar: TradingCalendar,
  hour: number,
  price: number,
  { pace, now, ahead }: { readonly pace: Pace; readonly now: Date; readonly ahead: number },
): SlotPlan {
  const { floor, ceiling } = gridPrices(price);
  const later = (seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();
  const closeBy = ahead + pace.orders;
  const clearBy = closeBy + pace.clearing;
  const deliverFrom = clearBy + pace.attestation;
  return {
    ...calendar.slotOf(hour),
    floor,
    ceiling,
    importPrice: Math.floor((ceiling * 6) / 5),
    exportPrice: Math.floor(floor / 2),
    buyFee: FEE,
    sellFee: FEE,
    mechanism: { kind: 'uniform', kappa: KAPPA },
    sealed: false,
    closeFrom: later(0),
    closeBy: later(closeBy),
    clearBy: later(clearBy),
    deliverFrom: later(deliverFrom),
    readBy: later(deliverFrom + pace.readings),
  };
}
