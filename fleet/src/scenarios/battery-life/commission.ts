// SPDX-License-Identifier: Apache-2.0
import { handOver } from './hand-over.js';
import type { Life, Scene } from './life.js';

type NextStatus = 'commissioned' | 'inService' | 'inMaintenance' | 'retired' | 'evaluated' | 'refurbished';

/** Takes batteries one step further, by whoever sits at the desk of `role`. */
export async function changeStatus(
  { desks, steps }: Scene,
  role: 'producer' | 'operator' | 'user' | 'recycler',
  lives: readonly Life[],
  to: NextStatus,
  name: string = to,
): Promise<void> {
  const items = lives.map(({ batteryId }) => ({ batteryId, to }));
  await steps.take(name, desks[role].client.changeStatus({ body: { items } }));
}

/** The operator enrols every battery's management system, commissions the batteries and hands them to their user. */
export async function commission(scene: Scene, lives: readonly Life[]): Promise<void> {
  const { operator, user } = scene.desks;
  const items = lives.map(({ bms }) => bms.enrolment());
  await scene.steps.take('enrol device keys', operator.client.enrolDeviceKeys({ body: { items } }));
  await changeStatus(scene, 'operator', lives, 'commissioned', 'commission');
  await handOver(scene, lives, 'titleAndCustody', operator, user, user.person);
  const from = new Date().toISOString();
  const modes = lives.map(({ batteryId }) => ({ batteryId, mode: 'normal' as const, from }));
  await scene.steps.take('set run mode', user.client.setRunMode({ body: { items: modes } }));
  await changeStatus(scene, 'user', lives, 'inService', 'put into service');
}
