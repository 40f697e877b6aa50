// SPDX-License-Identifier: Apache-2.0
import type { Client } from '@wattpass/gateway-api/client';
import type { Fixture } from './fixture.js';

/** Tries to read a record. */
export type ReadAttempt = (client: Client, fixture: Fixture) => Promise<unknown>;

/** How each record of the table is read. */
export const reads: Readonly<Record<string, ReadAttempt>> = {
  battery: (client, { used }) => client.getBattery({ batteryId: used }),
  move: (client, { used }) => client.listMoves({ batteryId: used }),
  batteryStatus: (client, { used }) => client.getBattery({ batteryId: used }),
  factory: (client, { used }) => client.getFactoryData({ batteryId: used }),
  batch: (client, { batches }) => client.getBatch({ batchId: batches.producer }),
  transportAgreement: (client, { delivered }) => client.getAgreement({ agreementId: delivered }),
  logisticsDetail: (client, { delivered }) => client.getDetails({ agreementId: delivered }),
  claim: (client, { evidencedClaim }) => client.getClaim({ claimId: evidencedClaim }),
  claimEvidence: (client, { evidencedClaim }) => client.getClaimEvidence({ claimId: evidencedClaim }),
  deviceKey: (client, { operated }) => client.listDeviceKeys({ batteryId: operated }),
  anchor: (client, { operated }) => client.getAnchor({ batteryId: operated, chunk: 0 }),
  usage: (client, { operated }) => client.getUsage({ batteryId: operated }),
  runMode: (client, { used }) => client.getRunModes({ batteryId: used }),
  condition: (client, { operated }) => client.getCondition({ batteryId: operated }),
  maintenance: (client, { operated }) => client.getMaintenance({ batteryId: operated }),
  recycling: (client, { spent }) => client.getRecyclingRecords({ batteryId: spent }),
  secondLifeCertificate: (client, { certificate }) => client.getCertificate({ certificateId: certificate }),
  secondLifeEvidence: (client, { certificate }) => client.getCertificateEvidence({ certificateId: certificate }),
  consortium: (client) => client.getConsortium({}),
};
