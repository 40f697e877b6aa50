// SPDX-License-Identifier: Apache-2.0
import { normalizeSerial } from '../msp/revocation-list.js';
import { X509CrlReason } from '../msp/x509.js';
import { hasAttribute } from './attributes.js';
import { authenticateByToken, registrationOf } from './authentication.js';
import { requireAuthorityOver } from './authority-over.js';
import { Body } from './body.js';
import type { CaContext, CaRequest, CaResponse } from './ca-context.js';
import { authorizationFailure, CaError, CaErrorCode } from './ca-error.js';
import type { CertificateRecord, RegisteredIdentity } from './registry.js';

const REASONS = new Map(
  Object.entries(X509CrlReason).flatMap(([name, code]) =>
    typeof code === 'number' ? [[name.toLowerCase(), code] as const] : [],
  ),
);

function requireAuthorityToRevoke(ca: CaContext, caller: RegisteredIdentity, ownerId: string): void {
  if (caller.id === ownerId) {
    return;
  }
  const owner = ca.registry.find(ownerId);
  if (!hasAttribute(caller, 'hf.Revoker')) {
    throw authorizationFailure();
  }
  if (owner === undefined) {
    const text = `Identity ${ownerId} was not found`;
    throw new CaError(404, CaErrorCode.revokedIdentityNotFound, text);
  }
  requireAuthorityOver(caller, owner.type, owner.affiliation);
}

function singleCertificate(ca: CaContext, serial: string, keyId: string): CertificateRecord {
  const record = ca.registry.certificate(serial);
  const name = `Certificate with serial ${serial} and AKI ${keyId}`;
  if (record === undefined || normalizeSerial(record.authorityKeyId) !== keyId) {
    throw new CaError(404, CaErrorCode.certificateNotFound, `${name} was not found`);
  }
  if (ca.registry.isRevoked(record.serial)) {
    throw new CaError(404, CaErrorCode.certificateAlreadyRevoked, `${name} was already revoked`);
  }
  return record;
}

/** What a request names: one certificate by serial number and key identifier, or an identity with all of its own. */
function chosen(
  ca: CaContext,
  caller: RegisteredIdentity,
  body: Body,
): { records: readonly CertificateRecord[]; id?: string } {
  const id = body.text('id');
  const serial = normalizeSerial(body.text('serial'));
  const keyId = normalizeSerial(body.text('aki'));
  if (serial !== '' && keyId !== '') {
    const record = singleCertificate(ca, serial, keyId);
    requireAuthorityToRevoke(ca, caller, record.id);
    if (id !== '' && id !== record.id) {
      const text = `Certificate with serial ${serial} and AKI ${keyId} is not owned by ${id}`;
      throw new CaError(400, CaErrorCode.certificateWrongOwner, text);
    }
    return { records: [record] };
  }
  if (id === '') {
    const text = 'Either Name or Serial and AKI are required for a revoke request';
    throw new CaError(400, CaErrorCode.missingRevokeArguments, text);
  }
  requireAuthorityToRevoke(ca, caller, id);
  return { records: ca.registry.activeCertificates(id), id };
}

function crlOf(ca: CaContext): string {
  return Buffer.from(ca.organization.ca.crlPem ?? '').toString('base64');
}

/** `POST revoke`: revokes certificates in the registry and in the organisation's MSP. */
export async function revoke(ca: CaContext, request: CaRequest): Promise<CaResponse> {
  const body = new Body(request.body);
  const caller = registrationOf(ca, authenticateByToken(ca, request));
  const { records, id } = chosen(ca, caller, body);
  const reason = REASONS.get(body.text('reason').toLowerCase()) ?? X509CrlReason.unspecified;
  await ca.registry.revoke(
    records.map((record) => record.serial),
    id,
  );
  if (records.length > 0) {
    const revokedAt = new Date();
    await ca.organization.ca.revoke(records.map(({ serial }) => ({ serial, revokedAt, reason })));
  }
  const RevokedCerts = records.map((record) => ({ Serial: record.serial, AKI: record.authorityKeyId }));
  return { status: 200, result: { RevokedCerts, CRL: body.flag('gencrl') ? crlOf(ca) : '' } };
}

/** `POST gencrl`: the current revocation list, for those who may have it made. */
export function generateCrl(ca: CaContext, request: CaRequest): CaResponse {
  const caller = registrationOf(ca, authenticateByToken(ca, request));
  if (!hasAttribute(caller, 'hf.GenCRL')) {
    throw authorizationFailure();
  }
  return { status: 200, result: { CRL: crlOf(ca) } };
}
