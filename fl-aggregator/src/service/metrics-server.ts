// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Metrics that can be asked for. */
export interface MetricsServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves metrics in Prometheus's text format on the loopback interface alone. */
export function serveMetrics(port: number, text: () => string): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.url === '/metrics' && request.method === 'GET') {
      response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8').end(text());
    } else {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      const stop = (): Promise<void> =>
        new Promise((ended) => {
          server.close(() => {
            ended();
          });
          server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${taken}/metrics`, stop });
    });
  });
}
