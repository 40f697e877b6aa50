// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { readIfPresent, writeWhole } from '@wattpass/devpeer/msp';
import type { Layout } from '../native/layout.js';
import type { PeerCommand } from '../native/peer-command.js';
import type { PeerNode, Topology } from '../native/topology.js';
import { NetworkError } from '../network-error.js';
import { waitUntil } from '../wait-until.js';
import type { PackagedChaincode } from './chaincode-servers.js';
import type { ChaincodeSpec } from './chaincode-spec.js';
import { definitionDigest, nextSequence, type CommittedDefinition } from './definition.js';

const ORDERING_MS = 30_000;

/** What deploying needs to know of the network. */
export interface LifecycleContext {
  readonly topology: Topology;
  readonly layout: Layout;
  readonly peerCommand: PeerCommand;
}

type Deployments = Record<string, CommittedDefinition>;

async function readDeployments(layout: Layout): Promise<Deployments> {
  return JSON.parse((await readIfPresent(layout.deployments)) ?? '{}') as Deployments;
}

/** Where transactions are sent to be ordered. */
function ordererFlags({ topology, layout }: LifecycleContext): string[] {
  const [orderer] = topology.orderers;
  const caFile = join(layout.orderer(orderer?.name ?? ''), 'tls', 'ca.pem');
  return ['--orderer', `127.0.0.1:${orderer?.port ?? 0}`, '--tls', '--cafile', caFile];
}

async function install({ peerCommand }: LifecycleContext, { peer, packageFile }: PackagedChaincode): Promise<void> {
  try {
    await peerCommand(peer, ['lifecycle', 'chaincode', 'install', packageFile]);
  } catch (error) {
    if (!(error instanceof NetworkError && error.message.includes('already successfully installed'))) {
      throw error;
    }
  }
}

/** The parts of a definition that approval and commit must both name, alike. */
async function definitionFlags(
  { topology, layout }: LifecycleContext,
  chaincode: ChaincodeSpec,
  sequence: number,
): Promise<string[]> {
  const { name, version, endorsementPolicy, collections = [] } = chaincode;
  const flags = ['--channelID', topology.channel, '--name', name, '--version', version, '--sequence', String(sequence)];
  if (endorsementPolicy !== undefined) {
    flags.push('--signature-policy', endorsementPolicy);
  }
  if (collections.length > 0) {
    const file = join(layout.stateDir, 'chaincode', `${name}-collections.json`);
    await writeWhole(file, JSON.stringify(collections, null, 2), 0o644);
    flags.push('--collections-config', file);
  }
  return flags;
}

function endorserFlags({ layout }: LifecycleContext, peers: readonly PeerNode[]): string[] {
  return peers.flatMap(({ organization, port }) => [
    ...['--peerAddresses', `127.0.0.1:${port}`],
    ...['--tlsRootCertFiles', join(layout.peer(organization), 'tls', 'ca.pem')],
  ]);
}

/** Repeats what failed because the orderers were still choosing their leader, and nothing else. */
function onceOrdered<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  let refusal: unknown;
  const patience = { what, timeoutMs: ORDERING_MS, intervalMs: 300 };
  return waitUntil(async () => {
    try {
      return { result: await attempt() };
    } catch (error) {
      if (error instanceof NetworkError && /SERVICE_UNAVAILABLE|no Raft leader|Unavailable/i.test(error.message)) {
        throw error;
      }
      refusal = error;
      return undefined;
    }
  }, patience).then((outcome) => {
    if (outcome === undefined) {
      throw refusal;
    }
    return outcome.result;
  });
}

async function approve(
  context: LifecycleContext,
  chaincode: ChaincodeSpec,
  { peer, packageId }: PackagedChaincode,
  definition: readonly string[],
): Promise<void> {
  const args = ['lifecycle', 'chaincode', 'approveformyorg', ...definition, '--package-id', packageId];
  const command = [...args, ...ordererFlags(context), ...endorserFlags(context, [peer])];
  const what = `approval of ${chaincode.name} by ${peer.organization}`;
  try {
    await onceOrdered(what, () => context.peerCommand(peer, command));
  } catch (error) {
    // A start that was cut short may have approved already.
    if (!(error instanceof NetworkError && /attempted to redefine .* with unchanged content/.test(error.message))) {
      throw error;
    }
  }
}

async function commit(
  context: LifecycleContext,
  chaincode: ChaincodeSpec,
  definition: readonly string[],
): Promise<void> {
  const { peers } = context.topology;
  const [first] = peers;
  if (first === undefined) {
    return;
  }
  const args = ['lifecycle', 'chaincode', 'commit', ...definition];
  const command = [...args, ...ordererFlags(context), ...endorserFlags(context, peers)];
  await onceOrdered(`commit of ${chaincode.name}`, () => context.peerCommand(first, command));
}

/** The committed definition's number according to the ledger; 0 when there is none. */
async function committedSequence({ topology, peerCommand }: LifecycleContext, name: string): Promise<number> {
  const [first] = topology.peers;
  if (first === undefined) {
    return 0;
  }
  const args = ['lifecycle', 'chaincode', 'querycommitted', '--channelID', topology.channel, '--output', 'json'];
  const { stdout } = await peerCommand(first, args);
  const definitions = (JSON.parse(stdout) as { chaincode_definitions?: { name: string; sequence: number }[] })
    .chaincode_definitions;
  return definitions?.find((definition) => definition.name === name)?.sequence ?? 0;
}

/** What is committed, from our notes and the ledger: the ledger counts when the notes are behind it. */
async function committedDefinition(
  context: LifecycleContext,
  name: string,
  noted: CommittedDefinition | undefined,
): Promise<CommittedDefinition | undefined> {
  const sequence = await committedSequence(context, name);
  if (sequence === 0) {
    return undefined;
  }
  return noted?.sequence === sequence ? noted : { version: '', sequence, digest: '' };
}

/**
 * Deploys a chaincode: installed and approved by every organisation, then committed. Does nothing when its definition
 * is committed already; a changed one (version, policy, collections) is committed under the next sequence number.
 */
export async function deployChaincode(
  context: LifecycleContext,
  chaincode: ChaincodeSpec,
  packaged: readonly PackagedChaincode[],
): Promise<void> {
  const deployments = await readDeployments(context.layout);
  const committed = await committedDefinition(context, chaincode.name, deployments[chaincode.name]);
  const sequence = nextSequence(chaincode, committed);
  if (sequence === undefined) {
    return;
  }
  const definition = await definitionFlags(context, chaincode, sequence);
  await Promise.all(
    packaged.map(async (each) => {
      await install(context, each);
      await approve(context, chaincode, each, definition);
    }),
  );
  await commit(context, chaincode, definition);
  const noted = { version: chaincode.version, sequence, digest: definitionDigest(chaincode) };
  const all = { ...(await readDeployments(context.layout)), [chaincode.name]: noted };
  await writeWhole(context.layout.deployments, `${JSON.stringify(all, null, 2)}\n`, 0o600);
}
