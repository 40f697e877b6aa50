// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPrivateKey, readIfPresent, writeWhole } from '@wattpass/devpeer/msp';
import type { Registrar } from './ca-server-config.js';
import type { EnrolledIdentity, FabricCaClient, Registration } from './fabric-ca-client.js';
import { adminOf, type Layout } from './layout.js';
import { writeOrganization, writeSigningMsp } from './msp-directory.js';
import type { Topology } from './topology.js';

/** One node or person of an organisation, and where its files go. */
interface Holder {
  readonly id: string;
  readonly type: Registration['type'];
  readonly dir: string;
  /** Names for its TLS certificate; none for people. */
  readonly hosts: readonly string[];
}

/** An organisation with all who act for it. */
export interface Household {
  readonly organization: string;
  readonly domain: string;
  readonly dir: string;
  readonly holders: readonly Holder[];
}

const LOOPBACK = ['localhost', '127.0.0.1'];

/** Who needs certificates in a network. */
export function householdsOf(topology: Topology, layout: Layout): Household[] {
  const admin = (dir: string, domain: string): Holder => ({
    id: `admin.${domain}`,
    type: 'admin',
    dir: adminOf(dir, domain),
    hosts: [],
  });
  const { ordererOrganization: ordering } = topology;
  const orderingDir = layout.ordererOrganization(ordering.domain);
  return [
    {
      organization: ordering.name,
      domain: ordering.domain,
      dir: orderingDir,
      holders: [
        admin(orderingDir, ordering.domain),
        ...topology.orderers.map((node): Holder => {
          const { host } = node;
          return { id: host, type: 'orderer', dir: layout.orderer(node), hosts: [host, ...LOOPBACK] };
        }),
      ],
    },
    ...topology.peers.map((peer): Household => {
      const { organization, domain, host } = peer;
      const dir = layout.peerOrganization(domain);
      const node: Holder = { id: host, type: 'peer', dir: layout.peer(peer), hosts: [host, ...LOOPBACK] };
      return { organization, domain, dir, holders: [admin(dir, domain), node] };
    }),
  ];
}

/** A secret that need not be stored: whoever has the registrar's can derive it. */
function secretOf(registrarSecret: string, id: string): string {
  return createHmac('sha256', registrarSecret).update(id).digest('base64url');
}

class Enroller {
  private enrolledRegistrar: Promise<EnrolledIdentity> | undefined;

  constructor(
    private readonly client: FabricCaClient,
    private readonly caCertPem: string,
    private readonly registrar: Registrar,
    private readonly registrarKeyFile: string,
  ) {}

  /** Writes `msp/` and, for nodes, `tls/` of a holder, unless they are there. */
  async provide(holder: Holder): Promise<void> {
    const done = join(holder.dir, 'msp', 'signcerts', 'cert.pem');
    if ((await readIfPresent(done)) !== undefined) {
      return;
    }
    const secret = secretOf(this.registrar.secret, holder.id);
    await mkdir(holder.dir, { recursive: true, mode: 0o700 });
    await this.client.register(await this.asRegistrar(), { id: holder.id, type: holder.type, secret });
    if (holder.hosts.length > 0) {
      await this.provideTls(holder, secret);
    }
    const keyFile = join(holder.dir, 'key.pem');
    const privateKey = await openPrivateKey(keyFile);
    const { certPem } = await this.client.enroll({ id: holder.id, secret, privateKey });
    await writeSigningMsp(join(holder.dir, 'msp'), this.caCertPem, certPem, await readFile(keyFile, 'utf8'));
  }

  private async provideTls(holder: Holder, secret: string): Promise<void> {
    const dir = join(holder.dir, 'tls');
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const privateKey = await openPrivateKey(join(dir, 'server.key'));
    const { certPem } = await this.client.enroll({
      id: holder.id,
      secret,
      privateKey,
      profile: 'tls',
      hosts: holder.hosts,
    });
    await writeWhole(join(dir, 'server.crt'), certPem, 0o644);
    await writeWhole(join(dir, 'ca.crt'), this.caCertPem, 0o644);
  }

  private asRegistrar(): Promise<EnrolledIdentity> {
    this.enrolledRegistrar ??= openPrivateKey(this.registrarKeyFile).then((privateKey) =>
      this.client.enroll({ ...this.registrar, privateKey }),
    );
    return this.enrolledRegistrar;
  }
}

/** Has an organisation's authority certify everybody who is not yet, and writes the organisation's folder. */
export async function enrollHousehold(
  household: Household,
  client: FabricCaClient,
  registrar: Registrar,
  registrarKeyFile: string,
): Promise<void> {
  const caCertPem = await client.certificate();
  await writeOrganization(household.dir, household.domain, caCertPem);
  const enroller = new Enroller(client, caCertPem, registrar, registrarKeyFile);
  for (const holder of household.holders) {
    await enroller.provide(holder);
  }
}
