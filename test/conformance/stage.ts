// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CredentialFiles, LedgerUnderTest } from './ledgers/ledger-under-test.js';
import { CHANNEL, ORGANIZATIONS, type OrganizationName } from './network-spec.js';
import { Actor } from './wire/actor.js';
import { headerHash } from './wire/block-view.js';
import { deliver } from './wire/deliver.js';
import { identityOf, Registry, type Identity } from './wire/identity.js';
import { Node } from './wire/node.js';
import { expectResponse } from './wire/rpc.js';

type PerOrganization<T> = Readonly<Record<OrganizationName, T>>;

/** What all cases of a run have in common: connections, and somebody of every organisation. */
export interface Stage {
  readonly ledger: LedgerUnderTest;
  readonly nodes: PerOrganization<Node>;
  readonly orderer: Node;
  readonly registries: PerOrganization<Registry>;
  /** A root that no organisation has. */
  readonly foreignRegistry: Registry;
  /** A client of each organisation at its own peer. */
  readonly clients: PerOrganization<Actor>;
  readonly admins: PerOrganization<Identity>;
  readonly peers: PerOrganization<Identity>;
  /** Hash of the channel's first block. */
  readonly genesisHash: string;
  /** When the run began, in milliseconds since the epoch. */
  readonly begun: number;
  close(): void;
}

async function perOrganization<T>(
  make: (name: OrganizationName, mspId: string) => Promise<T>,
): Promise<PerOrganization<T>> {
  const entries = await Promise.all(ORGANIZATIONS.map(async ({ name, mspId }) => [name, await make(name, mspId)]));
  return Object.fromEntries(entries) as PerOrganization<T>;
}

async function readIdentity(mspId: string, { certFile, keyFile }: CredentialFiles): Promise<Identity> {
  return identityOf(mspId, await readFile(certFile, 'utf8'), createPrivateKey(await readFile(keyFile)));
}

/** Connects to a running ledger; `scratch` takes copies of the organisations' roots. */
export async function setStage(ledger: LedgerUnderTest, scratch: string): Promise<Stage> {
  const nodes = await perOrganization((name) => Node.at(ledger.peers[name]));
  const orderer = await Node.at(ledger.orderer);
  const registries = await perOrganization(async (name, mspId) => {
    const dir = join(scratch, name);
    await mkdir(dir, { recursive: true });
    await copyFile(ledger.roots[name].certFile, join(dir, 'ca-cert.pem'));
    await copyFile(ledger.roots[name].keyFile, join(dir, 'ca-key.pem'));
    return Registry.open(dir, mspId);
  });
  await mkdir(join(scratch, 'foreign'), { recursive: true });
  const clients = await perOrganization(
    async (name) => new Actor(await registries[name].certify({ name: `client of ${name}` }), nodes[name]),
  );
  const first = await deliver(clients.alpha, { channel: CHANNEL, kind: 'deliver', start: 0, stop: 0 });
  const header = first.responses[0]?.getBlock()?.getHeader();
  if (header === undefined) {
    throw new Error(`the first block cannot be read: ${JSON.stringify(first.status ?? first.refused)}`);
  }
  await startChaincodes(Object.values(clients));
  return {
    ledger,
    nodes,
    orderer,
    registries,
    foreignRegistry: await Registry.open(join(scratch, 'foreign'), 'AlphaMSP'),
    clients,
    admins: await perOrganization((name, mspId) => readIdentity(mspId, ledger.admins[name])),
    peers: await perOrganization((name, mspId) => readIdentity(mspId, ledger.peerCredentials[name])),
    genesisHash: headerHash(header),
    begun: Date.now(),
    close() {
      for (const node of [...Object.values(nodes), orderer]) node.close();
    },
  };
}

/** A peer may start its chaincode with the first call, which is none of the cases. */
async function startChaincodes(clients: readonly Actor[]): Promise<void> {
  const call = { channel: CHANNEL, chaincode: 'majority', args: ['run', '[["process"]]'] };
  for (const client of clients) {
    expectResponse(await client.evaluate(client.propose(call), [client.identity.mspId]));
  }
}
