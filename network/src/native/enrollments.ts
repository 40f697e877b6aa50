// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openPrivateKey, readIfPresent, writeWhole } from '@wattpass/devpeer/msp';
import { REGISTRAR_ID } from './ca-server-config.js';
import type { EnrolledIdentity, FabricCaClient, Registration } from './fabric-ca-client.js';
import type { Layout } from './layout.js';
import { writeMsp, writeSigningMsp } from './msp-directory.js';
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
interface Household {
  readonly organization: string;
  readonly holders: readonly Holder[];
}

const LOOPBACK = ['localhost', '127.0.0.1'];

/** Who needs certificates in a network. */
export function householdsOf(topology: Topology, layout: Layout): Household[] {
  const admin = (organization: string, domain: string): Holder => ({
    id: `admin.${domain}`,
    type: 'admin',
    dir: layout.admin(organization),
    hosts: [],
  });
  const { ordererOrganization: ordering } = topology;
  return [
    {
      organization: ordering.name,
      holders: [
        admin(ordering.name, ordering.domain),
        ...topology.orderers.map(({ name, host }) => {
          const holder: Holder = { id: host, type: 'orderer', dir: layout.orderer(name), hosts: [host, ...LOOPBACK] };
          return holder;
        }),
      ],
    },
    ...topology.peers.map(({ organization, domain, host }) => ({
      organization,
      holders: [
        admin(organization, domain),
        { id: host, type: 'peer' as const, dir: layout.peer(organization), hosts: [host, ...LOOPBACK] },
      ],
    })),
  ];
}

/** A secret that need not be stored: whoever has the registrar's can derive it. */
function secretOf(registrarSecret: string, id: string): string {
  return createHmac('sha256', registrarSecret).update(id).digest('base64url');
}

class Enroller {
  private registrar: Promise<EnrolledIdentity> | undefined;

  constructor(
    private readonly client: FabricCaClient,
    private readonly caCertPem: string,
    private readonly registrarSecret: string,
    private readonly registrarKeyFile: string,
  ) {}

  /** Writes `msp/` and, for nodes, `tls/` of a holder, unless they are there. */
  async provide(holder: Holder): Promise<void> {
    const done = join(holder.dir, 'msp', 'signcerts', 'cert.pem');
    if ((await readIfPresent(done)) !== undefined) {
      return;
    }
    const secret = secretOf(this.registrarSecret, holder.id);
    await mkdir(holder.dir, { recursive: true, mode: 0o700 });
    await this.client.register(await this.asRegistrar(), { id: holder.id, type: holder.type, secret });
    if (holder.hosts.length > 0) {
      await this.provideTls(holder, secret);
    }
    const keyFile = join(holder.dir, 'key.pem');
    const privateKey = await openPrivateKey(keyFile);
    const { certPem } = await this.client.enroll({ id: holder.id, secret, privateKey });
    await writeSigningMsp(join(holder.dir, 'msp'), this.caCertPem, certPem, keyFile);
  }

  private async provideTls(holder: Holder, secret: string): Promise<void> {
    const dir = join(holder.dir, 'tls');
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const privateKey = await openPrivateKey(join(dir, 'key.pem'));
    const { certPem } = await this.client.enroll({
      id: holder.id,
      secret,
      privateKey,
      profile: 'tls',
      hosts: holder.hosts,
    });
    await writeWhole(join(dir, 'cert.pem'), certPem, 0o644);
    await writeWhole(join(dir, 'ca.pem'), this.caCertPem, 0o644);
  }

  private asRegistrar(): Promise<EnrolledIdentity> {
    this.registrar ??= openPrivateKey(this.registrarKeyFile).then((privateKey) =>
      this.client.enroll({ id: REGISTRAR_ID, secret: this.registrarSecret, privateKey }),
    );
    return this.registrar;
  }
}

/** Has an organisation's authority certify everybody who is not yet, and writes the organisation's MSP directory. */
export async function enrollHousehold(
  household: Household,
  layout: Layout,
  client: FabricCaClient,
  registrarSecret: string,
): Promise<void> {
  const { organization } = household;
  const caCertPem = await client.certificate();
  await writeMsp(join(layout.organization(organization), 'msp'), caCertPem);
  const keyFile = join(layout.organization(organization), 'registrar-key.pem');
  const enroller = new Enroller(client, caCertPem, registrarSecret, keyFile);
  for (const holder of household.holders) {
    await enroller.provide(holder);
  }
}
