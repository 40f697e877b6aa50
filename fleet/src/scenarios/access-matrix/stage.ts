// SPDX-License-Identifier: Apache-2.0
import { columnsFromNumbers } from '@wattpass/telemetry';
import { BatteryManagementSystem, type SentChunk } from '../../devices/bms.js';
import type { Desks } from '../../rest/desk.js';
import { changeStatus, handOver } from '../acts.js';
import { bmsModel } from '../battery-life/take-recordings.js';
import { StepLog } from '../step-log.js';
import { matrixBattery, matrixBatteryId, type Fixture } from './fixture.js';
import { certificateOf, conditionOf, evaluationOf, maintenanceOf, runModeOf } from './bodies.js';
import { deliver, stageTransports } from './stage-transports.js';

const atProducer = ['held', 'scrap', 'transit', 'carried', 'offered'] as const;
const atOperator = ['operated', 'ready', 'fresh', 'used'] as const;
const atRecycler = ['spent', 'refurb1', 'refurb2', 'refurb3'] as const;

/** Brings batteries and records into every state that the attempts start from, each by who may. */
export async function stage(desks: Desks, run: string): Promise<Fixture> {
  const steps = new StepLog();
  const id = (name: string): string => matrixBatteryId(run, name);
  const names = [...atProducer, ...atOperator, ...atRecycler];
  const batteries = names.map((name, index) => matrixBattery(run, name, index + 1));
  await desks.producer.client.registerBatteries({ body: { batteries } });
  const onward = [...atOperator, ...atRecycler].map(id);
  await handOver(steps, onward, 'title', desks.producer, desks.operator);
  const delivery = await deliver(desks, run, onward);
  const nextChunk = await commissionAll(desks, steps, id);
  const certificate = await stageSecondLife(desks, steps, id);
  const transports = await stageTransports(desks, run, id);
  return {
    run,
    held: id('held'),
    scrap: id('scrap'),
    transit: id('transit'),
    operated: id('operated'),
    ready: id('ready'),
    fresh: id('fresh'),
    used: id('used'),
    spent: id('spent'),
    refurbished: [id('refurb1'), id('refurb2')],
    deliveredItem: id('operated'),
    acceptedItem: id('carried'),
    certificate,
    nextChunk,
    ...delivery,
    ...transports,
  };
}

/** Devices, telemetry, a condition and a maintenance record; one battery goes to a user. */
async function commissionAll(
  { operator, user }: Desks,
  steps: StepLog,
  id: (name: string) => string,
): Promise<() => SentChunk> {
  const commissioned = ['operated', 'ready', 'used'].map(id);
  const systems = commissioned.map((batteryId) => new BatteryManagementSystem(batteryId, bmsModel));
  await operator.client.enrolDeviceKeys({ body: { items: systems.map((bms) => bms.enrolment()) } });
  await changeStatus(steps, operator, commissioned, 'commissioned');
  const nextChunk = chunksOf(systems[0] ?? new BatteryManagementSystem(id('operated'), bmsModel));
  await operator.client.postTelemetry({ body: { chunks: [nextChunk()] } });
  await operator.client.recordCondition({ body: { items: [conditionOf(id('operated'))] } });
  await operator.client.recordMaintenance({ body: { items: [maintenanceOf(id('operated'))] } });
  await handOver(steps, [id('used')], 'titleAndCustody', operator, user, user.person);
  await user.client.setRunMode({ body: { items: [runModeOf(id('used'))] } });
  await changeStatus(steps, user, [id('used')], 'inService');
  return nextChunk;
}

/** Retired batteries at the recycler, some refurbished, one certified; gives the certificate. */
async function stageSecondLife(
  { operator, recycler }: Desks,
  steps: StepLog,
  id: (name: string) => string,
): Promise<string> {
  const retired = atRecycler.map(id);
  const refurbished = retired.slice(1);
  await changeStatus(steps, operator, retired, 'retired');
  await handOver(steps, retired, 'titleAndCustody', operator, recycler);
  await recycler.client.recordRecycling({ body: { items: [evaluationOf(id('spent'))] } });
  await changeStatus(steps, recycler, refurbished, 'evaluated');
  await changeStatus(steps, recycler, refurbished, 'refurbished');
  const { certificate } = await recycler.client.issueCertificate({ body: certificateOf(id('refurb3')) });
  return certificate.id;
}

function chunksOf(bms: BatteryManagementSystem): () => SentChunk {
  const columns = columnsFromNumbers({
    timeMs: [0, 1000, 2000],
    microvolts: [4_100_000, 3_900_000, 3_850_000],
    microamps: [0, -2_000_000, -2_000_000],
    millicelsius: [24_000, 24_100, 24_200],
  });
  let cycle = 0;
  return () => bms.record((cycle += 1), new Date().toISOString(), columns);
}
