// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@wattpass/devpeer/msp';
import { NetworkError } from '../network-error.js';

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
  await writeWhole(join(dir, 'tlscacerts', 'ca.crt'), caCertPem, 0o644);
  await writeWhole(join(dir, 'config.yaml'), nodeOus(), 0o644);
}

/** Writes an organisation's folder: its MSP, and the authority's certificate where clients look for it. */
export async function writeOrganization(dir: string, domain: string, caCertPem: string): Promise<void> {
  await writeMsp(join(dir, 'msp'), caCertPem);
  for (const kind of ['ca', 'tlsca']) {
    await mkdir(join(dir, kind), { recursive: true });
    await writeWhole(join(dir, kind, `${kind}.${domain}-cert.pem`), caCertPem, 0o644);
  }
}

/** Writes an MSP directory with a signing identity: its certificate, and its key in PKCS #8 PEM. */
export async function writeSigningMsp(dir: string, caCertPem: string, certPem: string, keyPem: string): Promise<void> {
  await writeMsp(dir, caCertPem);
  await mkdir(join(dir, 'keystore'), { recursive: true, mode: 0o700 });
  await mkdir(join(dir, 'signcerts'), { recursive: true });
  await writeWhole(join(dir, 'keystore', 'key.pem'), keyPem, 0o600);
  await writeWhole(join(dir, 'signcerts', 'cert.pem'), certPem, 0o644);
}

/** The one file of a folder, whatever its name: Fabric's programs differ in how they call keys and certificates. */
async function onlyFile(dir: string): Promise<string> {
  const names = await readdir(dir);
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new NetworkError('STATE_MISMATCH', `${dir}: has ${names.length} files, and must have one`);
  }
  return readFile(join(dir, name), 'utf8');
}

/** Reads the signing identity of an MSP directory, as Fabric CA's client and `cryptogen` write it. */
export async function readSigningMsp(dir: string): Promise<{ certPem: string; keyPem: string }> {
  return { certPem: await onlyFile(join(dir, 'signcerts')), keyPem: await onlyFile(join(dir, 'keystore')) };
}
