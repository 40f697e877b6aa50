// SPDX-License-Identifier: Apache-2.0
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent, writeWhole } from '@wattpass/devpeer/msp';
import { runProgram } from '../process/run-program.js';
import type { AuthoritySpec } from './ca-server-config.js';
import type { Layout } from './layout.js';
import type { Topology } from './topology.js';

const LOOPBACK = ['localhost', '127.0.0.1'];

function cryptogenConfig({ ordererOrganization: ordering, orderers, peers }: Topology): Record<string, unknown> {
  return {
    OrdererOrgs: [
      {
        Name: ordering.name,
        Domain: ordering.domain,
        EnableNodeOUs: true,
        Specs: orderers.map(({ name }) => ({ Hostname: name, SANS: LOOPBACK })),
      },
    ],
    PeerOrgs: peers.map(({ organization, domain }) => ({
      Name: organization,
      Domain: domain,
      EnableNodeOUs: true,
      Template: { Count: 1, SANS: LOOPBACK },
      Users: { Count: 1 },
    })),
  };
}

/** Has `cryptogen` make certificates and keys for all organisations, once. */
export async function generateCrypto(topology: Topology, layout: Layout, cryptogen: string): Promise<void> {
  const done = join(layout.organizations, 'cryptogen.yaml');
  if ((await readIfPresent(done)) !== undefined) {
    return;
  }
  const draft = `${layout.organizations}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const config = join(draft, 'cryptogen.yaml');
  await writeWhole(config, JSON.stringify(cryptogenConfig(topology), null, 2), 0o644);
  await runProgram(cryptogen, ['generate', `--config=${config}`, `--output=${draft}`]);
  await rename(draft, layout.organizations);
}

/** The root that `cryptogen` made for an organisation, in the organisation's folder. */
export function cryptogenRoot(organizationDir: string, domain: string): NonNullable<AuthoritySpec['root']> {
  const dir = join(organizationDir, 'ca');
  return { certFile: join(dir, `ca.${domain}-cert.pem`), keyFile: join(dir, 'priv_sk') };
}
