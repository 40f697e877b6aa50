// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { access, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { NetworkError } from '../network-error.js';
import type { Layout } from './layout.js';
import { peerProgram, type Topology } from './topology.js';

/**
 * Looks whether what lies in a state directory belongs together, before anything is started on it: the channel's first
 * block must name the certificates that lie beside it, and there is no ledger without that block. A first start that was cut
 * short passes, since the next one finishes it.
 * @throws NetworkError `STATE_MISMATCH` naming the file, what it should be, and what to do.
 */
export async function requireWholeState(topology: Topology, layout: Layout): Promise<void> {
  const genesis = await bytesOf(layout.genesisBlock);
  if (genesis === undefined) {
    await requireNoLedgers(topology, layout);
    return;
  }
  for (const file of await certificatesInGenesis(topology, layout)) {
    const certificate = await bytesOf(file);
    if (certificate === undefined) {
      throw mismatch(layout, `${at(layout, file)} is missing, and ${at(layout, layout.genesisBlock)} names it`);
    }
    if (!genesis.includes(certificate.toString('utf8').trim())) {
      throw mismatch(
        layout,
        `${at(layout, file)} is not one of the certificates that ${at(layout, layout.genesisBlock)} names: ` +
          'it comes from another network, or was made anew',
      );
    }
  }
  for (const peer of topology.peers) {
    await requireCertified(join(layout.peer(peer), 'tls'), layout);
  }
}

/** Everything whose certificate the configuration in the first block has. */
async function certificatesInGenesis(topology: Topology, layout: Layout): Promise<string[]> {
  const { ordererOrganization: ordering, orderers, peers, crypto } = topology;
  const homes = [
    { name: ordering.name, dir: layout.ordererOrganization(ordering.domain) },
    ...peers.map(({ organization, domain }) => ({ name: organization, dir: layout.peerOrganization(domain) })),
  ];
  const roots = await Promise.all(
    homes.map(async ({ name, dir }) => {
      const folder = join(dir, 'msp', 'cacerts');
      const files = await readdir(folder).catch(() => []);
      const authority = crypto === 'ca' ? [join(layout.authorityHome(name, crypto), 'ca-cert.pem')] : [];
      return [...(files.length === 0 ? [folder] : files.map((file) => join(folder, file))), ...authority];
    }),
  );
  const nodes = [...orderers.map((node) => layout.orderer(node)), ...peers.map((node) => layout.peer(node))];
  return [
    ...roots.flat(),
    ...nodes.map((dir) => join(dir, 'tls', 'ca.crt')),
    ...orderers.map((node) => join(layout.orderer(node), 'tls', 'server.crt')),
  ];
}

/** A node's TLS certificate must come from the root that its clients are told to trust. */
async function requireCertified(dir: string, layout: Layout): Promise<void> {
  const certificate = new X509Certificate(await readFile(join(dir, 'server.crt')));
  const root = new X509Certificate(await readFile(join(dir, 'ca.crt')));
  if (!certificate.verify(root.publicKey)) {
    const place = at(layout, join(dir, 'server.crt'));
    throw mismatch(layout, `${place} is not certified by ca.crt beside it: clients would refuse its peer`);
  }
}

async function requireNoLedgers(topology: Topology, layout: Layout): Promise<void> {
  const ledgers = [
    ...topology.orderers.map(({ name }) => join(layout.node(name), 'data', 'chains', topology.channel)),
    ...topology.peers.map(({ organization }) =>
      join(layout.node(peerProgram(organization)), 'data', 'ledgersData', 'chains', 'chains', topology.channel),
    ),
  ];
  for (const ledger of ledgers) {
    if (await isPresent(ledger)) {
      throw mismatch(layout, `${at(layout, layout.genesisBlock)} is missing, and ${at(layout, ledger)} began with it`);
    }
  }
}

function mismatch({ stateDir }: Layout, found: string): NetworkError {
  const advice =
    'Put the folder back as it was, use another one, or remove it to start anew (its ledger goes with it).';
  return new NetworkError('STATE_MISMATCH', `${stateDir} does not hold one whole network: ${found}.\n${advice}`);
}

function at({ stateDir }: Layout, file: string): string {
  return relative(stateDir, file);
}

async function isPresent(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function bytesOf(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch(() => undefined);
}
