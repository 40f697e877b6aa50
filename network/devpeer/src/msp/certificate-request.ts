// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, webcrypto, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { subjectPublicKeyInfo } from './certificate-authority.js';
import * as x509 from './x509.js';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };

/** A PEM certificate request (PKCS #10) signed with `privateKey`, with host names and addresses as alternative names. */
export async function createCertificateRequest(
  commonName: string,
  privateKey: KeyObject,
  hosts: readonly string[] = [],
): Promise<string> {
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const spki = subjectPublicKeyInfo(createPublicKey(privateKey));
  const names = hosts.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value }));
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [commonName] }],
    keys: {
      privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, CURVE, false, ['sign']),
      publicKey: await webcrypto.subtle.importKey('spki', spki, CURVE, true, ['verify']),
    },
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)],
  });
  return `${request.toString('pem')}\n`;
}
