// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent, writeWhole } from '@wattpass/devpeer/msp';
import type { Supervisor } from '../process/supervisor.js';
import { waitUntil } from '../wait-until.js';
import {
  authorityConfig,
  authorityName,
  caServerConfig,
  type AuthoritySpec,
  type Registrar,
} from './ca-server-config.js';
import { FabricCaClient } from './fabric-ca-client.js';

const READY_MS = 120_000;
const REGISTRAR_ID = 'registrar';

/** An organisation's authority to be started. */
export interface AuthorityPlan {
  readonly organization: string;
  readonly domain: string;
  readonly port: number;
  readonly home: string;
  /** Its root where that was made elsewhere; made by the authority itself otherwise. */
  readonly root?: AuthoritySpec['root'];
  /** Somebody else than `registrar` with a random secret. */
  readonly registrar?: Registrar | undefined;
}

/** A running authority: how to reach it, and who may register there. */
export interface RunningAuthority {
  readonly organization: string;
  readonly url: string;
  readonly caName: string;
  /** Certifies the server's own TLS certificate. */
  readonly tlsCaCertFile: string;
  readonly registrar: Registrar;
  readonly registrarSecretFile: string;
}

/** What a client is told of an authority. */
export interface AuthorityAccess {
  readonly url: string;
  readonly caName: string;
  readonly tlsCaCertFile: string;
  readonly registrarId: string;
  readonly registrarSecretFile: string;
}

/** What a client needs to have people certified at a running authority. */
export function authorityAccess(authority: RunningAuthority): AuthorityAccess {
  const { url, caName, tlsCaCertFile, registrar, registrarSecretFile } = authority;
  return { url, caName, tlsCaCertFile, registrarId: registrar.id, registrarSecretFile };
}

interface Prepared extends AuthorityPlan {
  readonly spec: AuthoritySpec;
  readonly secretFile: string;
}

async function prepare(plan: AuthorityPlan): Promise<Prepared> {
  await mkdir(plan.home, { recursive: true, mode: 0o700 });
  const secretFile = join(plan.home, 'registrar-secret');
  const stored = await readIfPresent(secretFile);
  const secret = stored ?? plan.registrar?.secret ?? randomBytes(24).toString('base64url');
  if (stored === undefined) {
    await writeWhole(secretFile, secret, 0o600);
  }
  const { organization, domain, root } = plan;
  const registrar = { id: plan.registrar?.id ?? REGISTRAR_ID, secret };
  return { ...plan, secretFile, spec: { organization, domain, registrar, root } };
}

const configFile = (home: string): string => join(home, 'fabric-ca-server-config.yaml');

/** Starts the server of the authorities that share a port; the first one is the server's own. */
async function startServer(
  group: readonly Prepared[],
  id: string,
  start: StartAuthorities,
): Promise<RunningAuthority[]> {
  const [own, ...others] = group;
  if (own === undefined) {
    return [];
  }
  for (const { home, spec } of others) {
    await writeWhole(configFile(home), JSON.stringify(authorityConfig(spec)), 0o600);
  }
  const files = others.map(({ home }) => configFile(home));
  await writeWhole(configFile(own.home), JSON.stringify(caServerConfig(own.spec, own.port, files)), 0o600);
  start.supervisor.start({
    id,
    command: start.program,
    args: ['start', '--home', own.home],
    cwd: own.home,
    env: { FABRIC_CA_SERVER_HOME: own.home },
    logFile: start.logFile(id),
  });
  const tlsCaCertFile = own.root?.certFile ?? join(own.home, 'ca-cert.pem');
  const running = group.map(({ organization, port, secretFile, spec }) => ({
    organization,
    url: `https://127.0.0.1:${port}`,
    caName: authorityName(organization),
    tlsCaCertFile,
    registrar: spec.registrar,
    registrarSecretFile: secretFile,
  }));
  for (const authority of running) {
    const client = await waitUntil(() => connectAuthority(authority), {
      what: `certificate authority ${authority.caName}`,
      timeoutMs: READY_MS,
      giveUp: () => start.supervisor.failureOf(id),
    });
    client.close();
  }
  return running;
}

/** What starting authorities takes. */
export interface StartAuthorities {
  readonly program: string;
  readonly supervisor: Supervisor;
  readonly logFile: (id: string) => string;
}

/** Starts Fabric CA servers, one for all authorities that share a port, and waits until each authority answers. */
export async function startAuthorities(
  plans: readonly AuthorityPlan[],
  start: StartAuthorities,
): Promise<ReadonlyMap<string, RunningAuthority>> {
  const prepared = await Promise.all(plans.map(prepare));
  const ports = [...new Set(plans.map(({ port }) => port))];
  const running = await Promise.all(
    ports.map((port) => {
      const group = prepared.filter((each) => each.port === port);
      const id = ports.length === 1 ? 'ca' : authorityName(group[0]?.organization ?? '');
      return startServer(group, id, start);
    }),
  );
  return new Map(running.flat().map((authority) => [authority.organization, authority]));
}

/** A client of an authority that answers. */
export async function connectAuthority(
  authority: Pick<RunningAuthority, 'url' | 'caName' | 'tlsCaCertFile'>,
): Promise<FabricCaClient> {
  const tlsCaCertPem = await readIfPresent(authority.tlsCaCertFile);
  if (tlsCaCertPem === undefined) {
    throw new Error(`${authority.tlsCaCertFile} has not been written yet`);
  }
  const client = new FabricCaClient(authority.url, authority.caName, tlsCaCertPem);
  try {
    await client.certificate();
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}
