// SPDX-License-Identifier: Apache-2.0
import type { FabricSettings } from '@wattpass/launch';
import type { ClientStyle } from './enrolled-contract.js';

/** One thing that can be set, tried against what the native network does by default. */
export interface Knob {
  readonly name: string;
  /** What is set, and what the default is. */
  readonly change: string;
  readonly settings?: FabricSettings;
  readonly client?: Partial<ClientStyle>;
  /** Calls in flight, where that is what is tried. */
  readonly clients?: number;
}

const peer = (settings: NonNullable<FabricSettings['tuning']>['peer']): FabricSettings => ({
  tuning: { peer: settings },
});
const channel = (settings: NonNullable<FabricSettings['tuning']>['channel']): FabricSettings => ({
  tuning: { channel: settings },
});

/** What is tried by `npm run bench -- knobs`. */
export const knobs: readonly Knob[] = [
  { name: 'batch-timeout-50', change: 'orderer: BatchTimeout 50 ms for 200 ms', settings: { batchTimeoutMs: 50 } },
  { name: 'batch-timeout-500', change: 'orderer: BatchTimeout 500 ms for 200 ms', settings: { batchTimeoutMs: 500 } },
  { name: 'batch-timeout-2000', change: 'orderer: BatchTimeout 2 s (Fabric’s)', settings: { batchTimeoutMs: 2000 } },
  { name: 'message-count-10', change: 'orderer: MaxMessageCount 10 for 500', settings: { maxMessageCount: 10 } },
  {
    name: 'preferred-bytes',
    change: 'orderer: PreferredMaxBytes 512 KB for 2 MB',
    settings: channel({ BatchSize: { PreferredMaxBytes: '512 KB' } }),
  },
  {
    name: 'snapshot-interval',
    change: 'orderer: SnapshotIntervalSize 256 MB for 16 MB',
    settings: channel({ EtcdRaft: { Options: { SnapshotIntervalSize: '256 MB' } } }),
  },
  { name: 'one-orderer', change: 'orderer: one for three', settings: { orderers: 1 } },
  {
    name: 'gossip-intervals',
    change: 'peer: gossip every 5 and 4 s (Fabric’s) for every 1 and 2 s',
    settings: peer({
      peer: {
        gossip: {
          aliveTimeInterval: '5s',
          aliveExpirationTimeout: '25s',
          reconnectInterval: '25s',
          publishStateInfoInterval: '4s',
          requestStateInfoInterval: '4s',
          publishCertPeriod: '10s',
          pullInterval: '4s',
        },
      },
    }),
  },
  {
    name: 'validator-pool',
    change: 'peer: validatorPoolSize 8 for 2',
    settings: peer({ peer: { validatorPoolSize: 8 } }),
  },
  {
    name: 'concurrency-500',
    change: 'peer: limits.concurrency 500 (Fabric’s) for 5,000',
    settings: peer({
      peer: { limits: { concurrency: { endorserService: 500, deliverService: 500, gatewayService: 500 } } },
    }),
  },
  {
    name: 'no-history',
    change: 'peer: without the history database',
    settings: peer({ ledger: { history: { enableHistoryDatabase: false } } }),
  },
  { name: 'gogc-400', change: 'peer, orderer: GOGC 400 for 100', settings: { tuning: { env: { GOGC: '400' } } } },
  {
    name: 'gomaxprocs-1',
    change: 'peer, orderer: GOMAXPROCS 1 for 2',
    settings: { tuning: { env: { GOMAXPROCS: '1' } } },
  },
  { name: 'library-signer', change: 'client: the library’s signer for Node’s own', client: { signer: 'library' } },
  { name: 'four-connections', change: 'client: four TLS connections for one', client: { connections: 4 } },
  { name: 'in-flight-10', change: 'client: 10 calls in flight for 40', clients: 10 },
  { name: 'in-flight-160', change: 'client: 160 calls in flight for 40', clients: 160 },
];
