// SPDX-License-Identifier: Apache-2.0

import type { Actor } from '../actor.js';
import { requireCarrier, type AgreementStatus } from './agreement-rules.js';
import type { Agreement, Thresholds } from './agreement.js';
import type { LogisticsDetail, StoredLogisticsDetail } from './logistics-detail.js';
import { checkStatusAmong } from './steps.js';

/** A journey can be described from the carrier's acceptance on, and after delivery as well (the receipt). */
const recordable: readonly AgreementStatus[] = ['accepted', 'inTransit', 'arrived', 'delivered'];

/** Which agreed threshold a record exceeds; a value on the threshold keeps to it. */
export function breachOf(thresholds: Thresholds, record: LogisticsDetail): StoredLogisticsDetail['breach'] {
  if (record.kind === 'shock' && record.milliG > thresholds.shockMilliG) {
    return 'shock';
  }
  if (record.kind === 'temperature' && isOutside(thresholds, record.milliCelsius)) {
    return 'temperature';
  }
  return undefined;
}

function isOutside({ minMilliCelsius, maxMilliCelsius }: Thresholds, milliCelsius: number): boolean {
  return milliCelsius < minMilliCelsius || milliCelsius > maxMilliCelsius;
}

/** A journey's record as it goes into the collection. @throws DomainError FORBIDDEN, ILLEGAL_STATUS */
export function storedDetail(
  record: LogisticsDetail,
  agreement: Agreement,
  actor: Actor,
  made: { readonly id: string; readonly now: string },
): StoredLogisticsDetail {
  requireCarrier(agreement, actor);
  checkStatusAmong(recordable, 'agreement', agreement, 'its journey cannot be recorded');
  const breach = breachOf(agreement.thresholds, record);
  return {
    id: made.id,
    by: actor.mspId,
    recordedAt: made.now,
    record,
    ...(breach === undefined ? {} : { breach }),
  };
}
