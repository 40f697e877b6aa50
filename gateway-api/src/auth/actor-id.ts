// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { sha256Hex } from '@wattpass/chaincode/domain';

/**
 * The id under which contracts know a certificate's holder: the first 32 hex digits of SHA-256 over Fabric's client id
 * `x509::/…subject::/…issuer`.
 */
export function actorIdOf(certificatePem: string): string {
  const { subject, issuer } = new X509Certificate(certificatePem);
  return sha256Hex(`x509::${distinguishedName(subject)}::${distinguishedName(issuer)}`).slice(0, 32);
}

/** Node writes one relative name a line and joins several values of one with `+`; Fabric puts a slash before each. */
function distinguishedName(lines: string): string {
  return lines
    .split(/\n|\+(?=[A-Za-z]+=)/)
    .map((part) => `/${part}`)
    .join('');
}
