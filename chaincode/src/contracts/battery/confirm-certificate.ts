// SPDX-License-Identifier: Apache-2.0

import { Certificate } from '../../domain/battery/certificate.js';
import { requireConfirmable, requireIssuer } from '../../domain/battery/certificate-rules.js';
import { succeed } from '../../domain/battery/passport-rules.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { requireCommitment } from '../../domain/commitment-rules.js';
import { keys } from '../../ledger/keys.js';
import { load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { activePassport, loadPassport, savePassport } from './passport-records.js';

/**
 * Confirms a certificate under the whole consortium's endorsement: every endorser compares the hash in the collection with
 * the commitment. The battery is certified then, and its new passport and the old one name each other.
 */
export const confirmCertificate: Handler<'battery:confirmCertificate'> = async (session, { certificateId }) => {
  const { ledger, actor, now } = session;
  const announced = await load(ledger, Certificate, keys.certificate(certificateId));
  requireIssuer(announced, actor);
  const before = await load(ledger, BatteryStatus, keys.status(announced.batteryId));
  if (announced.passportId !== undefined) {
    return { certificate: announced, passport: await loadPassport(ledger, announced.passportId), status: before };
  }
  requireConfirmable(announced, before, actor);
  const hash = await ledger.privateHash('recycling', keys.certificateEvidence(certificateId));
  requireCommitment(`the evidence of certificate ${certificateId}`, announced.evidenceCommitment, hash);

  const { ended, issued } = succeed(await activePassport(ledger, before), announced, now);
  const certificate: Certificate = { ...announced, status: 'confirmed', confirmedAt: now, passportId: issued.id };
  const status: BatteryStatus = { ...before, status: 'certified', since: now, passportId: issued.id };
  await save(ledger, keys.certificate(certificateId), certificate);
  await save(ledger, keys.status(status.batteryId), status);
  await savePassport(ledger, ended);
  await savePassport(ledger, issued);
  announce(session, 'certificate.confirmed', [
    { kind: 'certificate', id: certificateId, batteryId: status.batteryId },
    { kind: 'passport', id: issued.id, batteryId: status.batteryId },
    { kind: 'battery', id: status.batteryId, status: 'certified' },
  ]);
  return { certificate, passport: issued, status };
};
