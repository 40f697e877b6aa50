// SPDX-License-Identifier: Apache-2.0
import { BatteryManagementSystem, type DeviceEnrolment } from '../../devices/bms.js';
import type { Desk, Desks } from '../../rest/desk.js';
import { bmsModel } from '../battery-life/take-recordings.js';
import {
  answerWith,
  certificateOf,
  claimOf,
  conditionOf,
  evaluationOf,
  journey,
  maintenanceOf,
  runModeOf,
} from './bodies.js';
import { matrixRoles } from './expected.js';
import { matrixBattery, type Fixture } from './fixture.js';
import { writeBatch, writeMove, writeStatus, writeTransport } from './holder-writes.js';

/** Tries to write a record, with a body that would do for whoever may. */
export type WriteAttempt = (desk: Desk, fixture: Fixture, desks: Desks) => Promise<unknown>;

/** Numbers on labels from here on, so that they differ from those of the stage. */
const LABELS_FROM = 1000;

/** How each record of the table is written; roles that may not try with a body of one that may. */
export const writes: Readonly<Record<string, WriteAttempt>> = {
  battery: (desk, fixture) => register(desk, fixture, 'b'),
  move: writeMove,
  batteryStatus: writeStatus,
  factory: (desk, fixture) => register(desk, fixture, 'f'),
  batch: writeBatch,
  transportAgreement: writeTransport,
  logisticsDetail: ({ client }, { accepted }) => client.recordDetails({ agreementId: accepted, body: journey() }),
  claim: ({ role, client }, { delivered, deliveredItem, openClaims, detailId }) =>
    role === 'logistics'
      ? client.answerClaim({ claimId: openClaims[0], body: answerWith(detailId) })
      : client.openClaim({ body: claimOf(delivered, deliveredItem) }),
  claimEvidence: ({ client }, { openClaims, detailId }) =>
    client.answerClaim({ claimId: openClaims[1], body: answerWith(detailId) }),
  deviceKey: ({ client }, { fresh }) => client.enrolDeviceKeys({ body: { items: [deviceFor(fresh)] } }),
  anchor: ({ client }, { nextChunk }) => client.postTelemetry({ body: { chunks: [nextChunk()] } }),
  usage: ({ client }, { nextChunk }) => client.postTelemetry({ body: { chunks: [nextChunk()] } }),
  runMode: ({ client }, { used }) => client.setRunMode({ body: { items: [runModeOf(used)] } }),
  condition: ({ role, client }, { operated, spent }) =>
    client.recordCondition({ body: { items: [conditionOf(role === 'recycler' ? spent : operated)] } }),
  maintenance: ({ role, client }, { operated, spent }) =>
    client.recordMaintenance({ body: { items: [maintenanceOf(role === 'recycler' ? spent : operated)] } }),
  recycling: ({ client }, { spent }) => client.recordRecycling({ body: { items: [evaluationOf(spent)] } }),
  secondLifeCertificate: ({ client }, { refurbished }) =>
    client.issueCertificate({ body: certificateOf(refurbished[0]) }),
  secondLifeEvidence: ({ client }, { refurbished }) => client.issueCertificate({ body: certificateOf(refurbished[1]) }),
  consortium: proposeAndWithdraw,
};

/** Every role registers a battery of its own, so that one that may leaves the others theirs to try with. */
function register({ role, client }: Desk, { run }: Fixture, what: string): Promise<unknown> {
  return client.registerBatteries({
    body: { batteries: [matrixBattery(run, `${what}-${role}`, LABELS_FROM + matrixRoles.indexOf(role))] },
  });
}

function deviceFor(batteryId: string): DeviceEnrolment {
  return new BatteryManagementSystem(batteryId, bmsModel).enrolment();
}

/** Proposes a claim window a minute longer, and takes the proposal back. */
async function proposeAndWithdraw({ client }: Desk): Promise<void> {
  const { versions } = await client.getRuleParameters({});
  const { claimWindowSeconds } = versions.at(-1)?.parameters ?? { claimWindowSeconds: 60 };
  const parameters = { claimWindowSeconds: claimWindowSeconds + 60 };
  const change = { kind: 'setParameters' as const, parameters };
  const { id: proposalId } = await client.propose({ body: { change } });
  await client.withdrawProposal({ proposalId });
}
