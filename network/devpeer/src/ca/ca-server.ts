// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readIfPresent, writeWhole } from '../msp/key-file.js';
import type { Organization } from '../msp/organization.js';
import { ownAttributes } from './attributes.js';
import type { CaContext, CaRequest, CaResponse } from './ca-context.js';
import { CaError, CaErrorCode } from './ca-error.js';
import { route } from './ca-routes.js';
import { Registry } from './registry.js';
import { generateSecret, hashSecret } from './secret.js';

const MAX_BODY_BYTES = 256 * 1024;
const REGISTRAR_ID = 'registrar';

/** Where to listen, and what to allow. */
export interface CaServerOptions {
  /** 0 or nothing for any free port. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** Affiliations besides the root; by default the organisation's name and those of Fabric CA's sample configuration. */
  readonly affiliations?: readonly string[] | undefined;
  /** Receives one line for each failure that is the server's own. */
  readonly log?: ((line: string) => void) | undefined;
}

/** A running certificate authority, and what its first client needs. */
export interface CaServer {
  readonly url: string;
  readonly port: number;
  readonly caName: string;
  readonly tlsCaCertFile: string;
  readonly registrarId: string;
  /** File with the registrar's enrolment secret, mode 0600. */
  readonly registrarSecretFile: string;
  close(): Promise<void>;
}

async function ensureRegistrar(registry: Registry, secretFile: string): Promise<void> {
  const stored = await readIfPresent(secretFile);
  const secret = stored ?? generateSecret();
  if (stored === undefined) {
    await writeWhole(secretFile, secret, 0o600);
  }
  if (registry.find(REGISTRAR_ID) !== undefined) {
    return;
  }
  await registry.register({
    id: REGISTRAR_ID,
    type: 'client',
    affiliation: '',
    maxEnrollments: -1,
    secretHash: await hashSecret(secret),
    attributes: [
      { name: 'hf.Registrar.Roles', value: '*' },
      { name: 'hf.Registrar.DelegateRoles', value: '*' },
      { name: 'hf.Registrar.Attributes', value: '*' },
      { name: 'hf.Revoker', value: 'true' },
      { name: 'hf.IntermediateCA', value: 'true' },
      { name: 'hf.GenCRL', value: 'true' },
      { name: 'hf.AffiliationMgr', value: 'true' },
      ...ownAttributes(REGISTRAR_ID, 'client', ''),
    ],
  });
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new CaError(413, CaErrorCode.readingBody, `A request body may have at most ${MAX_BODY_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function answer(ca: CaContext, message: IncomingMessage): Promise<CaResponse> {
  const uri = message.url ?? '/';
  const request: CaRequest = {
    method: message.method ?? 'GET',
    uri,
    path: uri.split('?', 1)[0] ?? uri,
    authorization: message.headers.authorization,
    body: await readBody(message),
  };
  return route(ca, request);
}

/** Writes Fabric CA's envelope: the result or one error, never both. */
function send(response: ServerResponse, outcome: CaResponse | CaError): void {
  const failed = outcome instanceof CaError;
  const envelope = {
    result: failed ? '' : outcome.result,
    errors: failed ? [{ code: outcome.code, message: outcome.message }] : [],
    messages: [],
    success: !failed,
  };
  const headers = failed ? {} : outcome.headers;
  response.writeHead(outcome.status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(envelope));
}

function unexpected(error: unknown, log: (line: string) => void): CaError {
  if (error instanceof CaError) {
    return error;
  }
  log(`certificate authority: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new CaError(500, CaErrorCode.unknown, 'Internal error; see the log of the certificate authority');
}

/**
 * Serves an organisation's certificate authority over Fabric CA's REST interface (HTTPS, 127.0.0.1 by default).
 *
 * Registrations are kept in the organisation's directory. The registrar's secret is generated on first use.
 */
export async function startCaServer(organization: Organization, options: CaServerOptions = {}): Promise<CaServer> {
  const registry = await Registry.open(join(organization.dir, 'ca-journal.jsonl'));
  const registrarSecretFile = join(organization.dir, 'registrar-secret');
  await ensureRegistrar(registry, registrarSecretFile);
  const sample = ['org1', 'org1.department1', 'org1.department2', 'org2', 'org2.department1'];
  const affiliations = options.affiliations ?? [organization.name, ...sample];
  const ca: CaContext = { organization, registry, affiliations, failedLogins: new Map() };
  const log = options.log ?? (() => undefined);
  const host = options.host ?? '127.0.0.1';

  const server = createServer(
    { cert: organization.peerTls.certPem, key: organization.peerTls.keyPem },
    (message, response) => {
      void answer(ca, message).then(
        (outcome) => {
          send(response, outcome);
        },
        (error: unknown) => {
          send(response, unexpected(error, log));
        },
      );
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://${host}:${port}`,
    port,
    caName: organization.ca.name,
    tlsCaCertFile: organization.tlsCaCertFile,
    registrarId: REGISTRAR_ID,
    registrarSecretFile,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
