// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { readIfPresent, writeWhole } from '@wattpass/devpeer/msp';
import { NetworkError } from '../network-error.js';
import { waitUntil } from '../wait-until.js';
import type { ChaincodeDefinition } from './chaincode-spec.js';
import type { ChannelMember, OrdererAddress } from './channel-member.js';
import type { PeerCommand } from './peer-command.js';
import { definitionDigest, nextSequence, type CommittedDefinition } from './definition.js';

const PATIENCE_MS = 120_000;

/** What deploying needs to know of the network. */
export interface LifecycleContext {
  readonly channel: string;
  readonly members: readonly ChannelMember[];
  readonly orderer: OrdererAddress;
  readonly peerCommand: PeerCommand;
  /** For what is handed to the `peer` program as a file. */
  readonly workDir: string;
  /** Notes of what was committed. */
  readonly deploymentsFile: string;
}

/** A member's package of a chaincode, in a file. */
export interface MemberPackage {
  readonly member: ChannelMember;
  readonly packageId: string;
  readonly packageFile: string;
}

type Deployments = Record<string, CommittedDefinition>;

async function readDeployments(file: string): Promise<Deployments> {
  return JSON.parse((await readIfPresent(file)) ?? '{}') as Deployments;
}

/** Where transactions are sent to be ordered. */
function ordererFlags({ orderer }: LifecycleContext): string[] {
  const { address, tlsCaCertFile, host } = orderer;
  return ['--orderer', address, '--tls', '--cafile', tlsCaCertFile, '--ordererTLSHostnameOverride', host];
}

async function install({ peerCommand }: LifecycleContext, { member, packageFile }: MemberPackage): Promise<void> {
  try {
    await patiently(`installation for ${member.organization}`, () =>
      peerCommand(member, ['lifecycle', 'chaincode', 'install', packageFile]),
    );
  } catch (error) {
    if (!(error instanceof NetworkError && error.message.includes('already successfully installed'))) {
      throw error;
    }
  }
}

/** The parts of a definition that approval and commit must both name, alike. */
async function definitionFlags(
  { channel, workDir }: LifecycleContext,
  chaincode: ChaincodeDefinition,
  sequence: number,
): Promise<string[]> {
  const { name, version, endorsementPolicy, collections = [] } = chaincode;
  const flags = ['--channelID', channel, '--name', name, '--version', version, '--sequence', String(sequence)];
  if (endorsementPolicy !== undefined) {
    flags.push('--signature-policy', endorsementPolicy);
  }
  if (collections.length > 0) {
    const file = join(workDir, `${name}-collections.json`);
    await writeWhole(file, JSON.stringify(collections, null, 2), 0o644);
    flags.push('--collections-config', file);
  }
  return flags;
}

function endorserFlags(members: readonly ChannelMember[]): string[] {
  return members.flatMap(({ address, tlsCaCertFile }) => [
    ...['--peerAddresses', address],
    ...['--tlsRootCertFiles', tlsCaCertFile],
  ]);
}

/**
 * What a busy or starting network answers for a while: orderers choosing their leader, peers not yet reached, a commit
 * waited for too briefly.
 */
const PASSING =
  /SERVICE_UNAVAILABLE|no Raft leader|Unavailable|deadline exceeded|timed out|connection refused|creator org unknown/i;

/** Repeats what failed for a passing reason, and nothing else. */
async function patiently<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  const outcome = await waitUntil(
    async () => {
      try {
        return { result: await attempt() };
      } catch (error) {
        if (error instanceof NetworkError && PASSING.test(error.message)) {
          throw error;
        }
        return { error };
      }
    },
    { what, timeoutMs: PATIENCE_MS, intervalMs: 300 },
  );
  if ('error' in outcome) {
    throw outcome.error;
  }
  return outcome.result;
}

async function approve(
  context: LifecycleContext,
  chaincode: ChaincodeDefinition,
  { member, packageId }: MemberPackage,
  definition: readonly string[],
): Promise<void> {
  const args = ['lifecycle', 'chaincode', 'approveformyorg', ...definition, '--package-id', packageId];
  const command = [...args, ...ordererFlags(context), ...endorserFlags([member])];
  const what = `approval of ${chaincode.name} by ${member.organization}`;
  try {
    await patiently(what, () => context.peerCommand(member, command));
  } catch (error) {
    // A start that was cut short may have approved already.
    if (!(error instanceof NetworkError && /attempted to redefine .* with unchanged content/.test(error.message))) {
      throw error;
    }
  }
}

async function commit(
  context: LifecycleContext,
  chaincode: ChaincodeDefinition,
  definition: readonly string[],
  sequence: number,
): Promise<void> {
  const { members } = context;
  const [first] = members;
  if (first === undefined) {
    return;
  }
  const args = ['lifecycle', 'chaincode', 'commit', ...definition];
  const command = [...args, ...ordererFlags(context), ...endorserFlags(members)];
  await patiently(`commit of ${chaincode.name}`, async () => {
    if ((await committedSequence(context, chaincode.name)) < sequence) {
      await context.peerCommand(first, command);
    }
  });
}

/** The committed definition's number according to the ledger; 0 when there is none. */
export async function committedSequence(
  { channel, members, peerCommand }: Pick<LifecycleContext, 'channel' | 'members' | 'peerCommand'>,
  name: string,
): Promise<number> {
  const [first] = members;
  if (first === undefined) {
    return 0;
  }
  const args = ['lifecycle', 'chaincode', 'querycommitted', '--channelID', channel, '--output', 'json'];
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

/** What a deployment has led to. */
export interface Deployment {
  /** The definition's number on the channel. */
  readonly sequence: number;
  /** Whether the definition had to be committed anew. */
  readonly isNew: boolean;
}

/**
 * Deploys a chaincode: installed and approved by every organisation, then committed. Does nothing when its definition
 * is committed already; a changed one (version, policy, collections) is committed under the next sequence number.
 */
export async function deployChaincode(
  context: LifecycleContext,
  chaincode: ChaincodeDefinition,
  packages: readonly MemberPackage[],
): Promise<Deployment> {
  const deployments = await readDeployments(context.deploymentsFile);
  const committed = await committedDefinition(context, chaincode.name, deployments[chaincode.name]);
  const packageIds = packages.map(({ packageId }) => packageId);
  const sequence = nextSequence(chaincode, committed, packageIds);
  if (sequence === undefined) {
    return { sequence: committed?.sequence ?? 0, isNew: false };
  }
  const definition = await definitionFlags(context, chaincode, sequence);
  await Promise.all(
    packages.map(async (each) => {
      await install(context, each);
      await approve(context, chaincode, each, definition);
    }),
  );
  await commit(context, chaincode, definition, sequence);
  const noted = { version: chaincode.version, sequence, digest: definitionDigest(chaincode, packageIds) };
  const all = { ...(await readDeployments(context.deploymentsFile)), [chaincode.name]: noted };
  await writeWhole(context.deploymentsFile, `${JSON.stringify(all, null, 2)}\n`, 0o600);
  return { sequence, isNew: true };
}
