// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Layout } from './layout.js';
import type { Topology } from './topology.js';

/** Name of the profile in the `configtx.yaml` written here. */
export const CHANNEL_PROFILE = 'Native';

/** How blocks are cut. */
export interface BatchSpec {
  /** A block is cut this long after its first transaction; 200 ms by default. */
  readonly batchTimeoutMs?: number | undefined;
  /** Or when it has this many transactions; 500 by default. */
  readonly maxMessageCount?: number | undefined;
}

type Policies = Record<string, { Type: string; Rule: string }>;

function signaturePolicies(mspId: string): Policies {
  const any = (...roles: string[]): { Type: string; Rule: string } => ({
    Type: 'Signature',
    Rule: `OR(${roles.map((role) => `'${mspId}.${role}'`).join(', ')})`,
  });
  return {
    Readers: any('admin', 'peer', 'client', 'orderer'),
    Writers: any('admin', 'client', 'orderer'),
    Admins: any('admin'),
    Endorsement: any('peer'),
  };
}

function implicitPolicies(names: Record<string, string>): Policies {
  return Object.fromEntries(Object.entries(names).map(([name, Rule]) => [name, { Type: 'ImplicitMeta', Rule }]));
}

const GROUP_POLICIES = { Readers: 'ANY Readers', Writers: 'ANY Writers', Admins: 'MAJORITY Admins' };

function ordererGroup(topology: Topology, layout: Layout, batch: BatchSpec): Record<string, unknown> {
  const { ordererOrganization: ordering, orderers } = topology;
  return {
    OrdererType: 'etcdraft',
    BatchTimeout: `${batch.batchTimeoutMs ?? 200}ms`,
    BatchSize: {
      MaxMessageCount: batch.maxMessageCount ?? 500,
      // A transaction of tens of megabytes makes every later one slow.
      AbsoluteMaxBytes: '8 MB',
      PreferredMaxBytes: '2 MB',
    },
    EtcdRaft: {
      Consenters: orderers.map(({ name, port }) => ({
        Host: '127.0.0.1',
        Port: port,
        ClientTLSCert: join(layout.orderer(name), 'tls', 'cert.pem'),
        ServerTLSCert: join(layout.orderer(name), 'tls', 'cert.pem'),
      })),
      // On one machine a leader is missed after a second.
      Options: {
        TickInterval: '100ms',
        ElectionTick: 10,
        HeartbeatTick: 1,
        MaxInflightBlocks: 5,
        SnapshotIntervalSize: '16 MB',
      },
    },
    Organizations: [
      {
        Name: ordering.name,
        ID: ordering.mspId,
        MSPDir: join(layout.organization(ordering.name), 'msp'),
        Policies: signaturePolicies(ordering.mspId),
        OrdererEndpoints: orderers.map(({ port }) => `127.0.0.1:${port}`),
      },
    ],
    Policies: implicitPolicies({ ...GROUP_POLICIES, BlockValidation: 'ANY Writers' }),
    Capabilities: { V2_0: true },
  };
}

function applicationGroup(topology: Topology, layout: Layout): Record<string, unknown> {
  return {
    Organizations: topology.peers.map(({ organization, mspId, port }) => ({
      Name: organization,
      ID: mspId,
      MSPDir: join(layout.organization(organization), 'msp'),
      Policies: signaturePolicies(mspId),
      // Without anchors that resolve, peers never learn of other organisations and no endorsement plan is found.
      AnchorPeers: [{ Host: '127.0.0.1', Port: port }],
    })),
    Policies: implicitPolicies({
      ...GROUP_POLICIES,
      Endorsement: 'MAJORITY Endorsement',
      LifecycleEndorsement: 'MAJORITY Endorsement',
    }),
    Capabilities: { V2_5: true },
  };
}

/** The `configtx.yaml` for the channel's first block; `major` is Fabric's own version. */
export function channelConfig(
  topology: Topology,
  layout: Layout,
  major: number,
  batch: BatchSpec,
): Record<string, unknown> {
  return {
    Profiles: {
      [CHANNEL_PROFILE]: {
        Policies: implicitPolicies(GROUP_POLICIES),
        Capabilities: major >= 3 ? { V3_0: true } : { V2_0: true },
        Orderer: ordererGroup(topology, layout, batch),
        Application: applicationGroup(topology, layout),
      },
    },
  };
}
