// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Layout } from './layout.js';
import { peerProgram, type OrdererNode, type PeerNode } from './topology.js';

/** Chaincode-as-a-service builder of this package, for peers that have none of their own. */
const BUILDER_DIR = fileURLToPath(new URL('../../builders/caas', import.meta.url));
/** What the builder fills templates of a package's address with, and how it resolves names. */
const BUILDER_ENVIRONMENT = ['CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG', 'CHAINCODE_CONTAINERS_AT'];
const MAX_MESSAGE_BYTES = 104_857_600;

/**
 * A peer's `core.yaml`. Values that Fabric has good defaults for are left out.
 * @param major - Fabric's own version: a peer refuses to start with a filter that its release does not have.
 */
export function peerConfig(
  peer: PeerNode,
  layout: Layout,
  orderers: readonly OrdererNode[],
  major: number,
): Record<string, unknown> {
  const dir = layout.peer(peer);
  const data = join(layout.node(peerProgram(peer.organization)), 'data');
  const address = `127.0.0.1:${peer.port}`;
  return {
    peer: {
      id: peer.host,
      networkId: 'native',
      listenAddress: address,
      address,
      chaincodeListenAddress: `127.0.0.1:${peer.chaincodePort}`,
      mspConfigPath: join(dir, 'msp'),
      localMspId: peer.mspId,
      localMspType: 'bccsp',
      fileSystemPath: data,
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      tls: {
        enabled: true,
        clientAuthRequired: false,
        cert: { file: join(dir, 'tls', 'server.crt') },
        key: { file: join(dir, 'tls', 'server.key') },
        rootcert: { file: join(dir, 'tls', 'ca.crt') },
      },
      gateway: { enabled: true, endorsementTimeout: '30s', broadcastTimeout: '30s', dialTimeout: '30s' },
      gossip: gossipConfig(address),
      deliveryclient: {
        reconnectTotalTimeThreshold: '3600s',
        connTimeout: '3s',
        reConnectBackoffThreshold: '5s',
        // Orderers may be in the channel by host names that only a container network resolves.
        addressOverrides: orderers.map((orderer) => ({
          from: `${orderer.host}:${orderer.port}`,
          to: `127.0.0.1:${orderer.port}`,
          caCertsFile: join(layout.orderer(orderer), 'tls', 'ca.crt'),
        })),
      },
      keepalive: { minInterval: '10s' },
      authentication: { timewindow: '15m' },
      discovery: { enabled: true, authCacheEnabled: true, authCacheMaxSize: 1000, authCachePurgeRetentionRatio: 0.75 },
      // Above the limit the Gateway answers "too many requests"; the default of 500 is soon met by one busy client.
      limits: { concurrency: { endorserService: 5000, deliverService: 5000, gatewayService: 5000 } },
      maxRecvMsgSize: MAX_MESSAGE_BYTES,
      maxSendMsgSize: MAX_MESSAGE_BYTES,
      handlers: {
        authFilters: [
          { name: 'DefaultAuth' },
          { name: 'ExpirationCheck' },
          ...(major >= 3 ? [{ name: 'TimeWindowCheck' }] : []),
        ],
        decorators: [{ name: 'DefaultDecorator' }],
        endorsers: { escc: { name: 'DefaultEndorsement' } },
        validators: { vscc: { name: 'DefaultValidation' } },
      },
    },
    // No Docker: chaincode comes through the external builder only.
    vm: { endpoint: '' },
    chaincode: chaincodeConfig(),
    ledger: {
      state: { stateDatabase: 'goleveldb', totalQueryLimit: 100_000 },
      history: { enableHistoryDatabase: true },
      pvtdataStore: {
        collElgProcMaxDbBatchSize: 5000,
        collElgProcDbBatchesInterval: 1000,
        // Private data that no peer could give at the first question are asked for again after this; an hour by default.
        deprioritizedDataReconcilerInterval: '10s',
        purgeInterval: 100,
      },
      snapshots: { rootDir: join(data, 'snapshots') },
    },
    operations: { listenAddress: '127.0.0.1:0', tls: { enabled: false } },
    metrics: { provider: 'disabled' },
  };
}

/** Shorter intervals than Fabric's own, so that the peers of a network that starts find each other in seconds. */
function gossipConfig(address: string): Record<string, unknown> {
  return {
    bootstrap: address,
    endpoint: address,
    externalEndpoint: address,
    useLeaderElection: false,
    orgLeader: true,
    aliveTimeInterval: '1s',
    aliveExpirationTimeout: '10s',
    reconnectInterval: '3s',
    publishStateInfoInterval: '1s',
    requestStateInfoInterval: '1s',
    publishCertPeriod: '2s',
    pullInterval: '2s',
    state: { enabled: false },
    pvtData: {
      // A member that missed private data would hold up its block for a minute by default.
      pullRetryThreshold: '2s',
      reconcileSleepInterval: '5s',
      reconcileBatchSize: 100,
      reconciliationEnabled: true,
      transientstoreMaxBlockRetention: 20_000,
      pushAckTimeout: '3s',
      btlPullMargin: 10,
      implicitCollectionDisseminationPolicy: { requiredPeerCount: 0, maxPeerCount: 1 },
    },
  };
}

function chaincodeConfig(): Record<string, unknown> {
  return {
    mode: 'net',
    installTimeout: '60s',
    startuptimeout: '60s',
    executetimeout: '30s',
    keepalive: 0,
    externalBuilders: [{ name: 'ccaas_builder', path: BUILDER_DIR, propagateEnvironment: BUILDER_ENVIRONMENT }],
    system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
    logging: { level: 'info', shim: 'warning' },
    runtimeParams: {
      useWriteBatch: true,
      maxSizeWriteBatch: 1000,
      useGetMultipleKeys: true,
      maxSizeGetMultipleKeys: 1000,
    },
  };
}
