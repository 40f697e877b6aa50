// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count, Hex256, Instant } from '../fields.js';
import { Address } from '../wallet/address.js';
import { AmountOrZero } from '../wallet/amount.js';
import { LeagId } from './leag.js';
import { MechanismRule, Price, SlotId } from './slot.js';

/** What clearing gave one order. Orders that nobody and no grid met have no line. */
export const FillLine = z.strictObject({
  trader: Address,
  orderId: Hex256,
  /** In a regional slot: the LEAG that the order was placed with. */
  node: LeagId.optional(),
  side: z.enum(['buy', 'sell']),
  /** Wh that other orders meet, and Wh that the grid takes. */
  fill: Count,
  grid: Count,
  /** What it pays or gets for both, micro-currency. */
  amount: AmountOrZero,
});

/** See {@link FillLine}. */
export type FillLine = z.infer<typeof FillLine>;

/** What a line carried in a regional slot, both ways together, and what its owner gets for it. */
export const Wheeling = z.strictObject({ line: LeagId, carriedWh: Count, to: Address, amount: AmountOrZero });

/** See {@link Wheeling}. */
export type Wheeling = z.infer<typeof Wheeling>;

const Energies = z.int().min(0);

/** The result of a slot: small, however many orders it has. Anybody can compute it again from the orders. */
export const SlotResult = z.strictObject({
  leag: LeagId,
  slot: SlotId,
  /** Merkle root (RFC 6962) of the orders' ids, sorted. */
  bookRoot: Hex256,
  /** Merkle root of the lines' canonical JSON, by order id. */
  linesRoot: Hex256,
  orders: Count,
  lines: Count,
  mechanism: MechanismRule,
  /** What the grid could pay at most, micro-currency: an input of the clearing. */
  gridFloat: AmountOrZero,
  /** Micro per kWh before fees, where there is one price for all. */
  price: Price.nullable(),
  /** Wh traded between orders; bought and sold count the grid too. */
  volumeWh: Energies,
  boughtWh: Energies,
  soldWh: Energies,
  gridSoldWh: Energies,
  gridBoughtWh: Energies,
  paid: AmountOrZero,
  received: AmountOrZero,
  gridReceived: AmountOrZero,
  gridPaid: AmountOrZero,
  /** The mechanism's surplus, for the common fund once owners of lines have got theirs. */
  surplus: AmountOrZero,
  wheeling: z.array(Wheeling).optional(),
  fees: AmountOrZero,
});

/** See {@link SlotResult}. */
export type SlotResult = z.infer<typeof SlotResult>;

/** A result on the ledger with the hash that attesters confirm. */
export const Cleared = z.strictObject({ result: SlotResult, resultHash: Hex256, clearedAt: Instant });

/** See {@link Cleared}. */
export type Cleared = z.infer<typeof Cleared>;
