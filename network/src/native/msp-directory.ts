// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@wattpass/devpeer/msp';

const ROOT = 'cacerts/ca.pem';

/** Fabric reads YAML, of which JSON is a part. */
function nodeOus(): string {
  const identifier = (unit: string): Record<string, string> => ({
    Certificate: ROOT,
    OrganizationalUnitIdentifier: unit,
  });
  return JSON.stringify({
    NodeOUs: {
      Enable: true,
      ClientOUIdentifier: identifier('client'),
      PeerOUIdentifier: identifier('peer'),
      AdminOUIdentifier: identifier('admin'),
      OrdererOUIdentifier: identifier('orderer'),
    },
  });
}

/** Writes an MSP directory: the authority's certificate for identities and for TLS, and the NodeOUs. */
export async function writeMsp(dir: string, caCertPem: string): Promise<void> {
  await mkdir(join(dir, 'cacerts'), { recursive: true });
  await mkdir(join(dir, 'tlscacerts'), { recursive: true });
  await writeWhole(join(dir, ROOT), caCertPem, 0o644);
  await writeWhole(join(dir, 'tlscacerts', 'ca.pem'), caCertPem, 0o644);
  await writeWhole(join(dir, 'config.yaml'), nodeOus(), 0o644);
}

/** Writes an MSP directory with a signing identity, whose key is copied from `keyFile`. */
export async function writeSigningMsp(dir: string, caCertPem: string, certPem: string, keyFile: string): Promise<void> {
  await writeMsp(dir, caCertPem);
  await mkdir(join(dir, 'keystore'), { recursive: true, mode: 0o700 });
  await mkdir(join(dir, 'signcerts'), { recursive: true });
  await copyFile(keyFile, join(dir, 'keystore', 'key.pem'));
  await writeWhole(join(dir, 'signcerts', 'cert.pem'), certPem, 0o644);
}
