// SPDX-License-Identifier: Apache-2.0
import { changeStatus, handOver } from '../acts.js';
import { idsOf, type Life, type Scene } from './life.js';

/** The operator enrols every battery's management system, commissions the batteries and hands them to their user. */
export async function commission(scene: Scene, lives: readonly Life[]): Promise<void> {
  const { operator, user } = scene.desks;
  const items = lives.map(({ bms }) => bms.enrolment());
  await scene.steps.take('enrol device keys', operator.client.enrolDeviceKeys({ body: { items } }));
  await changeStatus(scene.steps, operator, idsOf(lives), 'commissioned', 'commission');
  await handOver(scene.steps, idsOf(lives), 'titleAndCustody', operator, user, user.person);
  const from = new Date().toISOString();
  const modes = lives.map(({ batteryId }) => ({ batteryId, mode: 'normal' as const, from }));
  await scene.steps.take('set run mode', user.client.setRunMode({ body: { items: modes } }));
  await changeStatus(scene.steps, user, idsOf(lives), 'inService', 'put into service');
}
