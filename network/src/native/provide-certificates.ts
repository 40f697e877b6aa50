// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Supervisor } from '../process/supervisor.js';
import type { Registrar } from './ca-server-config.js';
import {
  connectAuthority,
  startAuthorities,
  type AuthorityPlan,
  type RunningAuthority,
} from './certificate-authorities.js';
import { cryptogenRoot, generateCrypto } from './cryptogen.js';
import { enrollHousehold, householdsOf } from './enrollments.js';
import type { Layout } from './layout.js';
import { requireProgram, type FabricInstallation } from './programs.js';
import type { Topology } from './topology.js';

/** What providing certificates takes. */
export interface ProvideCertificates {
  readonly topology: Topology;
  readonly layout: Layout;
  readonly fabric: FabricInstallation;
  readonly supervisor: Supervisor;
  readonly registrar: Registrar | undefined;
}

/**
 * Starts the organisations' authorities and sees to it that every node and administrator has certificates. With
 * `cryptogen` these come from it, and each authority certifies people under the root that it made.
 */
export async function provideCertificates(work: ProvideCertificates): Promise<ReadonlyMap<string, RunningAuthority>> {
  const { topology, layout, fabric, supervisor } = work;
  if (topology.crypto === 'cryptogen') {
    await generateCrypto(topology, layout, await requireProgram('cryptogen'));
  }
  const start = { program: fabric.programs['fabric-ca-server'], supervisor, logFile: layout.logFile };
  const authorities = await startAuthorities(authorityPlans(work), start);
  if (topology.crypto === 'ca') {
    await Promise.all(
      householdsOf(topology, layout).map(async (household) => {
        const authority = authorities.get(household.organization);
        if (authority === undefined) {
          throw new Error(`${household.organization} has no authority`);
        }
        const client = await connectAuthority(authority);
        try {
          const keyFile = join(layout.authorityHome(household.organization, 'ca'), 'registrar-key.pem');
          await enrollHousehold(household, client, authority.registrar, keyFile);
        } finally {
          client.close();
        }
      }),
    );
  }
  return authorities;
}

function authorityPlans({ topology, layout, registrar }: ProvideCertificates): AuthorityPlan[] {
  const { crypto, ordererOrganization: ordering, peers } = topology;
  const plan = (organization: string, domain: string, port: number): AuthorityPlan => ({
    organization,
    domain,
    port,
    home: layout.authorityHome(organization, crypto),
    registrar,
  });
  if (crypto === 'cryptogen') {
    return peers.map(({ organization, domain, caPort }) => ({
      ...plan(organization, domain, caPort),
      root: cryptogenRoot(layout.peerOrganization(domain), domain),
    }));
  }
  return [
    plan(ordering.name, ordering.domain, ordering.caPort),
    ...peers.map(({ organization, domain, caPort }) => plan(organization, domain, caPort)),
  ];
}
