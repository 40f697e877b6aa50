// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import {
  CertificateAuthority,
  CertificateAuthorityError,
  type Credentials,
  type Registration,
} from '@wattpass/gateway-api/internal/fabric/certificate-authority.js';

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A certificate authority in memory: real P-256 keys, certificates signed by themselves. */
export class FakeAuthority extends CertificateAuthority {
  readonly registrations = new Map<string, Registration & { readonly secret: string }>();
  readonly revoked: string[] = [];

  async enroll(id: string): Promise<Credentials> {
    const keys = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: `CN=${id}, OU=client`,
      keys,
      signingAlgorithm: P256,
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 86_400_000),
    });
    const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
    return {
      certificate: certificate.toString('pem'),
      privateKey: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
    };
  }

  reenroll(id: string): Promise<Credentials> {
    return this.enroll(id);
  }

  register(_registrar: Credentials, registration: Registration): Promise<string> {
    if (this.registrations.has(registration.id)) {
      return Promise.reject(new CertificateAuthorityError('CA_IDENTITY_EXISTS', `${registration.id} exists`));
    }
    const secret = `secret-of-${registration.id}`;
    this.registrations.set(registration.id, { ...registration, secret });
    return Promise.resolve(secret);
  }

  revoke(_registrar: Credentials, id: string): Promise<void> {
    this.revoked.push(id);
    return Promise.resolve();
  }
}
