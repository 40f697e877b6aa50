// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import * as x509 from '../msp/x509.js';
import type { CaContext, Caller, CaRequest } from './ca-context.js';
import { authenticationFailure, CaError, CaErrorCode } from './ca-error.js';
import type { RegisteredIdentity } from './registry.js';
import { matchesSecret } from './secret.js';
import { verifyToken } from './token.js';

const MAX_PASSWORD_ATTEMPTS = 10;

function authorizationHeader(request: CaRequest): string {
  if (request.authorization === undefined || request.authorization === '') {
    throw new CaError(401, CaErrorCode.noAuthorizationHeader, 'No authorization header');
  }
  return request.authorization;
}

function basicCredentials(header: string): { id: string; secret: string } {
  const encoded = /^basic ([A-Za-z0-9+/=]+)$/i.exec(header)?.[1];
  const decoded = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 1) {
    throw authenticationFailure();
  }
  return { id: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
}

/** Throws the authentication failure when the identity is revoked or has used its secret as often as it may. */
function requireEnrollmentLeft(ca: CaContext, { id, maxEnrollments }: RegisteredIdentity): void {
  const isUsedUp = maxEnrollments >= 0 && ca.registry.enrollmentsOf(id) >= maxEnrollments;
  if (isUsedUp || ca.registry.isIdentityRevoked(id)) {
    throw authenticationFailure();
  }
}

/**
 * Counts an enrolment before its certificate is issued. Check and count happen in one turn, so that a secret good for
 * one certificate cannot buy two at once.
 */
export async function takeEnrollment(ca: CaContext, identity: RegisteredIdentity): Promise<void> {
  requireEnrollmentLeft(ca, identity);
  await ca.registry.countEnrollment(identity.id);
}

/** Authenticates by identity and enrolment secret. */
export async function authenticateBySecret(ca: CaContext, request: CaRequest): Promise<RegisteredIdentity> {
  const { id, secret } = basicCredentials(authorizationHeader(request));
  const identity = ca.registry.find(id);
  const attempts = ca.failedLogins.get(id) ?? 0;
  if (identity === undefined) {
    throw authenticationFailure();
  }
  if (attempts >= MAX_PASSWORD_ATTEMPTS) {
    const text = `Incorrect password entered ${attempts} times, max incorrect password limit of ${MAX_PASSWORD_ATTEMPTS} reached`;
    throw new CaError(401, CaErrorCode.passwordAttempts, text);
  }
  if (!(await matchesSecret(secret, identity.secretHash))) {
    ca.failedLogins.set(id, (ca.failedLogins.get(id) ?? 0) + 1);
    throw authenticationFailure();
  }
  ca.failedLogins.delete(id);
  requireEnrollmentLeft(ca, identity);
  return identity;
}

/** Authenticates by a token signed with the key of an enrolment certificate that this authority issued and stands by. */
export function authenticateByToken(ca: CaContext, request: CaRequest): Caller {
  const certificate = verifyToken(authorizationHeader(request), request);
  const root = new X509Certificate(ca.organization.caCertPem);
  const now = new Date();
  const isOurs = certificate.checkIssued(root) && certificate.verify(root.publicKey);
  const isCurrent = now >= new Date(certificate.validFrom) && now <= new Date(certificate.validTo);
  const record = ca.registry.certificate(certificate.serialNumber);
  if (!isOurs || !isCurrent || record === undefined || ca.registry.isRevoked(record.serial)) {
    throw authenticationFailure();
  }
  const [id] = new x509.X509Certificate(certificate.raw).subjectName.getField('CN');
  if (id !== record.id) {
    throw authenticationFailure();
  }
  return { id, certificate };
}

/** The registration behind an authenticated caller. */
export function registrationOf(ca: CaContext, caller: Caller): RegisteredIdentity {
  const identity = ca.registry.find(caller.id);
  if (identity === undefined) {
    throw authenticationFailure();
  }
  return identity;
}
