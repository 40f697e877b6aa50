// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import {
  batteryIdOf,
  commitmentOf,
  type BatteryStatusName,
  type CertificateEvidence,
  type FactoryData,
  type Maintenance,
  type MoveKind,
  type NewBattery,
  type Recycling,
} from '@wattpass/chaincode/domain';
import type { Certified } from '@wattpass/chaincode/ledger/actor.js';
import { actors, partyOf } from './actors.js';
import type { ContractRunner } from './contract-runner.js';

const gtin = '09521234543213';
const salt = '00112233445566778899aabbccddeeff';

/** The id of the battery with this serial number. */
export function idOf(serial: string): string {
  return batteryIdOf(gtin, serial);
}

/** A cell pack's factory data. */
export function factoryDataOf(batteryId: string, changes: Partial<FactoryData> = {}): FactoryData {
  return {
    batteryId,
    salt,
    manufacturer: 'Zelle AG',
    model: 'Z60',
    ratedCapacityMilliampHours: 150_000,
    nominalVoltageMillivolts: 400_000,
    ratedEnergyMilliwattHours: 60_000_000,
    chargeRateMilliC: 1500,
    dischargeRateMilliC: 3000,
    chemistry: 'LFP',
    composition: [{ material: 'lithium', shareMillionths: 20_000 }],
    idCodes: [],
    ...changes,
  };
}

/** A battery to register, committed to {@link factoryDataOf} it. */
export function newBattery(serial: string, changes: Partial<NewBattery> = {}): NewBattery {
  return {
    gtin,
    serial,
    category: 'ev',
    publicPoints: {
      manufacturerName: 'Zelle AG',
      modelName: 'Z60',
      manufacturingPlace: 'Leipzig',
      manufacturedOn: '2026-01-31',
      massGrams: 400_000,
      chemistryFamily: 'LFP',
    },
    factoryCommitment: commitmentOf(factoryDataOf(idOf(serial))),
    ...changes,
  };
}

/** Registers a battery; its factory data are only announced. */
export async function announced(runner: ContractRunner, serial: string): Promise<string> {
  await runner.submit(actors.producer, 'battery:register', {
    key: `register-${serial}`,
    batteries: [newBattery(serial)],
  });
  return idOf(serial);
}

/** Registers a battery, seals and confirms its factory data. */
export async function manufactured(runner: ContractRunner, serial: string): Promise<string> {
  const batteryId = await announced(runner, serial);
  const batteryIds = [batteryId];
  await runner.submit(
    actors.producer,
    'battery:sealFactoryData',
    { batteryIds },
    { items: [factoryDataOf(batteryId)] },
  );
  await runner.submit(actors.producer, 'battery:confirmFactoryData', { batteryIds });
  return batteryId;
}

let moveCount = 0;

/** Offers a battery and has it accepted. */
export async function pass(runner: ContractRunner, batteryId: string, kind: MoveKind, from: Certified, to: Certified) {
  moveCount += 1;
  const { moves } = await runner.submit(from, 'battery:offerMove', {
    key: `pass-${moveCount.toString().padStart(6, '0')}`,
    kind,
    to: partyOf(to),
    batteryIds: [batteryId],
  });
  await runner.submit(to, 'battery:acceptMove', { moves: moves.map(({ id }) => ({ batteryId, moveId: id })) });
}

/** Takes a battery through statuses, one after the other. */
export async function steps(
  runner: ContractRunner,
  batteryId: string,
  caller: Certified,
  ...statuses: readonly BatteryStatusName[]
) {
  for (const to of statuses) {
    await runner.submit(caller, 'battery:changeStatus', { items: [{ batteryId, to }] });
  }
}

/** Enrols a BMS on a battery that the operator holds. */
export async function enrol(runner: ContractRunner, batteryId: string, deviceId = 'bms-1') {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  await runner.submit(actors.operator, 'twin:enrolDeviceKeys', {
    items: [{ batteryId, deviceId, model: 'BMS 1', publicKey: key }],
  });
}

/** A battery that the operator owns and holds. */
export async function atOperator(runner: ContractRunner, serial: string): Promise<string> {
  const batteryId = await manufactured(runner, serial);
  await pass(runner, batteryId, 'title', actors.producer, actors.operator);
  await pass(runner, batteryId, 'custody', actors.producer, actors.logistics);
  await pass(runner, batteryId, 'custody', actors.logistics, actors.operator);
  return batteryId;
}

/** A battery in service with its user, who owns and holds it. */
export async function inService(runner: ContractRunner, serial: string): Promise<string> {
  const batteryId = await atOperator(runner, serial);
  await enrol(runner, batteryId);
  await steps(runner, batteryId, actors.operator, 'commissioned');
  await pass(runner, batteryId, 'titleAndCustody', actors.operator, actors.user);
  await steps(runner, batteryId, actors.user, 'inService');
  return batteryId;
}

/** A battery whose life with its user has ended and that the recycler owns and holds. */
export async function atRecycler(runner: ContractRunner, serial: string): Promise<string> {
  const batteryId = await inService(runner, serial);
  await steps(runner, batteryId, actors.user, 'retired');
  await pass(runner, batteryId, 'titleAndCustody', actors.user, actors.recycler);
  return batteryId;
}

/** A battery that the recycler has evaluated and refurbished. */
export async function refurbished(runner: ContractRunner, serial: string): Promise<string> {
  const batteryId = await atRecycler(runner, serial);
  await steps(runner, batteryId, actors.recycler, 'evaluated', 'refurbished');
  return batteryId;
}

/** Evidence for a second life. */
export function evidenceOf(batteryId: string, changes: Partial<CertificateEvidence> = {}): CertificateEvidence {
  return {
    batteryId,
    salt,
    soh: 810_000,
    testStandard: 'IEC 63330-1',
    testedAt: '2026-11-20T10:00:00Z',
    results: [{ test: 'capacity', passed: true }],
    statement: 'Fit for stationary storage.',
    ...changes,
  };
}

/** A maintenance record. */
export function maintenanceOf(batteryId: string, changes: Partial<Maintenance> = {}): Maintenance {
  return {
    batteryId,
    salt,
    performedAt: '2026-11-20T10:00:00Z',
    kind: 'balancing',
    reason: 'cells out of balance',
    parts: [],
    ...changes,
  };
}

/** A record of recovered materials. */
export function materialsOf(batteryId: string): Recycling {
  return {
    kind: 'materials',
    batteryId,
    salt,
    recovered: [{ material: 'lithium carbonate', grams: 12_000 }],
    process: 'hydrometallurgy',
  };
}

/** Announces, seals and confirms a certificate for a refurbished battery. */
export async function certify(runner: ContractRunner, batteryId: string, key = 'certificate-1') {
  const evidence = evidenceOf(batteryId);
  const { id } = await runner.submit(actors.recycler, 'battery:announceCertificate', {
    key,
    batteryId,
    kind: 'repurposed',
    secondLifeCode: '4A6PB01G1F0000001RP',
    evidenceCommitment: commitmentOf(evidence),
  });
  await runner.submit(actors.recycler, 'battery:sealCertificateEvidence', { certificateId: id }, evidence);
  return runner.submit(actors.recycler, 'battery:confirmCertificate', { certificateId: id });
}
