// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count, items, pageOf, Text } from '../fields.js';
import { roles } from '../roles.js';
import { defineTransactions } from '../transaction.js';
import { DeviceId, PublicKey } from '../twin/device-key.js';
import { Address } from '../wallet/address.js';
import { Escrow } from '../wallet/escrow.js';
import { SignedSpend } from '../wallet/payload.js';
import { Dispute, EnergyRuling } from './dispute.js';
import { Leag, LeagId, NewLeag } from './leag.js';
import { Meter, Register, SignedDeparture, SignedReading, StoredReading } from './meter.js';
import { Conclusion } from '../committee/slot-committee.js';
import { Notice, Order, SignedCancel, SignedOrder } from './order.js';
import { Outcome } from './outcome.js';
import { Revealed, SignedCommit } from './sealed-order.js';
import { Cleared, FillLine } from './slot-result.js';
import { Slot, SlotId, SlotPlan } from './slot.js';

/** Deadlines lie a minute apart, so nobody may choose the time by more than half of it: seconds. */
const clockToleranceSeconds = 30;

const OfSlot = z.strictObject({ leag: LeagId, slot: SlotId });
const Ids = z.strictObject({ ids: z.array(z.string()) });

/** Where a page of a slot's records begins and how long it is; attesters read all of them. */
const PageOfSlot = OfSlot.extend({
  limit: z.int().min(1).max(5000).default(1000),
  bookmark: z.string().max(2000).default(''),
});

/** What a step of a slot answers: the slot as it stands, and its result and how that was attested once it has them. */
const SlotView = z.strictObject({ slot: Slot, cleared: Cleared.optional(), conclusion: Conclusion.optional() });

export const marketTransactions = defineTransactions({
  'market:registerLeag': {
    kind: 'submit',
    summary: 'Register a local energy aggregator under the organisation that runs it',
    roles: ['operator'],
    input: NewLeag,
    output: Leag,
  },
  'market:registerMeters': {
    kind: 'submit',
    summary: 'Register the meters of trading pseudonyms',
    roles: ['operator'],
    input: z.strictObject({
      leag: LeagId,
      items: items(z.strictObject({ id: DeviceId, trader: Address, publicKey: PublicKey })),
    }),
    output: Ids,
  },
  'market:revokeMeters': {
    kind: 'submit',
    summary: 'Revoke meters; readings that they sign are refused from then on',
    roles: ['operator'],
    input: z.strictObject({ leag: LeagId, ids: items(DeviceId) }),
    output: Ids,
  },
  'market:planSlots': {
    kind: 'submit',
    summary: 'Plan delivery slots with their prices, fees, mechanism and deadlines; a plan can change until it opens',
    roles: ['operator'],
    clockToleranceSeconds,
    input: z.strictObject({ leag: LeagId, slots: items(SlotPlan) }),
    output: z.strictObject({ slots: z.array(Slot) }),
  },
  'market:openSlots': {
    kind: 'submit',
    summary: 'Open planned slots for orders',
    roles: ['operator'],
    clockToleranceSeconds,
    input: z.strictObject({ leag: LeagId, slots: items(SlotId) }),
    output: z.strictObject({ slots: z.array(Slot) }),
  },
  'market:fundSlot': {
    kind: 'submit',
    summary: 'Lock what the grid can pay in a slot, or what the LEAG needs for its imbalances',
    roles,
    clockToleranceSeconds,
    input: OfSlot.extend({ spend: SignedSpend }),
    output: z.strictObject({ escrows: z.array(Escrow) }),
  },
  'market:placeOrders': {
    kind: 'submit',
    summary: 'Place orders that pseudonyms signed, all or none; anybody may bring them',
    roles,
    clockToleranceSeconds,
    input: OfSlot.extend({ orders: items(SignedOrder) }),
    output: Ids,
  },
  'market:commitOrders': {
    kind: 'submit',
    summary: 'Place sealed orders that pseudonyms signed, all or none',
    roles,
    clockToleranceSeconds,
    input: OfSlot.extend({ orders: items(SignedCommit) }),
    output: Ids,
  },
  'market:revealOrders': {
    kind: 'submit',
    summary: 'Show sealed orders once the gate has closed; who does not loses a tenth of what it locked',
    roles,
    clockToleranceSeconds,
    input: OfSlot.extend({ items: items(Revealed) }),
    output: Ids,
  },
  'market:cancelOrders': {
    kind: 'submit',
    summary: 'Take orders back before the gate closes, as their pseudonyms signed',
    roles,
    clockToleranceSeconds,
    input: OfSlot.extend({ items: items(SignedCancel) }),
    output: Ids,
  },
  'market:close': {
    kind: 'submit',
    summary: "Close a slot's gate: no order commits after it",
    roles,
    clockToleranceSeconds,
    input: OfSlot,
    output: SlotView,
  },
  'market:clear': {
    kind: 'submit',
    summary: 'Clear a closed slot; without enough locked for imbalances it is void',
    roles,
    clockToleranceSeconds,
    input: OfSlot,
    output: SlotView,
  },
  'market:giveNotice': {
    kind: 'submit',
    summary:
      'Announce that orders will fall short, before delivery or as the vehicle leaves, as their pseudonyms signed',
    roles,
    clockToleranceSeconds,
    input: OfSlot.extend({ items: items(SignedCancel.extend({ departed: SignedDeparture.optional() })) }),
    output: Ids,
  },
  'market:recordReadings': {
    kind: 'submit',
    summary: 'Record what meters signed for a slot, all or none',
    roles,
    clockToleranceSeconds,
    input: OfSlot.extend({ items: items(SignedReading) }),
    output: Ids,
  },
  'market:raiseDispute': {
    kind: 'submit',
    summary:
      'Contest a reading, for its trader with its signature or for the LEAG: its order alone waits for the members',
    roles,
    clockToleranceSeconds,
    input: OfSlot.extend({ trader: Address, reason: Text, consent: SignedCancel.optional() }),
    output: Dispute,
  },
  'market:ruleDispute': {
    kind: 'submit',
    summary: "Say what a contested order delivered or took, for the caller's organisation",
    roles,
    delegate: true,
    clockToleranceSeconds,
    input: OfSlot.extend({ trader: Address, meteredWh: Register }),
    output: EnergyRuling,
  },
  'market:settle': {
    kind: 'submit',
    summary: 'Settle an attested slot: trades, the grid, imbalances and fees',
    roles,
    clockToleranceSeconds,
    input: OfSlot,
    output: SlotView.extend({ open: Count }),
  },
  'market:settleRest': {
    kind: 'submit',
    summary: 'Settle the orders of a settled slot whose readings were missing or contested',
    roles,
    clockToleranceSeconds,
    input: OfSlot,
    output: SlotView.extend({ open: Count }),
  },
  'market:void': {
    kind: 'submit',
    summary: 'Void a slot that missed a deadline or failed its attestation: all money goes back',
    roles,
    clockToleranceSeconds,
    input: OfSlot,
    output: SlotView,
  },
  'market:leags': {
    kind: 'evaluate',
    summary: 'All local energy aggregators',
    roles,
    input: z.strictObject({}),
    output: z.strictObject({ leags: z.array(Leag) }),
  },
  'market:slots': {
    kind: 'evaluate',
    summary: 'The slots of a LEAG in the order of delivery, a page at a time',
    roles,
    input: PageOfSlot.omit({ slot: true }),
    output: pageOf(Slot),
  },
  'market:slot': {
    kind: 'evaluate',
    summary: 'A slot and its result',
    roles,
    input: OfSlot,
    output: SlotView,
  },
  'market:orders': {
    kind: 'evaluate',
    summary: 'The orders of a slot, a page at a time',
    roles,
    input: PageOfSlot,
    output: pageOf(Order),
  },
  'market:fills': {
    kind: 'evaluate',
    summary: 'What clearing gave the orders of a slot, a page at a time',
    roles,
    input: PageOfSlot,
    output: pageOf(FillLine),
  },
  'market:readings': {
    kind: 'evaluate',
    summary: 'The meter readings of a slot, a page at a time',
    roles,
    input: PageOfSlot,
    output: pageOf(StoredReading),
  },
  'market:notices': {
    kind: 'evaluate',
    summary: 'The shortfalls that were announced in time in a slot, a page at a time',
    roles,
    input: PageOfSlot,
    output: pageOf(Notice),
  },
  'market:disputes': {
    kind: 'evaluate',
    summary: 'The disputes of a slot, and what members hold of them',
    roles,
    input: OfSlot,
    output: z.strictObject({ disputes: z.array(Dispute), rulings: z.array(EnergyRuling) }),
  },
  'market:outcomes': {
    kind: 'evaluate',
    summary: 'What came of the filled orders of a slot, a page at a time',
    roles,
    input: PageOfSlot,
    output: pageOf(Outcome),
  },
  'market:meters': {
    kind: 'evaluate',
    summary: 'Meters by their ids',
    roles,
    input: z.strictObject({ ids: items(DeviceId) }),
    output: z.strictObject({ meters: z.array(Meter) }),
  },
});
