// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { verifyLowS } from '../msp/signature.js';
import { authenticationFailure } from './ca-error.js';

/** The parts of an HTTP request that a token is signed over. */
export interface SignedRequest {
  readonly method: string;
  /** Path with query, exactly as in the request line. */
  readonly uri: string;
  readonly body: Uint8Array;
}

function base64(bytes: Uint8Array | string): string {
  return Buffer.from(bytes).toString('base64');
}

function parseCertificate(encoded: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(encoded, 'base64'));
  } catch {
    throw authenticationFailure();
  }
}

/**
 * Checks an authorization token, `<base64 of the PEM certificate>.<base64 of the signature>`, where the signature is
 * over `method.base64(uri).base64(body).base64(certificate)`; returns the certificate, which is still to be judged.
 * Throws the authentication failure when anything is wrong.
 */
export function verifyToken(token: string, request: SignedRequest): X509Certificate {
  const [encoded = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || encoded === '' || signature === '') {
    throw authenticationFailure();
  }
  const certificate = parseCertificate(encoded);
  const signed = [request.method, base64(request.uri), base64(request.body), encoded].join('.');
  if (!verifyLowS(certificate.publicKey, Buffer.from(signed), Buffer.from(signature, 'base64'))) {
    throw authenticationFailure();
  }
  return certificate;
}
