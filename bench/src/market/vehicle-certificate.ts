// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { Extension, X509CertificateGenerator } from '@peculiar/x509';
import { enrolmentStatement, nullifierOf, VEHICLE_ATTRIBUTE } from '@wattpass/chaincode/domain';
import { SigningKey } from '@wattpass/fleet/internal/devices/signing-key.js';

/** What a vehicle hands to its LEAG. */
export interface VehicleApplication {
  readonly vehicleId: string;
  readonly nullifier: string;
  readonly certificate: string;
  readonly signature: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
/** The extension in which Fabric's authorities certify attributes. */
const ATTRIBUTES = '1.2.3.4.5.6.7.8.1';

/**
 * A vehicle's application with a certificate that it signed itself: contracts do not know the authorities of vehicles, and
 * thousands of certificates of a real one would take longer than what is to be measured.
 */
export async function vehicleApplication(leag: string, network: string): Promise<VehicleApplication> {
  const vehicleId = randomBytes(32).toString('hex');
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const attributes = Buffer.from(JSON.stringify({ attrs: { [VEHICLE_ATTRIBUTE]: vehicleId } }));
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=vehicle',
    keys,
    signingAlgorithm: algorithm,
    extensions: [new Extension(ATTRIBUTES, false, attributes)],
  });
  const key = new SigningKey(await webcrypto.subtle.exportKey('jwk', keys.privateKey));
  const nullifier = nullifierOf(vehicleId);
  const statement = JSON.parse(enrolmentStatement(network, leag, nullifier)) as object;
  return { vehicleId, nullifier, certificate: certificate.toString('pem'), signature: key.signature(statement) };
}
