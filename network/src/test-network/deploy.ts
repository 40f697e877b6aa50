// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeWhole } from '@wattpass/devpeer/msp';
import type { ChaincodeSpec } from '../chaincode/chaincode-spec.js';
import {
  awaitChaincodeServers,
  startChaincodeServers,
  writePackage,
  type ServedChaincode,
} from '../chaincode/chaincode-servers.js';
import { awaitEndorsers } from '../chaincode/discovery.js';
import { awaitFirstAnswers } from '../chaincode/first-answer.js';
import { deployChaincode, type Deployment } from '../chaincode/lifecycle.js';
import { openPeerCommand } from '../chaincode/peer-command.js';
import type { NativeOrganization } from '../native/native-network.js';
import { authorityAccess, startAuthorities } from '../native/certificate-authorities.js';
import { cryptogenRoot } from '../native/cryptogen.js';
import { freePorts, requireFreeAddresses } from '../native/ports.js';
import { findFabric } from '../native/programs.js';
import { Supervisor } from '../process/supervisor.js';
import { readTestNetwork, type TestNetworkMember } from './material.js';
import { requireMembership } from './membership.js';
import { requireReachable } from './reachable.js';

/** What to deploy, and to which test-network. */
export interface TestNetworkDeployment {
  /** The test-network's folder `organizations/`. */
  readonly organizationsDir: string;
  readonly channel: string;
  readonly chaincode: ChaincodeSpec;
  /**
   * Where each organisation's peer finds its chaincode server, `host:port`, in the order Org1, Org2; `{{.peername}}`
   * becomes `peer0org1` or `peer0org2` in the peer's own builder.
   */
  readonly addresses: readonly [string, string];
  /** Where this process serves the chaincode, in the same order; without, somebody else serves it (a container). */
  readonly serveAt?: readonly [string, string] | undefined;
  /** How long a chaincode served from here may take until it first answers; a minute and a half by default. */
  readonly firstAnswerMs?: number | undefined;
  /** For packages, notes and logs. */
  readonly stateDir: string;
  readonly log?: ((line: string) => void) | undefined;
}

/** A chaincode on a test-network. */
export interface DeployedToTestNetwork extends Deployment {
  readonly organizations: readonly NativeOrganization[];
  /** How its servers must be started: their package id and the name that test-network gives their peer. */
  readonly servers: readonly { readonly mspId: string; readonly peerName: string; readonly packageId: string }[];
  /** Whether anything runs here that the network needs: chaincode servers, or authorities that it lacks. */
  readonly isServing: boolean;
  stop(): Promise<void>;
}

/**
 * Deploys a chaincode onto a running test-network of fabric-samples: installed and approved by both organisations,
 * committed, and, if asked, served from here. Where the network has no certificate authorities, authorities under the roots
 * of its own organisations are started here, since gateways need them.
 */
export async function deployToTestNetwork(work: TestNetworkDeployment): Promise<DeployedToTestNetwork> {
  const log = work.log ?? (() => undefined);
  const stateDir = resolve(work.stateDir);
  const fabric = await findFabric();
  const material = await readTestNetwork(resolve(work.organizationsDir));
  await requireReachable(material);
  await requireFreeAddresses(work.serveAt ?? []);
  const { members, orderer } = material;
  const clientDir = join(stateDir, 'client');
  const peerCommand = await openPeerCommand(fabric.programs.peer, clientDir);
  await requireMembership(members, work.channel, peerCommand);
  await mkdir(join(stateDir, 'logs'), { recursive: true, mode: 0o700 });
  const supervisor = new Supervisor(log);
  const logFile = (id: string): string => join(stateDir, 'logs', `${id}.log`);
  try {
    const organizations = await reach(members, stateDir, {
      program: fabric.programs['fabric-ca-server'],
      supervisor,
      logFile,
    });
    const packages = await Promise.all(
      members.map((member, i) => {
        const file = join(stateDir, 'chaincode', `${work.chaincode.name}-${member.organization}.tar.gz`);
        return writePackage(work.chaincode, member, work.addresses[i] ?? '', file);
      }),
    );
    const served = packages.map(({ member: { organization, mspId }, packageId }, i): ServedChaincode => {
      return { organization, mspId, packageId, address: work.serveAt?.[i] ?? '' };
    });
    if (work.serveAt !== undefined) {
      startChaincodeServers(work.chaincode, served, supervisor, logFile);
      await awaitChaincodeServers(work.chaincode, served, supervisor);
    }
    log(`installing, approving and committing ${work.chaincode.name} ${work.chaincode.version} on ${work.channel}`);
    const context = {
      channel: work.channel,
      members,
      orderer,
      peerCommand,
      workDir: clientDir,
      deploymentsFile: join(stateDir, 'deployments.json'),
    };
    const deployment = await deployChaincode(context, work.chaincode, packages);
    await awaitEndorsers(work.channel, members, [work.chaincode]);
    if (work.serveAt !== undefined) {
      await awaitFirstAnswers(context, [work.chaincode], work.firstAnswerMs);
    }
    return {
      ...deployment,
      organizations,
      servers: members.map(({ mspId, peerName }, i) => ({ mspId, peerName, packageId: packages[i]?.packageId ?? '' })),
      isServing: supervisor.pids.size > 0,
      stop: () => supervisor.stop(),
    };
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}

/** How gateways reach each organisation; starts authorities for those that have none. */
async function reach(
  members: readonly TestNetworkMember[],
  stateDir: string,
  start: Parameters<typeof startAuthorities>[1],
): Promise<NativeOrganization[]> {
  const lacking = members.filter(({ ca }) => ca.tlsCaCertFile === undefined);
  const [port = 0] = lacking.length === 0 ? [] : await freePorts(1);
  const plans = lacking.map(({ organization, domain, organizationDir }) => ({
    organization,
    domain,
    port,
    home: join(stateDir, 'authorities', organization),
    root: cryptogenRoot(organizationDir, domain),
  }));
  const started = await startAuthorities(plans, start);
  return Promise.all(
    members.map(async (member) => {
      const { organization, mspId, address, tlsCaCertFile, host } = member;
      const running = started.get(organization);
      const ca = running === undefined ? await ownAuthority(member, stateDir) : authorityAccess(running);
      return { name: organization, mspId, peerEndpoint: address, tlsCaCertFile, tlsServerName: host, ca };
    }),
  );
}

/** The authority that a test-network brought up with `-ca` has, whose registrar everybody knows. */
async function ownAuthority(
  { organization, ca }: TestNetworkMember,
  stateDir: string,
): Promise<NativeOrganization['ca']> {
  const { url, caName, tlsCaCertFile = '', registrarId, registrarSecret } = ca;
  const registrarSecretFile = join(stateDir, `registrar-secret-${organization}`);
  await writeWhole(registrarSecretFile, registrarSecret, 0o600);
  return { url, caName, tlsCaCertFile, registrarId, registrarSecretFile };
}
