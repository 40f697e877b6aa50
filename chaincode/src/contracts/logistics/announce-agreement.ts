// SPDX-License-Identifier: Apache-2.0

import type { Agreement } from '../../domain/logistics/agreement.js';
import { announce, type EventItem, type Session } from '../session.js';

/** The event of an agreement's new status, with the batteries whose custody passed along with it. */
export function announceAgreement(session: Session, agreement: Agreement, handedOver: readonly string[] = []): void {
  const { id, batchId, status } = agreement;
  const batteries = handedOver.map((batteryId): EventItem => ({ kind: 'batteryStatus', id: batteryId }));
  announce(session, `agreement.${status}`, [{ kind: 'agreement', id, batchId }, ...batteries]);
}
