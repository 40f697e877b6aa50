// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import type { NewAnchor } from '@wattpass/chaincode/domain';
import { signAnchor } from '@wattpass/telemetry/signature';

/** A battery management system with a key of its own. */
export interface Bms {
  readonly deviceId: string;
  /** DER SubjectPublicKeyInfo, base64, as the ledger holds it. */
  readonly publicKey: string;
  /** A chunk's anchor, signed. */
  readonly sign: (chunk: Omit<NewAnchor, 'deviceId' | 'signature'>) => NewAnchor;
}

/** Makes a device whose key is drawn anew. */
export function newBms(deviceId: string): Bms {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    deviceId,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    sign: (chunk) => ({ ...chunk, deviceId, signature: signAnchor(chunk, privateKey) }),
  };
}
