// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Client, credentials } from '@grpc/grpc-js';

/** A bare gRPC server in a process of its own: what the protocol alone allows, with nothing behind it. */
export interface Echo {
  call(): Promise<Buffer>;
  stop(): void;
}

const PAYLOAD = Buffer.alloc(1024, 7);
const same = (bytes: Buffer): Buffer => bytes;

/** Starts the echo server and connects to it over TLS. */
export async function startEcho(): Promise<Echo> {
  const child = fork(new URL('echo-server.js', import.meta.url));
  const [started] = (await once(child, 'message')) as [{ port: number; certificate: string }];
  const client = new Client(`127.0.0.1:${started.port}`, credentials.createSsl(Buffer.from(started.certificate)), {
    'grpc.ssl_target_name_override': 'localhost',
  });
  return {
    call: () =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest('/bench.Echo/Echo', same, same, PAYLOAD, (error, answer) => {
          if (error === null && answer !== undefined) {
            resolve(answer);
          } else {
            reject(error ?? new Error('no answer'));
          }
        });
      }),
    stop: () => {
      client.close();
      child.kill();
    },
  };
}
