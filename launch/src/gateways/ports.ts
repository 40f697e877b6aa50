// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:net';

/** A port that is to be used is taken. */
export class PortTakenError extends Error {
  readonly code = 'PORT_TAKEN';
}

/** Checks that a row of ports is free. @throws PortTakenError naming the port and what to do. */
export async function requireFreePorts(first: number, count: number): Promise<void> {
  for (let port = first; port < first + count; port += 1) {
    if (!(await isFree(port))) {
      throw new PortTakenError(`port ${port} of 127.0.0.1 is in use: stop what listens there, or give --first-port`);
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
