// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { createHash, randomBytes, sign, webcrypto } from 'node:crypto';
import { Extension, X509CertificateGenerator } from '@peculiar/x509';
import type { ReleaseRequest, VehicleApplication } from '@wattpass/chaincode/domain';
import { GROUP_ORDER, testLedger, withOtherS } from './wallet-keys.js';

/** A vehicle with its certified id; what follows from the id is worked out here, apart from the contracts. */
export interface TestVehicle {
  readonly vehicleId: string;
  readonly nullifier: string;
  apply(leag: string, network?: string): VehicleApplication;
  /** A request to be let go, until an instant, under a name if it has one. */
  askToLeave(
    leag: string,
    terms: { readonly notAfter: string; readonly pseudonym?: string },
    network?: string,
  ): ReleaseRequest;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A vehicle whose certificate carries the attribute as Fabric's certificate authority writes it. */
export async function testVehicle(
  attributes: (vehicleId: string) => object = (vehicleId) => ({ 'wattpass.vid': vehicleId }),
): Promise<TestVehicle> {
  const vehicleId = randomBytes(32).toString('hex');
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const value = Buffer.from(JSON.stringify({ attrs: attributes(vehicleId) }), 'utf8');
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=vehicle',
    keys,
    signingAlgorithm: algorithm,
    extensions: [new Extension('1.2.3.4.5.6.7.8.1', false, value)],
  });
  const privateKey = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const nullifier = createHash('sha256')
    .update('wattpass/nullifier/1')
    .update(Buffer.from(vehicleId, 'hex'))
    .digest('hex');
  const signed = (text: string): Omit<VehicleApplication, 'salt'> => {
    const key = { key: privateKey, format: 'der', type: 'pkcs8', dsaEncoding: 'ieee-p1363' } as const;
    const signature = sign('sha256', Buffer.from(text), key).toString('hex');
    const s = BigInt(`0x${signature.slice(64)}`);
    return {
      vehicleId,
      certificate: certificate.toString('pem'),
      signature: s > GROUP_ORDER / 2n ? withOtherS(signature) : signature,
    };
  };
  const salt = (): string => randomBytes(16).toString('hex');
  return {
    vehicleId,
    nullifier,
    apply: (leag, network = testLedger.network) => ({
      ...signed(`{"leag":"${leag}","network":"${network}","nullifier":"${nullifier}","type":"wattpass/enrolment/1"}`),
      salt: salt(),
    }),
    askToLeave: (leag, terms, network = testLedger.network) => {
      const { notAfter, pseudonym } = terms;
      const until = `"network":"${network}","notAfter":"${notAfter}","nullifier":"${nullifier}"`;
      const name = pseudonym === undefined ? '' : `"pseudonym":"${pseudonym}",`;
      return { ...signed(`{"leag":"${leag}",${until},${name}"type":"wattpass/release/1"}`), ...terms, salt: salt() };
    },
  };
}
