// SPDX-License-Identifier: Apache-2.0
import { connect, createServer, type AddressInfo } from 'node:net';
import { NetworkError } from '../network-error.js';

const HOST = '127.0.0.1';

/** Whether nobody listens on a loopback port. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, HOST, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** Different free loopback ports. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, HOST, resolve);
      });
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Throws {@link NetworkError} `PORT_IN_USE` naming every port that is taken and what it was meant for. */
export async function requireFreePorts(ports: ReadonlyMap<string, number>): Promise<void> {
  const states = await Promise.all(
    [...ports].map(async ([use, port]) => ({ use, port, free: await isPortFree(port) })),
  );
  const taken = states.filter(({ free }) => !free).map(({ use, port }) => `${port} (${use})`);
  if (taken.length > 0) {
    const text = `these ports are in use: ${taken.join(', ')}; is this network already running? Stop what holds them, or use another state directory`;
    throw new NetworkError('PORT_IN_USE', text);
  }
}

/** Succeeds when somebody accepts connections on a loopback port. */
export function tryConnect(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: HOST });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
