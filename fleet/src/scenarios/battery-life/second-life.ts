// SPDX-License-Identifier: Apache-2.0
import { BatteryManagementSystem } from '../../devices/bms.js';
import { changeStatus, handOver } from '../acts.js';
import { idsOf, type Life, type Scene } from './life.js';
import { bmsModel } from './take-recordings.js';

const WHOLE = 1_000_000;
const TEST_STANDARD = 'UL 1974';

/** The first life ends: the user gives the batteries back, and a recycler examines them. */
export async function takeBack(scene: Scene, lives: readonly Life[], fit: readonly Life[]): Promise<void> {
  const { user, recycler } = scene.desks;
  await changeStatus(scene.steps, user, idsOf(lives), 'retired', 'retire');
  await handOver(scene.steps, idsOf(lives), 'titleAndCustody', user, recycler);
  const items = lives.map((life) => ({
    kind: 'evaluation' as const,
    batteryId: life.batteryId,
    soh: sohOf(life),
    verdict: fit.includes(life) ? ('secondLife' as const) : ('recycle' as const),
    findings: `capacity ${(sohOf(life) / 10_000).toFixed(1)} % of the rated one, casing sound`,
  }));
  await scene.steps.take('record evaluation', recycler.client.recordRecycling({ body: { items } }));
  await changeStatus(scene.steps, recycler, idsOf(lives), 'evaluated', 'evaluate');
}

/** Which batteries are good enough for another life, by the consortium's rule in force. */
export async function fitForSecondLife(scene: Scene, lives: readonly Life[]): Promise<Life[]> {
  const { versions } = await scene.desks.recycler.client.getRuleParameters({});
  const least = versions.at(-1)?.parameters.secondLifeMinimumSoh ?? WHOLE;
  return lives.filter((life) => sohOf(life) >= least);
}

/** Refurbishment and certificate: a new passport, linked to the old one. */
export async function refurbish(scene: Scene, lives: readonly Life[]): Promise<void> {
  const { recycler } = scene.desks;
  const items = lives.map(({ batteryId }) => ({
    kind: 'refurbishment' as const,
    batteryId,
    work: 'terminals renewed, re-rated for stationary storage',
    replacedParts: ['terminal caps'],
  }));
  await scene.steps.take('record refurbishment', recycler.client.recordRecycling({ body: { items } }));
  await changeStatus(scene.steps, recycler, idsOf(lives), 'refurbished', 'refurbish');
  for (const life of lives) {
    await scene.steps.take('certify', recycler.client.issueCertificate({ body: certificateOf(life) }));
  }
}

function certificateOf(life: Life): Parameters<Scene['desks']['recycler']['client']['issueCertificate']>[0]['body'] {
  return {
    batteryId: life.batteryId,
    kind: 'repurposed',
    secondLifeCode: life.label.secondLife,
    evidence: {
      soh: sohOf(life),
      testStandard: TEST_STANDARD,
      testedAt: new Date().toISOString(),
      results: [
        { test: 'capacity', passed: true, value: `${(sohOf(life) / 10_000).toFixed(1)} %` },
        { test: 'insulation', passed: true },
      ],
      statement: 'Fit for stationary storage at reduced current.',
    },
  };
}

/** The second life: back to the operator, under a new management system, commissioned again. */
export async function commissionAgain(scene: Scene, lives: readonly Life[]): Promise<void> {
  const { operator, recycler } = scene.desks;
  await handOver(scene.steps, idsOf(lives), 'titleAndCustody', recycler, operator);
  const old = lives.map(({ batteryId, bms }) => ({ batteryId, deviceId: bms.deviceId }));
  await scene.steps.take('revoke device keys', operator.client.revokeDeviceKeys({ body: { items: old } }));
  const items = lives.map(({ batteryId }) => new BatteryManagementSystem(batteryId, bmsModel, 2).enrolment());
  await scene.steps.take('enrol device keys again', operator.client.enrolDeviceKeys({ body: { items } }));
  await changeStatus(scene.steps, operator, idsOf(lives), 'commissioned', 'commission again');
  await changeStatus(scene.steps, operator, idsOf(lives), 'inService', 'second life in service');
  await changeStatus(scene.steps, operator, idsOf(lives), 'retired', 'retire again');
  await handOver(scene.steps, idsOf(lives), 'titleAndCustody', operator, recycler);
}

/** The end: recovered materials on record, passports ceased. */
export async function recycle(scene: Scene, lives: readonly Life[]): Promise<void> {
  const { client } = scene.desks.recycler;
  const items = lives.map(({ batteryId, ratedAmpHours }) => ({
    kind: 'materials' as const,
    batteryId,
    recovered: [
      { material: 'nickel', grams: Math.ceil(2.6 * ratedAmpHours) },
      { material: 'cobalt', grams: Math.ceil(0.9 * ratedAmpHours) },
      { material: 'lithium', grams: Math.ceil(0.5 * ratedAmpHours) },
    ],
    process: 'hydrometallurgical',
  }));
  const { ids } = await scene.steps.take('record materials', client.recordRecycling({ body: { items } }));
  const recycled = lives.map(({ batteryId }, index) => ({ batteryId, materialsRecordId: ids[index] ?? '' }));
  await scene.steps.take('recycle', client.recycleBatteries({ body: { items: recycled } }));
}

/** A state of health as certificates take it; a battery that was never assessed counts as worn out. */
function sohOf({ soh }: Life): number {
  return Math.min(soh ?? 0, WHOLE);
}
