// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/*
 * Below the ports that operating systems give to outgoing connections: between choosing such a port here and the
 * chaincode listening on it, a connection of anybody could take it.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 31_999;
const TRIES = 100;

/** A port of 127.0.0.1 that a process to be started can listen on. */
export async function chooseListeningPort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port from ${FIRST_PORT} to ${LAST_PORT}`);
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
