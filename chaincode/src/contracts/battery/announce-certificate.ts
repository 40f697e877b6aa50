// SPDX-License-Identifier: Apache-2.0

import { Certificate } from '../../domain/battery/certificate.js';
import { announceCertificate as announced, requireSameAnnouncement } from '../../domain/battery/certificate-rules.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { keys } from '../../ledger/keys.js';
import { rulesInForce } from '../../ledger/registry.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, newRecordId } from '../session.js';

/** Announces a second-life certificate with the commitment to its evidence. */
export const announceCertificate: Handler<'battery:announceCertificate'> = async (session, { key, ...asked }) => {
  const { ledger, actor, now } = session;
  const id = newRecordId(session, key);
  const existing = await find(ledger, Certificate, keys.certificate(id));
  if (existing !== undefined) {
    requireSameAnnouncement(existing, asked);
    return existing;
  }
  const status = await load(ledger, BatteryStatus, keys.status(asked.batteryId));
  const certificate = announced(asked, status, { id, actor, now, rules: await rulesInForce(ledger, now) });
  await save(ledger, keys.certificate(id), certificate);
  await save(ledger, keys.certificateIndex(asked.batteryId, id), { certificateId: id });
  announce(session, 'certificate.announced', [
    { kind: 'certificate', id, batteryId: asked.batteryId, commitment: asked.evidenceCommitment },
  ]);
  return certificate;
};
