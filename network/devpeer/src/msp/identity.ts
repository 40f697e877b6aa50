// SPDX-License-Identifier: Apache-2.0
import { createHash, type KeyObject, type X509Certificate } from 'node:crypto';
import type { msp } from '@hyperledger/fabric-protos';
import { MspError } from './msp-error.js';
import type { Membership, Msp } from './msp.js';
import { matchesPrincipal } from './principal.js';
import { verifyLowS } from './signature.js';

/** Somebody named by a `SerializedIdentity`: a certificate seen through the MSP that it claims. */
export interface Identity {
  readonly mspId: string;
  readonly certificate: X509Certificate;
  /** For telling identities apart: the MSP and the hexadecimal SHA-256 of the DER certificate. */
  readonly id: string;
  /**
   * Throws {@link MspError} unless the certificate chains to the MSP, is not revoked and holds exactly one role.
   *
   * With `at` its period is checked as well. A Fabric peer does that for callers (proposals, event and block requests)
   * but not when it validates a block, so that a block keeps its meaning when certificates run out.
   */
  validate(at?: Date): void;
  /** Whether `signature` is this identity's low-S ECDSA signature over the SHA-256 of `message`. */
  verify(message: Uint8Array, signature: Uint8Array): boolean;
  /** Whether this identity is valid (its period aside) and an instance of `principal`. */
  satisfies(principal: msp.MSPPrincipal): boolean;
}

function checkPeriod(certificate: X509Certificate, at: Date): void {
  if (at < new Date(certificate.validFrom)) {
    throw new MspError('NOT_YET_VALID', `the identity is not valid before ${certificate.validFrom}`);
  }
  if (at > new Date(certificate.validTo)) {
    throw new MspError('EXPIRED', `the identity expired ${certificate.validTo}`);
  }
}

/** Remembers the outcome of the first call, an {@link MspError} included. */
function once(classify: () => Membership): () => Membership {
  let outcome: Membership | MspError | undefined;
  return () => {
    if (outcome === undefined) {
      try {
        outcome = classify();
      } catch (error) {
        if (!(error instanceof MspError)) {
          throw error;
        }
        outcome = error;
      }
    }
    if (outcome instanceof MspError) {
      throw outcome;
    }
    return outcome;
  };
}

/** Looks at `certificate` through `provider`; `serialized` are the bytes that named it. */
export function createIdentity(provider: Msp, certificate: X509Certificate, serialized: Uint8Array): Identity {
  const membership = once(() => provider.classify(certificate));
  const publicKey: KeyObject = certificate.publicKey;
  const { mspId } = provider;
  return {
    mspId,
    certificate,
    id: `${mspId}/${createHash('sha256').update(certificate.raw).digest('hex')}`,
    validate(at) {
      membership();
      if (at !== undefined) {
        checkPeriod(certificate, at);
      }
    },
    verify: (message, signature) => verifyLowS(publicKey, message, signature),
    satisfies(principal) {
      try {
        return matchesPrincipal({ mspId, serialized, ...membership() }, principal);
      } catch (error) {
        if (error instanceof MspError) {
          return false;
        }
        throw error;
      }
    },
  };
}
