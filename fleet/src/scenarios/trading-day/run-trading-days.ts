// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { StepLog } from '../step-log.js';
import { cast, defaultShares } from './behaviours.js';
import { tradingCalendar } from './calendar.js';
import { collectResult, tradedSlot } from './collect-result.js';
import { Comeback } from './comeback.js';
import { enrolVehicles } from './enrol-vehicles.js';
import { quickenMarket } from './found-market.js';
import { fundVehicles, readStatements } from './fund-vehicles.js';
import { LeagDesk } from './leag-desk.js';
import { RefusalLog } from './refusal-log.js';
import type { TradingScene } from './scene.js';
import { settleOpen } from './settle-slot.js';
import { defaultPace } from './slot-terms.js';
import { tradeSlot } from './trade-slot.js';
import { quantilePolicy } from './trading-policy.js';
import type { TradingOptions, TradingResult } from './trading-result.js';
import { TradingVehicle } from './trading-vehicle.js';
import { hoursPlugged, vehicleLives } from './vehicle-stays.js';

const DAY_HOURS = 24;
/** One sale in fifty fails. */
const FAILURE_RATE = 0.02;
/** Times of the market for simulated days on one machine. */
const quickMarket = { deadlineGapSeconds: 1, disputeWindowSeconds: 2 };

/**
 * Lets vehicles of several LEAGs trade every slot of some days, and gives what the ledger says came of it. Vehicles live by
 * the series' hours; the ledger works as fast as it can.
 * @throws ProblemError where a gateway refuses what it should not, and the signal's reason when it is aborted.
 */
export async function runTradingDays(options: TradingOptions): Promise<TradingResult> {
  const { progress, desks } = options;
  const { ledger } = await desks.operator.client.getWalletLedger();
  const scene: TradingScene = {
    ...options,
    ledger,
    calendar: tradingCalendar(options.prices, options),
    pace: options.pace ?? defaultPace,
    disputeWindowSeconds: quickMarket.disputeWindowSeconds,
    steps: new StepLog(),
    refusals: new RefusalLog(),
  };
  const leags = leagDesks(scene);
  const comeback = new Comeback();
  progress.phase(`market opened: ${options.leags} LEAGs, ${options.vehicles} vehicles enrolled and funded`);
  await quickenMarket(desks, scene.steps, quickMarket);
  await openLeags(scene, leags);
  progress.phase(`${options.days} days of ${scene.calendar.slotsPerDay} slots traded`);
  await liveDays(scene, leags, comeback);
  progress.phase('read again from the ledger');
  return collectResult(scene, leags, comeback);
}

/** Casts the vehicles and gives each LEAG its own. */
function leagDesks(scene: TradingScene): LeagDesk[] {
  const { calendar, prices, seed, run } = scene;
  const lives = vehicleLives(scene.vehicles, { calendar, prices, stays: scene.stays, seed });
  const hours = lives.map((life) => hoursPlugged(life, calendar));
  const parts = cast(hours, scene.leags, scene.shares ?? defaultShares);
  const policy = scene.policy ?? quantilePolicy();
  const failureRate = scene.failureRate ?? FAILURE_RATE;
  const name = (leag: number): string => `leag-${run}-${leag + 1}`;
  const vehicles = lives.flatMap((life, number) => {
    const part = parts[number];
    return part === undefined
      ? []
      : [
          new TradingVehicle({
            ...{ number, life, prices, policy, failureRate, seed, behaviour: part.behaviour },
            name: `ev-${run}-${number + 1}`,
            leag: name(part.leag),
          }),
        ];
  });
  return Array.from(
    { length: scene.leags },
    (_, leag) =>
      new LeagDesk(
        name(leag),
        vehicles.filter(({ facts }) => facts.leag === name(leag)),
      ),
  );
}

async function openLeags(scene: TradingScene, leags: readonly LeagDesk[]): Promise<void> {
  const { client } = scene.desks.operator;
  for (const { leag, accounts } of leags) {
    const body = { id: leag, name: leag, ...accounts };
    await scene.steps.take('register a LEAG', client.registerLeag({ body }));
  }
  await Promise.all(
    leags.map(async (desk) => {
      const others = leags.filter((each) => each !== desk).map(({ leag }) => leag);
      await enrolVehicles(scene, desk, others);
      await fundVehicles(scene, desk);
      scene.progress.notice(`${desk.leag}: ${desk.vehicles.length} vehicles`);
    }),
  );
}

/** All LEAGs live through the same hours, each at its own pace. */
async function liveDays(scene: TradingScene, leags: readonly LeagDesk[], comeback: Comeback): Promise<void> {
  const { calendar, progress, days } = scene;
  const total = days * calendar.slotsPerDay * leags.length;
  let done = 0;
  await Promise.all(
    leags.map(async (desk) => {
      for (let hour = calendar.from; hour < calendar.to; hour += 1) {
        scene.signal?.throwIfAborted();
        if ((hour - calendar.from) % DAY_HOURS === 0) {
          await readStatements(scene, desk);
        }
        desk.vehicles.forEach((vehicle) => {
          vehicle.beginHour(hour);
        });
        if (calendar.isTraded(hour)) {
          await tradeSlot(scene, desk, hour, comeback);
          await tell(scene, desk, hour);
          done += 1;
          progress.part(done, total, `${desk.leag} ${calendar.slotOf(hour).slot}`);
        } else {
          desk.vehicles.forEach((vehicle) => vehicle.deliver(undefined));
        }
      }
      desk.vehicles.forEach((vehicle) => {
        vehicle.beginHour(calendar.to);
      });
      await settleOpen(scene, desk, { wait: true });
    }),
  );
}

/** Tells of a slot who wants to know, and pauses. */
async function tell(
  { desks, calendar, onSlot, pauseMs, signal }: TradingScene,
  { leag }: LeagDesk,
  hour: number,
): Promise<void> {
  if (onSlot !== undefined) {
    const { slot } = calendar.slotOf(hour);
    onSlot(tradedSlot(await desks.operator.client.getSlot({ leag, slot })));
  }
  if (pauseMs !== undefined) {
    await pause(pauseMs, undefined, signal === undefined ? {} : { signal });
  }
}
