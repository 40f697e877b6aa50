// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import type { LeagDesk, OpenSlot } from './leag-desk.js';
import type { TradingScene } from './scene.js';

/** How long after a deadline a step is tried: clocks of peers differ a little, ms. */
const MARGIN_MS = 500;

/** Settles a slot whose readings are all in. */
export async function settle({ desks, steps }: TradingScene, { leag }: LeagDesk, slot: string): Promise<number> {
  const { open } = await steps.take('settle a slot', desks.operator.client.settleSlot({ leag, slot }));
  return open;
}

/** Puts a slot aside whose readings are not all in, until their time is over. */
export function settleLater({ open }: LeagDesk, slot: string, readBy: string): void {
  open.push({ slot, due: Date.parse(readBy) + MARGIN_MS, isSettled: false });
}

/** Settles what was put aside and has come due; with `wait`, all of it. */
export async function settleOpen(scene: TradingScene, desk: LeagDesk, { wait }: { wait: boolean }): Promise<void> {
  for (const each of [...desk.open]) {
    while (each.due <= Date.now() || wait) {
      await pauseUntil(scene, each.due);
      if (await advance(scene, desk, each)) {
        desk.open.splice(desk.open.indexOf(each), 1);
        break;
      }
    }
  }
}

/** Takes a slot one step on; says whether nothing of it is open any more. */
async function advance(scene: TradingScene, desk: LeagDesk, each: OpenSlot): Promise<boolean> {
  const { client } = scene.desks.operator;
  const { leag } = desk;
  const { slot } = each;
  const open = each.isSettled
    ? (await scene.steps.take('settle the rest of a slot', client.settleRest({ leag, slot }))).open
    : await settle(scene, desk, slot);
  each.isSettled = true;
  each.due = Date.now() + scene.disputeWindowSeconds * 1000 + MARGIN_MS;
  return open === 0;
}

async function pauseUntil({ signal }: TradingScene, due: number): Promise<void> {
  const left = due - Date.now();
  if (left > 0) {
    await pause(left, undefined, signal === undefined ? {} : { signal });
  }
}
