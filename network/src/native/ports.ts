// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { NetworkError } from '../network-error.js';

const HOST = '127.0.0.1';

/** Whether nobody listens on a port of this machine, the loopback one by default. */
export function isPortFree(port: number, host = HOST): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, host, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/**
 * Where ports are looked for: below the range from which systems give out short-lived ports, so that no passing connection
 * takes one between the look and the start, nor between two runs of a network that keeps its ports.
 */
const FIRST_PORT = 16_000;
const PORTS = 4_000;

/** Different free loopback ports, from a place in the range that differs from run to run. */
export async function freePorts(count: number): Promise<number[]> {
  const start = randomInt(PORTS);
  const found: number[] = [];
  for (let tried = 0; found.length < count && tried < PORTS; tried += 1) {
    const port = FIRST_PORT + ((start + tried) % PORTS);
    if (await isPortFree(port)) {
      found.push(port);
    }
  }
  if (found.length < count) {
    const range = `${FIRST_PORT} to ${FIRST_PORT + PORTS - 1}`;
    throw new NetworkError('PORT_IN_USE', `only ${found.length} of ${count} ports are free from ${range}`);
  }
  return found;
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

/** Throws {@link NetworkError} `PORT_IN_USE` naming the addresses, `host:port`, that cannot be listened at. */
export async function requireFreeAddresses(addresses: readonly string[]): Promise<void> {
  const states = await Promise.all(
    addresses.map(async (address) => {
      const [host, port] = address.split(':');
      return { address, free: await isPortFree(Number(port), host) };
    }),
  );
  const taken = states.filter(({ free }) => !free).map(({ address }) => address);
  if (taken.length > 0) {
    const text = `the chaincode cannot be served at ${taken.join(', ')}: in use, or no address of this machine; stop what listens there, or give other addresses`;
    throw new NetworkError('PORT_IN_USE', text);
  }
}

/** Succeeds when somebody accepts connections on a port of this machine. */
export function tryConnect(port: number, host = HOST): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
