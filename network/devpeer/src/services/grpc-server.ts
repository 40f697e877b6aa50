// SPDX-License-Identifier: Apache-2.0
import { Server, ServerCredentials, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';

const MAX_MESSAGE_BYTES = 100 << 20;
const STOP_MS = 1000;

/** A running gRPC server. */
export interface GrpcServer {
  readonly port: number;
  /** Ends it; calls under way get a moment. */
  stop(): Promise<void>;
}

/** One service of a server. */
export interface GrpcService {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

/** Starts a TLS server on 127.0.0.1; port 0 takes a free one. */
export async function startGrpcServer(
  services: readonly GrpcService[],
  tls: { readonly certPem: string; readonly keyPem: string; readonly caCertPem: string },
  port: number,
): Promise<GrpcServer> {
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  });
  for (const { definition, implementation } of services) server.addService(definition, implementation);
  // No client has to show a certificate; without a root of its own the server would load all that the system has.
  const credentials = ServerCredentials.createSsl(Buffer.from(tls.caCertPem), [
    { cert_chain: Buffer.from(tls.certPem), private_key: Buffer.from(tls.keyPem) },
  ]);
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, actual) => {
      if (error === null) resolve(actual);
      else reject(error);
    });
  });
  return {
    port: bound,
    stop: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          server.forceShutdown();
          resolve();
        }, STOP_MS);
        server.tryShutdown(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
