// SPDX-License-Identifier: Apache-2.0
import type { RequestOf } from '@wattpass/gateway-api/client';
import { journeyRecords } from '../../devices/transport-logger.js';
import type { Desk } from '../../rest/desk.js';

/** The body of an operation. */
type BodyOf<
  Id extends 'createBatch' | 'offerAgreement' | 'openClaim' | 'answerClaim' | 'recordDetails' | 'issueCertificate',
> = RequestOf<Id>['body'];
/** One item of an operation that takes a list. */
type ItemOf<Id extends 'recordRecycling' | 'recordCondition' | 'recordMaintenance' | 'setRunMode'> =
  RequestOf<Id>['body']['items'][number];

const limits = { shockMilliG: 3000, minMilliCelsius: -10_000, maxMilliCelsius: 40_000 };
const DAY_MS = 86_400_000;

/** What a consignor puts together: one battery, for one receiver. */
export function batchOf(id: string, batteryIds: readonly string[], receiver: Desk): BodyOf<'createBatch'> {
  return { id, batteryIds, receiver: receiver.party, date: new Date().toISOString().slice(0, 10) };
}

/** What a consignor offers a carrier. */
export function transportOf(batchId: string, carrier: Desk): BodyOf<'offerAgreement'> {
  return {
    batchId,
    carrier: carrier.mspId,
    thresholds: limits,
    dueAt: new Date(Date.now() + DAY_MS).toISOString(),
  };
}

/** A claim for a shock. */
export function claimOf(agreementId: string, batteryId: string): BodyOf<'openClaim'> {
  return { agreementId, kind: 'shock', batteryIds: [batteryId], statement: 'A shock over the threshold.' };
}

/** A carrier's answer with its evidence. */
export function answerWith(detailId: string): BodyOf<'answerClaim'> {
  return {
    accepted: true,
    statement: 'It happened.',
    evidence: { detailIds: [detailId], account: 'Set down hard on the ramp.' },
  };
}

/** The records of a journey. */
export function journey(): BodyOf<'recordDetails'> {
  return { items: journeyRecords(new Date(), limits) };
}

/** An evaluation of a battery, as a recycler records it. */
export function evaluationOf(batteryId: string): ItemOf<'recordRecycling'> {
  return {
    kind: 'evaluation',
    batteryId,
    soh: 650_000,
    verdict: 'secondLife',
    findings: 'casing sound',
  };
}

/** A second-life certificate of a refurbished battery. */
export function certificateOf(batteryId: string): BodyOf<'issueCertificate'> {
  return {
    batteryId,
    kind: 'repurposed',
    evidence: {
      soh: 650_000,
      testStandard: 'UL 1974',
      testedAt: new Date().toISOString(),
      results: [{ test: 'capacity', passed: true }],
      statement: 'Fit for stationary storage.',
    },
  };
}

/** An assessment made elsewhere. */
export function conditionOf(batteryId: string): ItemOf<'recordCondition'> {
  return {
    kind: 'assessment',
    batteryId,
    cycle: 1,
    assessedAt: new Date().toISOString(),
    chunk: 0,
    capacityMicroampHours: 1_300_000,
    soh: 650_000,
    modelId: 'workshop',
    modelVersion: '1',
  };
}

/** An inspection. */
export function maintenanceOf(batteryId: string): ItemOf<'recordMaintenance'> {
  return {
    batteryId,
    performedAt: new Date().toISOString(),
    kind: 'inspection',
    reason: 'yearly inspection',
    parts: [],
  };
}

/** A user's choice. */
export function runModeOf(batteryId: string): ItemOf<'setRunMode'> {
  return { batteryId, mode: 'eco', from: new Date().toISOString() };
}
