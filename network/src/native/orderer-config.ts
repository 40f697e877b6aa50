// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Layout } from './layout.js';
import type { OrdererNode } from './topology.js';

const MAX_MESSAGE_BYTES = 104_857_600;

/**
 * An orderer's `orderer.yaml`: no system channel, channels are joined through the administration port.
 * @param major - Fabric's own version: an orderer refuses to start with a setting that its release does not know.
 */
export function ordererConfig(
  orderer: OrdererNode,
  mspId: string,
  layout: Layout,
  major: number,
): Record<string, unknown> {
  const dir = layout.orderer(orderer);
  const data = join(layout.node(orderer.name), 'data');
  const certificate = join(dir, 'tls', 'server.crt');
  const key = join(dir, 'tls', 'server.key');
  const root = join(dir, 'tls', 'ca.crt');
  return {
    General: {
      ListenAddress: '127.0.0.1',
      ListenPort: orderer.port,
      BootstrapMethod: 'none',
      LocalMSPDir: join(dir, 'msp'),
      LocalMSPID: mspId,
      TLS: { Enabled: true, PrivateKey: key, Certificate: certificate, RootCAs: [root], ClientAuthRequired: false },
      Cluster: { SendBufferSize: 100, ClientCertificate: certificate, ClientPrivateKey: key },
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      Authentication: { TimeWindow: '15m' },
      Keepalive: { ServerMinInterval: '10s', ServerInterval: '7200s', ServerTimeout: '20s' },
      ...(major >= 3 && { Backoff: { BaseDelay: '500ms', Multiplier: 1.6, MaxDelay: '5s' } }),
      MaxRecvMsgSize: MAX_MESSAGE_BYTES,
      MaxSendMsgSize: MAX_MESSAGE_BYTES,
    },
    FileLedger: { Location: data },
    Consensus: { WALDir: join(data, 'etcdraft', 'wal'), SnapDir: join(data, 'etcdraft', 'snapshot') },
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: '8 MB' },
    Admin: {
      ListenAddress: `127.0.0.1:${orderer.adminPort}`,
      TLS: {
        Enabled: true,
        Certificate: certificate,
        PrivateKey: key,
        RootCAs: [root],
        ClientAuthRequired: true,
        ClientRootCAs: [root],
      },
    },
    Operations: { ListenAddress: '127.0.0.1:0', TLS: { Enabled: false } },
    Metrics: { Provider: 'disabled' },
  };
}
