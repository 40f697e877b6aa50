// SPDX-License-Identifier: Apache-2.0

import { Battery } from '../../domain/battery/battery.js';
import { Certificate, CertificateEvidence } from '../../domain/battery/certificate.js';
import { FactoryData } from '../../domain/battery/factory-data.js';
import { StoredMaintenance } from '../../domain/battery/maintenance.js';
import { Move } from '../../domain/battery/move.js';
import { Passport } from '../../domain/battery/passport.js';
import { StoredRecycling } from '../../domain/battery/recycling.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { listAll, listPage, listPrivate, load, loadPrivate } from '../../ledger/repository.js';
import { oldestFirst } from '../oldest-first.js';
import type { Handler } from '../run.js';
import { loadPassport } from './passport-records.js';

/** A battery and its status. */
export const get: Handler<'battery:get'> = async ({ ledger }, { batteryId }) =>
  viewOf(ledger, await load(ledger, Battery, keys.battery(batteryId)));

/** Batteries in the order of their ids, a page at a time. */
export const list: Handler<'battery:list'> = async ({ ledger }, page) => {
  const { items: batteries, bookmark } = await listPage(ledger, Battery, keys.batteries(), page);
  const items = [];
  for (const battery of batteries) {
    items.push(await viewOf(ledger, battery));
  }
  return { items, bookmark };
};

/** All moves of a battery, a page at a time. */
export const moves: Handler<'battery:moves'> = ({ ledger }, { batteryId, ...page }) =>
  listPage(ledger, Move, keys.moves(batteryId), page);

/** A passport by its id. */
export const passport: Handler<'battery:passport'> = ({ ledger }, { passportId }) => loadPassport(ledger, passportId);

/** The passports of a battery, oldest first. */
export const passports: Handler<'battery:passports'> = async ({ ledger }, { batteryId }) => ({
  passports: await listAll(ledger, Passport, keys.passports(batteryId)),
});

/** A second-life certificate by its id. */
export const certificate: Handler<'battery:certificate'> = ({ ledger }, { certificateId }) =>
  load(ledger, Certificate, keys.certificate(certificateId));

/** The second-life certificates of a battery. */
export const certificates: Handler<'battery:certificates'> = async ({ ledger }, { batteryId }) => {
  const found: Certificate[] = [];
  for await (const { key } of ledger.range(keys.certificatesOf(batteryId))) {
    found.push(await load(ledger, Certificate, keys.certificate(key.at(-1) ?? '')));
  }
  return { certificates: found };
};

/** The sealed factory data of a battery. */
export const factoryData: Handler<'battery:factoryData'> = ({ ledger }, { batteryId }) =>
  loadPrivate(ledger, FactoryData, 'factory', keys.factory(batteryId));

/** The maintenance records of a battery, by operators and recyclers, oldest first. */
export const maintenance: Handler<'battery:maintenance'> = async ({ ledger }, { batteryId }) => {
  const prefix = keys.maintenanceOf(batteryId);
  const byOperators = await listPrivate(ledger, StoredMaintenance, 'maintenanceOperator', prefix);
  const byRecyclers = await listPrivate(ledger, StoredMaintenance, 'maintenanceRecycler', prefix);
  return { items: oldestFirst([...byOperators, ...byRecyclers], ({ record }) => record.performedAt) };
};

/** The recycling records of a battery, oldest first. */
export const recyclingRecords: Handler<'battery:recyclingRecords'> = async ({ ledger }, { batteryId }) => {
  const records = await listPrivate(ledger, StoredRecycling, 'recycling', keys.recyclingOf(batteryId));
  return { items: oldestFirst(records, ({ recordedAt }) => recordedAt) };
};

/** The evidence behind a second-life certificate. */
export const certificateEvidence: Handler<'battery:certificateEvidence'> = ({ ledger }, { certificateId }) =>
  loadPrivate(ledger, CertificateEvidence, 'recycling', keys.certificateEvidence(certificateId));

async function viewOf(ledger: Ledger, battery: Battery): Promise<{ battery: Battery; status: BatteryStatus }> {
  return { battery, status: await load(ledger, BatteryStatus, keys.status(battery.id)) };
}
