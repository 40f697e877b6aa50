// SPDX-License-Identifier: Apache-2.0
import { createPublicKey } from 'node:crypto';
import * as x509 from '../msp/x509.js';
import { attributeExtension } from './attributes.js';
import { authenticateBySecret, authenticateByToken, registrationOf, takeEnrollment } from './authentication.js';
import { Body } from './body.js';
import type { CaContext, CaRequest, CaResponse } from './ca-context.js';
import { CaError, CaErrorCode } from './ca-error.js';
import { caInfo } from './ca-info.js';
import type { RegisteredIdentity } from './registry.js';

const VALIDITY_MS = 365 * 86_400_000;
const MAX_NAME_LENGTH = 64;
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

function parseCsr(pem: string): x509.Pkcs10CertificateRequest {
  try {
    return new x509.Pkcs10CertificateRequest(pem);
  } catch {
    throw new CaError(400, CaErrorCode.badCsr, 'CSR Decode failed');
  }
}

async function checkCsr(csr: x509.Pkcs10CertificateRequest, id: string): Promise<void> {
  const [commonName] = csr.subjectName.getField('CN');
  if (commonName !== id) {
    const text = 'The CSR subject common name must equal the enrollment ID';
    throw new CaError(403, CaErrorCode.commonNameMismatch, text);
  }
  const names = ['CN', 'C', 'ST', 'L', 'O', 'OU'].flatMap((field) => csr.subjectName.getField(field));
  if (names.some((name) => name.length > MAX_NAME_LENGTH)) {
    const text = `CSR input validation failed: a name exceeds the maximum character limit of ${MAX_NAME_LENGTH}`;
    throw new CaError(400, CaErrorCode.invalidCsr, text);
  }
  const key = createPublicKey({ key: Buffer.from(csr.publicKey.rawData), format: 'der', type: 'spki' });
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new CaError(400, CaErrorCode.invalidCsr, 'CSR input validation failed: the key must be ECDSA on curve P-256');
  }
  if (!(await csr.verify())) {
    throw new CaError(400, CaErrorCode.invalidCsr, 'CSR input validation failed: its signature does not verify');
  }
}

/** Organisational units are given by registration and never taken from the request: authorization rests on them. */
function subjectOf(csr: x509.Pkcs10CertificateRequest, identity: RegisteredIdentity): x509.JsonName {
  const field = (name: string): x509.JsonName => csr.subjectName.getField(name).map((value) => ({ [name]: [value] }));
  const units = [identity.type, ...identity.affiliation.split('.')].filter((unit) => unit !== '');
  return [
    ...field('C'),
    ...field('O'),
    ...units.map((unit) => ({ OU: [unit] })),
    ...field('L'),
    ...field('ST'),
    { CN: [identity.id] },
  ];
}

function usageExtensions(profile: string): x509.Extension[] {
  const { digitalSignature, keyEncipherment, keyAgreement } = x509.KeyUsageFlags;
  if (profile === 'tls') {
    return [
      new x509.KeyUsagesExtension(digitalSignature | keyEncipherment | keyAgreement, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
    ];
  }
  if (profile !== '') {
    throw new CaError(400, CaErrorCode.badBody, `Invalid profile: '${profile}'; there is only 'tls' and the default`);
  }
  return [new x509.KeyUsagesExtension(digitalSignature, true)];
}

/** The request for a certificate, found in order. */
async function readCsr(body: Body, id: string): Promise<x509.Pkcs10CertificateRequest> {
  const csr = parseCsr(body.text('certificate_request'));
  await checkCsr(csr, id);
  return csr;
}

async function issue(
  ca: CaContext,
  identity: RegisteredIdentity,
  csr: x509.Pkcs10CertificateRequest,
  body: Body,
): Promise<CaResponse> {
  const alternativeNames = csr.getExtension(SUBJECT_ALTERNATIVE_NAME);
  const attributes = attributeExtension(identity, body.attributeRequests());
  const issued = await ca.organization.ca.issue({
    subject: subjectOf(csr, identity),
    publicKey: new Uint8Array(csr.publicKey.rawData),
    notAfter: new Date(Date.now() + VALIDITY_MS),
    extensions: [
      ...usageExtensions(body.text('profile')),
      ...(alternativeNames === null ? [] : [alternativeNames]),
      ...(attributes === undefined ? [] : [attributes]),
    ],
  });
  const { serial, authorityKeyId } = issued;
  await ca.registry.addCertificate({ id: identity.id, serial, authorityKeyId });
  const result = { Cert: Buffer.from(issued.certPem).toString('base64'), ServerInfo: caInfo(ca) };
  return { status: 201, result };
}

/** `POST enroll`: a first certificate against identity and secret. */
export async function enroll(ca: CaContext, request: CaRequest): Promise<CaResponse> {
  const identity = await authenticateBySecret(ca, request);
  const body = new Body(request.body);
  const csr = await readCsr(body, identity.id);
  await takeEnrollment(ca, identity);
  return issue(ca, identity, csr, body);
}

/** `POST reenroll`: a further certificate against a current one. */
export async function reenroll(ca: CaContext, request: CaRequest): Promise<CaResponse> {
  const identity = registrationOf(ca, authenticateByToken(ca, request));
  const body = new Body(request.body);
  return issue(ca, identity, await readCsr(body, identity.id), body);
}
