// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FabricCaClient, type Connection, type Credentials } from '@wattpass/gateway-api/ledger';

/**
 * The launcher's own identity at an organisation, enrolled at its certificate authority the first time and kept in the
 * state directory. It belongs to nobody's gateway account: what it reads, it reads from the ledger itself.
 */
export async function readerIdentity(connection: Connection, identitiesDir: string): Promise<Credentials> {
  const folder = join(identitiesDir, connection.organisation);
  const files = { certificate: join(folder, 'certificate.pem'), privateKey: join(folder, 'key.pem') };
  if (existsSync(files.certificate) && existsSync(files.privateKey)) {
    return { certificate: readFileSync(files.certificate, 'utf8'), privateKey: readFileSync(files.privateKey, 'utf8') };
  }
  const credentials = await enrol(connection);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(files.privateKey, credentials.privateKey, { mode: 0o600 });
  writeFileSync(files.certificate, credentials.certificate, { mode: 0o600 });
  return credentials;
}

async function enrol({ ca }: Connection): Promise<Credentials> {
  const authority = new FabricCaClient(ca);
  const registrar = await authority.enroll(ca.registrarId, readFileSync(ca.registrarSecretFile, 'utf8').trim());
  const id = `reader-${randomUUID().slice(0, 8)}`;
  const secret = await authority.register(registrar, { id, attributes: {} });
  return authority.enroll(id, secret);
}
