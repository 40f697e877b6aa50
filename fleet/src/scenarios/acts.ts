// SPDX-License-Identifier: Apache-2.0
import type { Party } from '@wattpass/gateway-api/client';
import type { Desk } from '../rest/desk.js';
import type { StepLog } from './step-log.js';

/** What changes hands. */
export type MoveKind = 'title' | 'custody' | 'titleAndCustody';

/** The steps that a holder takes by itself. */
export type NextStatus = 'commissioned' | 'inService' | 'inMaintenance' | 'retired' | 'evaluated' | 'refurbished';

/** Passes title, custody or both on: one side offers, the other accepts. */
export async function handOver(
  steps: StepLog,
  batteryIds: readonly string[],
  kind: MoveKind,
  from: Desk,
  to: Desk,
  receiver: Party = to.party,
): Promise<void> {
  const name = `${kind}: ${from.role} to ${to.role}`;
  const { moves } = await steps.take(
    `offer ${name}`,
    from.client.offerMoves({ body: { kind, to: receiver, batteryIds } }),
  );
  const accepted = moves.map(({ batteryId, id }) => ({ batteryId, moveId: id }));
  await steps.take(`accept ${name}`, to.client.acceptMoves({ body: { moves: accepted } }));
}

/** Takes batteries one step further in their lives. */
export async function changeStatus(
  steps: StepLog,
  { client }: Desk,
  batteryIds: readonly string[],
  to: NextStatus,
  name: string = to,
): Promise<void> {
  const items = batteryIds.map((batteryId) => ({ batteryId, to }));
  await steps.take(name, client.changeStatus({ body: { items } }));
}
