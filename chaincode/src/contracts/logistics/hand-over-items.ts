// SPDX-License-Identifier: Apache-2.0

import type { Party } from '../../domain/actor.js';
import { atItem } from '../../domain/at-item.js';
import { Move } from '../../domain/battery/move.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { handOver, type HandedOver } from '../../domain/logistics/custody-rules.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { load, save } from '../../ledger/repository.js';

/**
 * Passes the custody of batteries on, all or none.
 * @param scanned The list of the request, whose places name the items.
 * @throws DomainError CONFLICT at the first item that `from` does not hold or whose custody is on offer.
 */
export async function handOverItems(
  ledger: Ledger,
  batteryIds: readonly string[],
  scanned: readonly string[],
  hand: { readonly from: Party; readonly to: Party; readonly now: string },
): Promise<void> {
  const handedOver: HandedOver[] = [];
  for (const batteryId of batteryIds) {
    const next = await atItem('scanned', scanned.indexOf(batteryId), async () => {
      const status = await load(ledger, BatteryStatus, keys.status(batteryId));
      return handOver(status, await openMoveOf(ledger, status), hand);
    });
    handedOver.push(next);
  }
  for (const { status, lapsed } of handedOver) {
    await save(ledger, keys.status(status.batteryId), status);
    if (lapsed !== undefined) {
      await save(ledger, keys.move(lapsed.batteryId, lapsed.id), lapsed);
    }
  }
}

async function openMoveOf(ledger: Ledger, { batteryId, openCustodyMove }: BatteryStatus): Promise<Move | undefined> {
  return openCustodyMove === undefined ? undefined : load(ledger, Move, keys.move(batteryId, openCustodyMove));
}
