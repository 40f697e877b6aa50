// SPDX-License-Identifier: Apache-2.0

import type { Actor } from '../actor.js';
import type { RuleVersion } from '../consortium/rule-parameters.js';
import { DomainError } from '../errors.js';
import { compareInstants } from '../instant.js';
import { requireHolder } from '../twin/holder-rules.js';
import type { Certificate, CertificateEvidence } from './certificate.js';
import type { BatteryStatus } from './status.js';
import { requireStatus } from './status-rules.js';

/** What a recycler announces. */
export type Announcement = Pick<Certificate, 'batteryId' | 'kind' | 'evidenceCommitment'> & {
  readonly secondLifeCode?: string | undefined;
};

/**
 * A certificate that a recycler announces for a battery it holds, evaluated and refurbished.
 * @throws DomainError FORBIDDEN, ILLEGAL_STATUS
 */
export function announceCertificate(
  { batteryId, kind, secondLifeCode, evidenceCommitment }: Announcement,
  status: BatteryStatus,
  { id, actor, now, rules }: { id: string; actor: Actor; now: string; rules: RuleVersion },
): Certificate {
  requireHolder(status, actor);
  requireStatus(status, ['refurbished'], 'it is certified once it is refurbished');
  return {
    id,
    batteryId,
    kind,
    ...(secondLifeCode !== undefined && { secondLifeCode }),
    evidenceCommitment,
    status: 'announced',
    issuedBy: actor.mspId,
    announcedAt: now,
    ruleVersion: rules.version,
  };
}

/** Tells a repeat of the announcement from another under the same key. @throws DomainError ALREADY_EXISTS */
export function requireSameAnnouncement(existing: Certificate, asked: Announcement): void {
  const same =
    existing.batteryId === asked.batteryId &&
    existing.kind === asked.kind &&
    existing.secondLifeCode === asked.secondLifeCode &&
    existing.evidenceCommitment === asked.evidenceCommitment;
  if (!same) {
    throw new DomainError('ALREADY_EXISTS', 'this key announced another certificate', { id: existing.id });
  }
}

/** A certificate is the business of the recycler that announced it. @throws DomainError FORBIDDEN */
export function requireIssuer(certificate: Certificate, actor: Actor): void {
  if (certificate.issuedBy !== actor.mspId) {
    throw new DomainError('FORBIDDEN', `certificate ${certificate.id} was announced by ${certificate.issuedBy}`, {
      issuedBy: certificate.issuedBy,
    });
  }
}

/**
 * Checks evidence against the rules that the certificate was announced under.
 * @throws DomainError INVALID_INPUT (other battery), RULE_VIOLATION: secondLifeMinimumSoh, testsPassed
 */
export function checkEvidence(certificate: Certificate, evidence: CertificateEvidence, rules: RuleVersion): void {
  if (evidence.batteryId !== certificate.batteryId) {
    const rule = `the certificate is for ${certificate.batteryId}`;
    throw new DomainError('INVALID_INPUT', `/batteryId: ${rule}`, { issues: [{ pointer: '/batteryId', rule }] });
  }
  const { secondLifeMinimumSoh } = rules.parameters;
  if (evidence.soh < secondLifeMinimumSoh) {
    throw new DomainError('RULE_VIOLATION', `/soh: a second life needs ${secondLifeMinimumSoh} millionths`, {
      rule: 'secondLifeMinimumSoh',
      ruleVersion: rules.version,
      needed: secondLifeMinimumSoh,
    });
  }
  const failed = evidence.results.findIndex(({ passed }) => !passed);
  if (failed >= 0) {
    throw new DomainError('RULE_VIOLATION', `/results/${failed}: a failed test bears no certificate`, {
      rule: 'testsPassed',
      pointer: `/results/${failed}`,
    });
  }
}

/**
 * Checks that an announced certificate can still take effect: the recycler holds the battery, which is refurbished since
 * before the announcement. One announced in an earlier life counts no more.
 * @throws DomainError FORBIDDEN, ILLEGAL_STATUS, RULE_VIOLATION (`staleAnnouncement`)
 */
export function requireConfirmable(certificate: Certificate, status: BatteryStatus, actor: Actor): void {
  requireHolder(status, actor);
  requireStatus(status, ['refurbished'], 'it is certified once it is refurbished');
  if (compareInstants(certificate.announcedAt, status.since) < 0) {
    throw new DomainError('RULE_VIOLATION', `certificate ${certificate.id} was announced before this refurbishment`, {
      rule: 'staleAnnouncement',
      announcedAt: certificate.announcedAt,
      since: status.since,
    });
  }
}
