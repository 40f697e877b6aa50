// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { HOUR_MS } from '@wattpass/fl-aggregator';
import { StepLog } from '../step-log.js';
import { dayOf, tradingCalendar } from './calendar.js';
import { collectResult, tradedSlot } from './collect-result.js';
import { Comeback } from './comeback.js';
import { quickenMarket } from './found-market.js';
import { readStatements } from './fund-vehicles.js';
import { readKeptFleet, writeKeptFleet, type KeptFleet } from './kept-fleet.js';
import type { LeagDesk } from './leag-desk.js';
import { openLeags, reopenLeags } from './open-leags.js';
import { RefusalLog } from './refusal-log.js';
import type { TradingScene } from './scene.js';
import { settleOpen } from './settle-slot.js';
import { defaultPace } from './slot-terms.js';
import { tradeSlot } from './trade-slot.js';
import type { TradingOptions, TradingResult } from './trading-result.js';

const DAY_HOURS = 24;
/** Times of the market for simulated days on one machine. */
const quickMarket = { deadlineGapSeconds: 1, disputeWindowSeconds: 2 };

/**
 * Lets vehicles of several LEAGs trade every slot of some days, and gives what the ledger says came of it. Vehicles live by
 * the series' hours; the ledger works as fast as it can.
 * @throws ProblemError where a gateway refuses what it should not, and the signal's reason when it is aborted.
 */
export async function runTradingDays(options: TradingOptions): Promise<TradingResult> {
  const { progress, desks, keptFleet } = options;
  const { ledger } = await desks.operator.client.getWalletLedger();
  const kept = keptFleet === undefined ? undefined : readKeptFleet(keptFleet);
  const scene: TradingScene = {
    ...options,
    ledger,
    calendar: tradingCalendar(options.prices, kept === undefined ? options : { ...options, from: dayAfter(kept) }),
    pace: options.pace ?? defaultPace,
    disputeWindowSeconds: quickMarket.disputeWindowSeconds,
    steps: new StepLog(),
    refusals: new RefusalLog(),
  };
  const comeback = new Comeback();
  await quickenMarket(desks, scene.steps, quickMarket);
  const leags = await (kept === undefined ? openLeags(scene) : reopenLeags(scene, kept));
  const keep = keeper(scene, leags, kept);
  keep(-1);
  progress.phase(`${leags.length} LEAGs, ${options.days} days of ${scene.calendar.slotsPerDay} slots`);
  await liveDays(scene, leags, { comeback, keep });
  progress.phase('read again from the ledger');
  return collectResult(scene, leags, comeback);
}

/** The day that follows the one which a kept fleet began last. */
function dayAfter({ from, day }: KeptFleet): string {
  return dayOf(Date.parse(`${from}T00:00:00Z`) / HOUR_MS + (day + 1) * DAY_HOURS);
}

/** Keeps the fleet whenever a day of the run begins, where somebody wants it kept. */
function keeper(
  { keptFleet, run, calendar }: TradingScene,
  leags: readonly LeagDesk[],
  kept: KeptFleet | undefined,
): (day: number) => void {
  const before = kept === undefined ? 0 : kept.day + 1;
  const from = kept?.from ?? dayOf(calendar.from);
  return (day) => {
    if (keptFleet !== undefined) {
      writeKeptFleet(keptFleet, { run: kept?.run ?? run, from, day: before + day }, leags);
    }
  };
}

/** All LEAGs live through the same days, each at its own pace within one. */
async function liveDays(
  scene: TradingScene,
  leags: readonly LeagDesk[],
  { comeback, keep }: { readonly comeback: Comeback; readonly keep: (day: number) => void },
): Promise<void> {
  const { calendar, progress, days } = scene;
  const total = days * calendar.slotsPerDay * leags.length;
  let done = 0;
  const traded = (note: string): void => {
    done += 1;
    progress.part(done, total, note);
  };
  for (let day = 0; day < days; day += 1) {
    keep(day);
    await Promise.all(leags.map((desk) => liveDay(scene, desk, day, { comeback, traded })));
    await endDay(scene, leags, day);
  }
  await Promise.all(
    leags.map(async (desk) => {
      desk.vehicles.forEach((vehicle) => {
        vehicle.beginHour(calendar.to);
      });
      await settleOpen(scene, desk, { wait: true });
    }),
  );
}

async function liveDay(
  scene: TradingScene,
  desk: LeagDesk,
  day: number,
  { comeback, traded }: { readonly comeback: Comeback; readonly traded: (note: string) => void },
): Promise<void> {
  const { calendar } = scene;
  await readStatements(scene, desk);
  const from = calendar.from + day * DAY_HOURS;
  for (let hour = from; hour < from + DAY_HOURS; hour += 1) {
    scene.signal?.throwIfAborted();
    desk.vehicles.forEach((vehicle) => {
      vehicle.beginHour(hour);
    });
    if (calendar.isTraded(hour)) {
      await tradeSlot(scene, desk, hour, comeback);
      await tell(scene, desk, hour);
      traded(`${desk.leag} ${calendar.slotOf(hour).slot}`);
    } else {
      desk.vehicles.forEach((vehicle) => vehicle.deliver(undefined));
    }
  }
}

/** Lets whoever wants to learn from a day. */
async function endDay({ calendar, onDay }: TradingScene, leags: readonly LeagDesk[], day: number): Promise<void> {
  const from = calendar.from + day * DAY_HOURS;
  const vehicles = leags.flatMap((desk) => desk.vehicles);
  const policy = await onDay?.({
    number: day,
    day: dayOf(from),
    vehicles: vehicles.map(({ facts: { name, behaviour, life } }) => ({
      name,
      honest: behaviour === 'honest',
      vehicle: life.vehicle,
      sessions: life.sessions.filter(({ departure }) => departure > from && departure <= from + DAY_HOURS),
    })),
  });
  if (policy !== undefined) {
    vehicles.forEach((vehicle) => {
      vehicle.policy = policy;
    });
  }
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
