// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent, writeWhole } from '@wattpass/devpeer/msp';
import type { Supervisor } from '../process/supervisor.js';
import { waitUntil } from '../wait-until.js';
import { authorityConfig, authorityName, caServerConfig, type AuthoritySpec } from './ca-server-config.js';
import { enrollHousehold, householdsOf } from './enrollments.js';
import { FabricCaClient } from './fabric-ca-client.js';
import type { Layout } from './layout.js';
import type { Programs } from './programs.js';
import type { Topology } from './topology.js';

const READY_MS = 30_000;

/** How to reach the certificate authorities. */
export interface CertificateAuthorities {
  readonly url: string;
  /** Certifies the server's own TLS certificate. */
  readonly tlsCaCertFile: string;
}

async function openSecret(file: string): Promise<string> {
  const stored = await readIfPresent(file);
  const secret = stored ?? randomBytes(24).toString('base64url');
  if (stored === undefined) {
    await writeWhole(file, secret, 0o600);
  }
  return secret;
}

async function authoritySpec(layout: Layout, organization: string, domain: string): Promise<AuthoritySpec> {
  await mkdir(layout.authorityHome(organization), { recursive: true, mode: 0o700 });
  return { organization, domain, registrarSecret: await openSecret(layout.registrarSecret(organization)) };
}

/**
 * Starts one Fabric CA server with an authority for every organisation, and has everybody certified who is not yet.
 * The ordering organisation's authority is the server's own.
 */
export async function startCertificateAuthorities(
  topology: Topology,
  layout: Layout,
  programs: Programs,
  supervisor: Supervisor,
): Promise<CertificateAuthorities> {
  const { ordererOrganization: ordering, caPort } = topology;
  const own = await authoritySpec(layout, ordering.name, ordering.domain);
  const others = await Promise.all(
    topology.peers.map(({ organization, domain }) => authoritySpec(layout, organization, domain)),
  );
  const files = await Promise.all(
    others.map(async (spec) => {
      const file = join(layout.authorityHome(spec.organization), 'fabric-ca-server-config.yaml');
      await writeWhole(file, JSON.stringify(authorityConfig(spec)), 0o600);
      return file;
    }),
  );
  const home = layout.authorityHome(ordering.name);
  const config = JSON.stringify(caServerConfig(own, caPort, files));
  await writeWhole(join(home, 'fabric-ca-server-config.yaml'), config, 0o600);
  supervisor.start({
    id: 'ca',
    command: programs['fabric-ca-server'],
    args: ['start', '--home', home],
    cwd: home,
    env: { FABRIC_CA_SERVER_HOME: home },
    logFile: layout.logFile('ca'),
  });

  const url = `https://127.0.0.1:${caPort}`;
  const tlsCaCertFile = join(home, 'ca-cert.pem');
  const secrets = new Map([own, ...others].map((spec) => [spec.organization, spec.registrarSecret]));
  await Promise.all(
    householdsOf(topology, layout).map(async (household) => {
      const name = authorityName(household.organization);
      const client = await waitUntil(() => connect(url, name, tlsCaCertFile), {
        what: `certificate authority ${name}`,
        timeoutMs: READY_MS,
      });
      try {
        await enrollHousehold(household, layout, client, secrets.get(household.organization) ?? '');
      } finally {
        client.close();
      }
    }),
  );
  return { url, tlsCaCertFile };
}

async function connect(url: string, caName: string, tlsCaCertFile: string): Promise<FabricCaClient> {
  const tlsCaCertPem = await readIfPresent(tlsCaCertFile);
  if (tlsCaCertPem === undefined) {
    throw new Error(`${tlsCaCertFile} has not been written yet`);
  }
  const client = new FabricCaClient(url, caName, tlsCaCertPem);
  try {
    await client.certificate();
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}
