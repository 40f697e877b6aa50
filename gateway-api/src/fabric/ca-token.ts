// SPDX-License-Identifier: Apache-2.0
import type { Credentials } from './certificate-authority.js';
import { nativeSigner } from './native-signer.js';

/**
 * The `Authorization` token of Fabric CA: `base64(certificate).base64(signature)`, where the signature covers method,
 * URI, body and certificate, each base64 but the method, joined by dots (fabric-ca, util.GenECDSAToken).
 * @param uri path and query as sent.
 */
export function caToken(credentials: Credentials, method: string, uri: string, body: string): string {
  const certificate = base64(credentials.certificate);
  const signed = [method, base64(uri), base64(body), certificate].join('.');
  const signature = nativeSigner(credentials.privateKey)(Buffer.from(signed));
  return `${certificate}.${Buffer.from(signature).toString('base64')}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
