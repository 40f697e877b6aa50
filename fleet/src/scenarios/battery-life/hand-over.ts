// SPDX-License-Identifier: Apache-2.0
import type { Party } from '@wattpass/gateway-api/client';
import type { Desk } from '../../rest/desk.js';
import { idsOf, type Life, type Scene } from './life.js';

/** Passes title, custody or both on: one side offers, the other accepts. */
export async function handOver(
  { steps }: Scene,
  lives: readonly Life[],
  kind: 'title' | 'custody' | 'titleAndCustody',
  from: Desk,
  to: Desk,
  receiver: Party = to.party,
): Promise<void> {
  const name = `${kind}: ${from.role} to ${to.role}`;
  const body = { kind, to: receiver, batteryIds: idsOf(lives) };
  const { moves } = await steps.take(`offer ${name}`, from.client.offerMoves({ body }));
  const accepted = moves.map(({ batteryId, id }) => ({ batteryId, moveId: id }));
  await steps.take(`accept ${name}`, to.client.acceptMoves({ body: { moves: accepted } }));
}
