// SPDX-License-Identifier: Apache-2.0
import type { KeyObject } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import { signLowS } from './signature.js';

/** A certificate with its private key, able to act for a member of an organisation. */
export interface SigningIdentity {
  readonly mspId: string;
  readonly certPem: string;
  /** The `SerializedIdentity` message that creators and endorsers are named by. */
  readonly serialized: Uint8Array;
  /** DER ECDSA P-256 signature with low S over the SHA-256 of `message`. */
  sign(message: Uint8Array): Uint8Array;
}

/** The bytes of a `SerializedIdentity`: an MSP identifier and a PEM certificate. */
export function serializeIdentity(mspId: string, certPem: string): Uint8Array {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(Buffer.from(certPem));
  return identity.serializeBinary();
}

/** Joins a certificate with its key. */
export function createSigningIdentity(mspId: string, certPem: string, privateKey: KeyObject): SigningIdentity {
  return {
    mspId,
    certPem,
    serialized: serializeIdentity(mspId, certPem),
    sign: (message) => signLowS(privateKey, message),
  };
}
