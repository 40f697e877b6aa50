// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count, Instant, Millionths, Text } from '../fields.js';
import { AmountOrZero } from '../wallet/amount.js';
import { LeagId } from './leag.js';
import { RegionalLine } from './regional/regional-line.js';
import { defaultMarketParameters, MarketParameters } from './market-parameters.js';

/** A slot's name: the start of delivery, on a full minute in UTC. It is a label, whenever its transactions run. */
export const SlotId = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00Z$/, 'a full minute in UTC, such as 2026-01-31T08:15:00Z');

/** Micro-currency per kWh. */
export const Price = z.int().min(0).max(1_000_000_000);

/** How a slot finds trades and prices; see `clearing/`. */
export const MechanismRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('uniform'), kappa: Millionths }),
  z.strictObject({ kind: z.literal('pay-as-bid') }),
  z.strictObject({ kind: z.literal('posted'), price: Price }),
  z.strictObject({ kind: z.literal('truthful') }),
  /** What the slots of several LEAGs left meets over these lines, as they are registered, by ascending ids. */
  z.strictObject({ kind: z.literal('regional'), lines: z.array(RegionalLine).min(1).max(64) }),
]);

/** See {@link MechanismRule}. */
export type MechanismRule = z.infer<typeof MechanismRule>;

/** What a LEAG fixes of a slot before it opens. */
export const SlotPlan = z.strictObject({
  slot: SlotId,
  /** End of delivery; a label as well. */
  deliveryEnd: Instant,
  /** The grid buys at the floor and sells at the ceiling. */
  floor: Price,
  ceiling: Price.min(1),
  /** What missing energy costs a seller, and what untaken energy brings a buyer. */
  importPrice: Price,
  exportPrice: Price,
  buyFee: Price,
  sellFee: Price,
  mechanism: MechanismRule,
  /** The LEAG that clears the region: its slot of the same name takes the orders that nobody here meets. */
  region: LeagId.optional(),
  /** Whether orders are sealed until the gate has closed. */
  sealed: z.boolean(),
  /** The gate closes no earlier, */
  closeFrom: Instant,
  /** and takes no order from here on. */
  closeBy: Instant,
  clearBy: Instant,
  /** Delivery starts; the clearing must be attested. */
  deliverFrom: Instant,
  /** Readings that are missing then are substituted. */
  readBy: Instant,
});

/** See {@link SlotPlan}. */
export type SlotPlan = z.infer<typeof SlotPlan>;

export const SlotState = z.enum(['PLANNED', 'OPEN', 'CLOSED', 'REVEALING', 'CLEARED', 'SETTLED', 'VOID']);

/** Where a slot stands. Between CLEARED and SETTLED its committee's record tells whether the result is attested. */
export type SlotState = z.infer<typeof SlotState>;

/** The end of a slot without a settlement. */
export const Voided = z.strictObject({
  at: Instant,
  reason: Text,
  /** What meters told all the same, which the grid sold at the ceiling and bought at the floor. */
  metered: z
    .strictObject({ boughtWh: Count, soldWh: Count, gridReceived: AmountOrZero, gridPaid: AmountOrZero })
    .optional(),
});

/** See {@link Voided}. */
export type Voided = z.infer<typeof Voided>;

/**
 * A slot: key `slot~leag~slot`, which every order reads, so that an order behind the gate's closure fails at commit.
 * Nothing is written here between opening and closure.
 */
export const Slot = SlotPlan.extend({
  leag: LeagId,
  state: SlotState,
  /** The version of the rules that it was planned under, and what that says of markets. */
  ruleVersion: z.int().min(1),
  rules: MarketParameters.default(defaultMarketParameters),
  plannedAt: Instant,
  openedAt: Instant.optional(),
  closedAt: Instant.optional(),
  clearedAt: Instant.optional(),
  settledAt: Instant.optional(),
  /** When nothing of a settled slot could change any more, money or score. */
  finalAt: Instant.optional(),
  voided: Voided.optional(),
});

/** See {@link Slot}. */
export type Slot = z.infer<typeof Slot>;
