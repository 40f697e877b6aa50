// SPDX-License-Identifier: Apache-2.0

import type { Party } from '../../domain/actor.js';
import { atItem } from '../../domain/at-item.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { handOver } from '../../domain/logistics/custody-rules.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { load, save } from '../../ledger/repository.js';

/**
 * Passes the custody of batteries on, all or none.
 * @param scanned The list of the request, whose places name the items.
 * @throws DomainError CONFLICT at the first item that `from` does not hold or that has an open offer of custody.
 */
export async function handOverItems(
  ledger: Ledger,
  batteryIds: readonly string[],
  scanned: readonly string[],
  from: Party,
  to: Party,
): Promise<void> {
  const next: BatteryStatus[] = [];
  for (const batteryId of batteryIds) {
    const status = await atItem('scanned', scanned.indexOf(batteryId), async () =>
      handOver(await load(ledger, BatteryStatus, keys.status(batteryId)), from, to),
    );
    next.push(status);
  }
  for (const status of next) {
    await save(ledger, keys.status(status.batteryId), status);
  }
}
