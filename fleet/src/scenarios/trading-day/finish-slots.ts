// SPDX-License-Identifier: Apache-2.0
import { ProblemError, type AnswerOf } from '@wattpass/gateway-api/client';
import { allItems } from '../../rest/pages.js';
import { contractsOf, deliver } from './deliver-slot.js';
import type { LeagDesk } from './leag-desk.js';
import { ruleOf } from './refusal-log.js';
import type { TradingScene } from './scene.js';

type Slot = AnswerOf<'listSlots'>['items'][number];

/** How many meters one question names. */
const ASKED_AT_ONCE = 50;

/** Ends what an earlier run left: delivers what was contracted, voids what came to nothing, and settles the rest in time. */
export async function finishSlots(scene: TradingScene, desk: LeagDesk): Promise<void> {
  const { client } = scene.desks.operator;
  const { leag } = desk;
  await readMeters(scene, desk);
  const slots = await allItems((page) => client.listSlots({ leag, ...page }));
  for (const slot of slots) {
    scene.signal?.throwIfAborted();
    await finish(scene, desk, slot);
  }
}

async function finish(scene: TradingScene, desk: LeagDesk, { slot, state, finalAt }: Slot): Promise<void> {
  const { client } = scene.desks.operator;
  const { leag } = desk;
  switch (state) {
    case 'SETTLED':
      if (finalAt === undefined) {
        desk.open.push({ slot, due: Date.now(), isSettled: true });
      }
      return;
    case 'CLEARED':
      return finishCleared(scene, desk, slot);
    case 'OPEN':
    case 'CLOSED':
    case 'REVEALING':
      return unlessTooEarly(() => scene.steps.take('void a slot', client.voidSlot({ leag, slot })));
    default:
      return;
  }
}

/** Vehicles deliver what the clearing gave them, those of them whose meters have not told yet. */
async function finishCleared(scene: TradingScene, desk: LeagDesk, slot: string): Promise<void> {
  const { client } = scene.desks.operator;
  const { leag } = desk;
  const { conclusion } = await client.getSlot({ leag, slot });
  if (conclusion !== 'attested' && conclusion !== 'approved') {
    return unlessTooEarly(() => scene.steps.take('void a slot', client.voidSlot({ leag, slot })));
  }
  const readings = await allItems((page) => client.listReadings({ leag, slot, ...page }));
  const told = new Set(readings.map(({ trader }) => trader));
  const contracts = await contractsOf(scene, desk, slot, Math.floor(Date.parse(slot) / 3_600_000));
  await deliver(
    scene,
    desk,
    slot,
    contracts.filter(({ line }) => !told.has(line.trader)),
    (vehicle, delivery) => (delivery === undefined ? undefined : vehicle.deliverMissed(delivery)),
  );
  desk.open.push({ slot, due: Date.now(), isSettled: false });
}

/** What cannot be voided yet is left to a later run. */
async function unlessTooEarly(step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof ProblemError) || ruleOf(error) !== 'overdue') {
      throw error;
    }
  }
}

/** Meters may have told more than was kept of them. */
async function readMeters({ desks }: TradingScene, { vehicles }: LeagDesk): Promise<void> {
  const byId = new Map(vehicles.map(({ meter }) => [meter.id, meter]));
  const ids = [...byId.keys()];
  for (let from = 0; from < ids.length; from += ASKED_AT_ONCE) {
    const part = ids.slice(from, from + ASKED_AT_ONCE).join(',');
    const { meters } = await desks.operator.client.getMeters({ ids: part });
    for (const { id, imported, exported } of meters) {
      byId.get(id)?.seen({ import: imported, export: exported });
    }
  }
}
