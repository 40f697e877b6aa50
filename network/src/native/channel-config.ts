// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Layout } from './layout.js';
import type { OrdererNode, Topology } from './topology.js';
import { tuned, type Tuning } from './tuning.js';

/** Name of the profile in the `configtx.yaml` written here. */
export const CHANNEL_PROFILE = 'Native';

/** How blocks are cut. */
export interface BatchSpec {
  /** A block is cut this long after its first transaction; 200 ms by default. */
  readonly batchTimeoutMs?: number | undefined;
  /** Or when it has this many transactions; 500 by default. */
  readonly maxMessageCount?: number | undefined;
}

/** What of the channel's first block may differ between networks. */
export interface ChannelStyle extends BatchSpec {
  /** The channel's capability: that of the programs' major version by default. */
  readonly capability?: 'V2_0' | 'V3_0' | undefined;
  /** Whether orderers are known by host name and organisations by MSP id, as in a network of containers. */
  readonly isNamed?: boolean | undefined;
  readonly tuning?: Tuning | undefined;
}

type Policies = Record<string, { Type: string; Rule: string }>;

function signaturePolicies(mspId: string, isOrdering: boolean): Policies {
  const any = (...roles: string[]): { Type: string; Rule: string } => ({
    Type: 'Signature',
    Rule: `OR(${roles.map((role) => `'${mspId}.${role}'`).join(', ')})`,
  });
  return {
    Readers: any('admin', 'peer', 'client', ...(isOrdering ? ['orderer'] : [])),
    Writers: any('admin', 'client', ...(isOrdering ? ['orderer'] : [])),
    Admins: any('admin'),
    Endorsement: any('peer'),
  };
}

function implicitPolicies(names: Record<string, string>): Policies {
  return Object.fromEntries(Object.entries(names).map(([name, Rule]) => [name, { Type: 'ImplicitMeta', Rule }]));
}

const GROUP_POLICIES = { Readers: 'ANY Readers', Writers: 'ANY Writers', Admins: 'MAJORITY Admins' };

function ordererGroup(topology: Topology, layout: Layout, batch: ChannelStyle): Record<string, unknown> {
  const { ordererOrganization: ordering, orderers } = topology;
  const hostOf = ({ host }: OrdererNode): string => (batch.isNamed === true ? host : '127.0.0.1');
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
      Consenters: orderers.map((orderer) => ({
        Host: hostOf(orderer),
        Port: orderer.port,
        ClientTLSCert: join(layout.orderer(orderer), 'tls', 'server.crt'),
        ServerTLSCert: join(layout.orderer(orderer), 'tls', 'server.crt'),
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
        MSPDir: join(layout.ordererOrganization(ordering.domain), 'msp'),
        Policies: signaturePolicies(ordering.mspId, true),
        OrdererEndpoints: orderers.map((orderer) => `${hostOf(orderer)}:${orderer.port}`),
      },
    ],
    Policies: implicitPolicies({ ...GROUP_POLICIES, BlockValidation: 'ANY Writers' }),
    Capabilities: { V2_0: true },
  };
}

function applicationGroup(topology: Topology, layout: Layout, style: ChannelStyle): Record<string, unknown> {
  return {
    Organizations: topology.peers.map(({ organization, mspId, domain, port }) => ({
      Name: style.isNamed === true ? mspId : organization,
      ID: mspId,
      MSPDir: join(layout.peerOrganization(domain), 'msp'),
      Policies: signaturePolicies(mspId, false),
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
  style: ChannelStyle,
): Record<string, unknown> {
  return {
    Profiles: {
      [CHANNEL_PROFILE]: {
        Policies: implicitPolicies(GROUP_POLICIES),
        Capabilities: { [style.capability ?? (major >= 3 ? 'V3_0' : 'V2_0')]: true },
        Orderer: tuned(ordererGroup(topology, layout, style), style.tuning?.channel),
        Application: applicationGroup(topology, layout, style),
      },
    },
  };
}
