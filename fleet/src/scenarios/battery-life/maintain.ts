// SPDX-License-Identifier: Apache-2.0
import { changeStatus } from '../acts.js';
import type { Life, Scene } from './life.js';

/** A battery whose resistance has risen past the stated threshold is inspected and balanced, once. */
export async function maintain(scene: Scene, life: Life, rise: number, cycle: number): Promise<void> {
  const { operator, user } = scene.desks;
  life.maintenance.cycle = cycle;
  await changeStatus(scene.steps, user, [life.batteryId], 'inMaintenance', 'into maintenance');
  const percent = Math.round(rise * 100);
  await scene.steps.take(
    'record maintenance',
    operator.client.recordMaintenance({
      body: {
        items: [
          {
            batteryId: life.batteryId,
            performedAt: new Date().toISOString(),
            kind: 'balancing',
            reason: `internal resistance ${percent} % over its first values at cycle ${cycle}`,
            findings: 'contacts cleaned, cells balanced',
            parts: [],
          },
        ],
      },
    }),
  );
  await changeStatus(scene.steps, user, [life.batteryId], 'inService', 'back from maintenance');
}
