// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './key-file.js';

/** Whom a directory is for. */
export interface MspDirectorySpec {
  readonly caCertPem: string;
  readonly tlsCaCertPem: string;
  readonly certPem: string;
  readonly keyPem: string;
}

const UNITS = ['client', 'peer', 'admin', 'orderer'] as const;
const CA_FILE = 'cacerts/ca-cert.pem';

/** Writes an identity in the layout that Fabric's own programs read (`CORE_PEER_MSPCONFIGPATH`). */
export async function writeMspDirectory(dir: string, spec: MspDirectorySpec): Promise<void> {
  const files = [
    [CA_FILE, spec.caCertPem, 0o644],
    ['tlscacerts/tlsca-cert.pem', spec.tlsCaCertPem, 0o644],
    ['signcerts/cert.pem', spec.certPem, 0o644],
    ['keystore/key.pem', spec.keyPem, 0o600],
    ['config.yaml', nodeUnits(), 0o644],
  ] as const;
  for (const folder of ['cacerts', 'tlscacerts', 'signcerts', 'keystore']) {
    await mkdir(join(dir, folder), { recursive: true, mode: 0o700 });
  }
  for (const [file, content, mode] of files) await writeWhole(join(dir, file), content, mode);
}

function nodeUnits(): string {
  const entries = UNITS.map(
    (unit) =>
      `  ${unit.charAt(0).toUpperCase()}${unit.slice(1)}OUIdentifier:\n` +
      `    Certificate: ${CA_FILE}\n    OrganizationalUnitIdentifier: ${unit}\n`,
  );
  return `NodeOUs:\n  Enable: true\n${entries.join('')}`;
}
