// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { openOrganization } from '@wattpass/devpeer/internal/msp/organization';

// Answers every call with what it was sent. Runs as a child of the benchmark and ends with it.
const folder = mkdtempSync(join(tmpdir(), 'wattpass-echo-'));
const { peerTls, tlsCaCertPem } = await openOrganization(folder, { name: 'echo', mspId: 'EchoMSP' });
rmSync(folder, { recursive: true });

const same = (bytes: Buffer): Buffer => bytes;
const server = new Server();
server.addService(
  {
    echo: {
      path: '/bench.Echo/Echo',
      requestStream: false,
      responseStream: false,
      requestSerialize: same,
      requestDeserialize: same,
      responseSerialize: same,
      responseDeserialize: same,
    },
  },
  {
    echo: (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => {
      answer(null, call.request);
    },
  },
);
const pair = { private_key: Buffer.from(peerTls.keyPem), cert_chain: Buffer.from(peerTls.certPem) };
server.bindAsync('127.0.0.1:0', ServerCredentials.createSsl(null, [pair]), (error, port) => {
  if (error !== null) {
    throw error;
  }
  process.send?.({ port, certificate: tlsCaCertPem });
});
process.on('disconnect', () => process.exit());
