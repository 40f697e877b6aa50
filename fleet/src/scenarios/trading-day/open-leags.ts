// SPDX-License-Identifier: Apache-2.0
import { cast, defaultShares } from './behaviours.js';
import { enrolVehicles } from './enrol-vehicles.js';
import { finishSlots } from './finish-slots.js';
import { fundVehicles } from './fund-vehicles.js';
import type { KeptFleet } from './kept-fleet.js';
import { LeagDesk } from './leag-desk.js';
import type { TradingScene } from './scene.js';
import { quantilePolicy } from './trading-policy.js';
import { TradingVehicle } from './trading-vehicle.js';
import { hoursPlugged, vehicleLives, type VehicleLife } from './vehicle-stays.js';

/** One sale in fifty fails. */
const FAILURE_RATE = 0.02;

/** What tells a vehicle from others. */
type Person = Pick<TradingVehicle['facts'], 'number' | 'name' | 'behaviour' | 'leag' | 'kept'>;

/** Casts new vehicles, enrols and funds them with their LEAGs. */
export async function openLeags(scene: TradingScene): Promise<LeagDesk[]> {
  const { client } = scene.desks.operator;
  const desks = newLeags(scene);
  for (const { leag, accounts } of desks) {
    const body = { id: leag, name: leag, ...accounts };
    await scene.steps.take('register a LEAG', client.registerLeag({ body }));
  }
  await Promise.all(
    desks.map((desk) => {
      const others = desks.filter((each) => each !== desk).map(({ leag }) => leag);
      return enrolVehicles(scene, desk, others);
    }),
  );
  for (const desk of desks) {
    await fundVehicles(scene, desk); // one after the other: each issue reads what the day has issued before
  }
  return desks;
}

/** Takes a kept fleet to its LEAGs again and ends what its last run left open. */
export async function reopenLeags(scene: TradingScene, kept: KeptFleet): Promise<LeagDesk[]> {
  const lives = livesOf(scene, kept.vehicles.length);
  const vehicles = kept.vehicles.flatMap((each, place) => {
    const life = lives[place];
    return life === undefined ? [] : [vehicleOf(scene, { ...each, kept: each }, life)];
  });
  const desks = kept.leags.map(
    (each) =>
      new LeagDesk(
        each.leag,
        vehicles.filter(({ facts }) => facts.leag === each.leag),
        each,
      ),
  );
  await Promise.all(desks.map((desk) => finishSlots(scene, desk)));
  return desks;
}

function newLeags(scene: TradingScene): LeagDesk[] {
  const { run, calendar } = scene;
  const lives = livesOf(scene, scene.vehicles);
  const hours = lives.map((life) => hoursPlugged(life, calendar));
  const parts = cast(hours, scene.leags, scene.shares ?? defaultShares);
  const leagName = (leag: number): string => `leag-${run}-${leag + 1}`;
  const vehicles = lives.flatMap((life, number) => {
    const part = parts[number];
    const name = `ev-${run}-${number + 1}`;
    return part === undefined
      ? []
      : [vehicleOf(scene, { number, name, behaviour: part.behaviour, leag: leagName(part.leag) }, life)];
  });
  return Array.from({ length: scene.leags }, (_, place) => {
    const leag = leagName(place);
    return new LeagDesk(
      leag,
      vehicles.filter(({ facts }) => facts.leag === leag),
    );
  });
}

function livesOf({ calendar, prices, stays, seed }: TradingScene, count: number): VehicleLife[] {
  return vehicleLives(count, { calendar, prices, stays, seed: seed + calendar.from });
}

function vehicleOf(scene: TradingScene, person: Person, life: VehicleLife): TradingVehicle {
  const { number, name, behaviour, leag, kept } = person;
  const { prices, seed, policy = quantilePolicy(), failureRate = FAILURE_RATE } = scene;
  return new TradingVehicle({ number, name, behaviour, leag, kept, life, prices, policy, failureRate, seed });
}
