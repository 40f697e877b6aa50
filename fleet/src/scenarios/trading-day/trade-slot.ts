// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { ProblemError } from '@wattpass/gateway-api/client';
import { pricesBetween } from '@wattpass/fl-aggregator';
import type { Comeback } from './comeback.js';
import { announceShortfalls, contractsOf, deliver, type Contract } from './deliver-slot.js';
import { askForNewName } from './enrol-vehicles.js';
import { fundSlot } from './fund-slot.js';
import type { LeagDesk } from './leag-desk.js';
import { placeOrders, type Offered } from './place-orders.js';
import { ruleOf } from './refusal-log.js';
import type { TradingScene } from './scene.js';
import { settle, settleLater, settleOpen } from './settle-slot.js';
import { slotPlan, type SlotPlan } from './slot-terms.js';

/** How often the desk looks whether a clearing is attested, ms. */
const LOOK_MS = 150;
/** How many slots are planned at once: fewer transactions, but a later end of what waits for its deadlines. */
const AT_ONCE = 4;

/**
 * Takes one hour of a LEAG from its plan to its settlement; the vehicles live through it whatever becomes of the slot. A slot
 * that misses a deadline or whose clearing is refused is void, with the ledger's reason.
 */
export async function tradeSlot(scene: TradingScene, desk: LeagDesk, hour: number, comeback: Comeback): Promise<void> {
  await settleOpen(scene, desk, { wait: false });
  await comeback.restoreIfDue(scene, desk, hour);
  const { leag } = desk;
  const { client } = scene.desks.operator;
  const plan = await openSlot(scene, desk, hour);
  const { slot } = plan;
  const contracts = await orVoid(scene, desk, plan, () => clearedContracts(scene, desk, plan, hour, comeback));
  if (contracts === undefined) {
    desk.vehicles.forEach((vehicle) => vehicle.deliver(undefined));
    return;
  }
  if (!(await isAttested(scene, desk, plan))) {
    await scene.steps.take('void a slot', client.voidSlot({ leag, slot }));
    desk.vehicles.forEach((vehicle) => vehicle.deliver(undefined));
    return;
  }
  const missing = await deliver(scene, desk, slot, contracts);
  if (missing === 0) {
    await settle(scene, desk, slot);
  } else {
    settleLater(desk, slot, plan.readBy);
  }
  comeback.noteTrade(slot, contracts);
}

/** The plan of an hour's slot, which is open; with it, the next ones are opened in the same transactions. */
async function openSlot(scene: TradingScene, desk: LeagDesk, hour: number): Promise<SlotPlan> {
  if (!desk.planned.has(hour)) {
    await openSlots(scene, desk, hour);
  }
  const plan = desk.planned.get(hour);
  if (plan === undefined) {
    throw new RangeError(`hour ${hour} is not traded`);
  }
  desk.planned.delete(hour);
  return plan;
}

async function openSlots(scene: TradingScene, { leag, planned }: LeagDesk, hour: number): Promise<void> {
  const { desks, steps, prices, calendar, pace } = scene;
  const { client } = desks.operator;
  const now = new Date();
  const hours = Array.from({ length: AT_ONCE }, (_, later) => hour + later);
  const plans = hours
    .filter((each) => each < calendar.to && calendar.isTraded(each))
    .map((each, place) => {
      const [price = 0] = pricesBetween(prices, each, each + 1) ?? []; // all prices of the calendar's hours are known
      const plan = slotPlan(calendar, each, price, { pace, now, ahead: (place * pace.orders) / 2 });
      planned.set(each, plan);
      return plan;
    });
  await steps.take('plan slots', client.planSlots({ leag, body: { slots: plans } }));
  const slots = plans.map(({ slot }) => slot);
  await steps.take('open slots', client.openSlots({ leag, body: { slots } }));
}

/** Orders, gate, clearing, notices; undefined where the clearing voided the slot. */
async function clearedContracts(
  scene: TradingScene,
  desk: LeagDesk,
  plan: SlotPlan,
  hour: number,
  comeback: Comeback,
): Promise<Contract[] | undefined> {
  const { steps, desks } = scene;
  const { client } = desks.operator;
  const { leag } = desk;
  const { slot } = plan;
  const offered = desk.vehicles.flatMap((vehicle): Offered[] => {
    const offer = vehicle.offer(hour, plan);
    return offer === undefined ? [] : [{ vehicle, offer }];
  });
  const [{ refused }] = await Promise.all([
    placeOrders(scene, desk, slot, offered),
    fundSlot(scene, desk, plan, offered),
  ]);
  for (const { vehicle, error } of refused.filter((each) => ruleOf(each.error) === 'barred')) {
    comeback.noteRefusal(scene, vehicle, slot, hour, error);
    if (vehicle.facts.behaviour === 'whitewash') {
      await askForNewName(scene, desk, vehicle, 'new name for a barred vehicle');
    }
  }
  await steps.take('close a slot', client.closeSlot({ leag, slot }));
  const view = await steps.take('clear a slot', client.clearSlot({ leag, slot }));
  if (view.slot.state === 'VOID') {
    return undefined;
  }
  const contracts = await contractsOf(scene, desk, slot, hour);
  await announceShortfalls(scene, desk, slot, contracts);
  return contracts;
}

/** Does a part of a slot's life; where a deadline has passed meanwhile, the slot is void. */
async function orVoid<T>(
  scene: TradingScene,
  { leag }: LeagDesk,
  { slot, clearBy }: SlotPlan,
  part: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await part();
  } catch (error) {
    if (!(error instanceof ProblemError)) {
      throw error;
    }
    const left = Date.parse(clearBy) - Date.now();
    if (left > 0 && ruleOf(error) !== 'gateClosed') {
      throw error;
    }
    await pause(Math.max(0, left) + LOOK_MS);
    scene.progress.notice(`${leag} ${slot}: ${error.message}`);
    await scene.steps.take('void a slot', scene.desks.operator.client.voidSlot({ leag, slot }));
    return undefined;
  }
}

/** Waits for the committee, or the organisations, to say whether a clearing counts. */
async function isAttested({ desks, signal }: TradingScene, { leag }: LeagDesk, plan: SlotPlan): Promise<boolean> {
  const { slot } = plan;
  const until = Date.parse(plan.deliverFrom);
  while (Date.now() < until) {
    signal?.throwIfAborted();
    const { conclusion } = await desks.operator.client.getSlot({ leag, slot });
    if (conclusion !== undefined) {
      return conclusion === 'attested' || conclusion === 'approved';
    }
    await pause(LOOK_MS);
  }
  await pause(LOOK_MS);
  return false;
}
