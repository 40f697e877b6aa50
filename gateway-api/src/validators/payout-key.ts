// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf } from '@wattpass/chaincode/domain';

/**
 * The address that a validator is paid at: of the P-256 key in `<stateDir>/validator-wallet.pem` (PKCS #8, readable by
 * the owner alone), which is made the first time.
 */
export function payoutAddress(stateDir: string): string {
  const file = join(stateDir, 'validator-wallet.pem');
  return addressOfKey(existsSync(file) ? createPublicKey(readFileSync(file)) : newKey(file));
}

function newKey(file: string): KeyObject {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  return publicKey;
}

function addressOfKey(key: KeyObject): string {
  return addressOf(key.export({ type: 'spki', format: 'der' }).toString('base64'));
}
