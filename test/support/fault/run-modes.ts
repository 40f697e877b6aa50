// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import type { Desk, Desks } from '@wattpass/fleet';
import { batteryId, newBattery } from '../../integration/gateway/battery-bodies.js';

/** A battery in its user's hands: who writes in private how it is to run, which its operator reads. */
export async function batteryOfUser({ producer, logistics, operator, user }: Desks): Promise<string> {
  const serial = randomUUID().slice(0, 18);
  const id = batteryId(serial);
  const pass = async (kind: 'title' | 'custody' | 'titleAndCustody', from: Desk, to: Desk): Promise<void> => {
    const { moves } = await from.client.offerMoves({ body: { kind, to: to.party, batteryIds: [id] } });
    await to.client.acceptMoves({ body: { moves: moves.map((move) => ({ batteryId: id, moveId: move.id })) } });
  };
  await producer.client.registerBatteries({ body: { batteries: [newBattery(serial)] } });
  await pass('title', producer, operator);
  await pass('custody', producer, logistics);
  await pass('custody', logistics, operator);
  await pass('titleAndCustody', operator, user);
  return id;
}

/** Writes a run mode in private; only the user's own peer endorses it. */
export async function setRunMode({ client }: Desk, id: string): Promise<void> {
  const from = new Date().toISOString();
  await client.setRunMode({ body: { items: [{ batteryId: id, mode: 'eco', from }] } });
}

/** How many run modes of a battery somebody's own peer has. */
export async function countRunModes({ client }: Desk, id: string): Promise<number> {
  return (await client.getRunModes({ batteryId: id })).items.length;
}
