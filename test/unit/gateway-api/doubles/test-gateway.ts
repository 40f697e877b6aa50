// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createApp } from '@wattpass/gateway-api/internal/app.setup.js';
import { bootstrapAdmin } from '@wattpass/gateway-api/internal/auth/bootstrap.js';
import { checkOptions, type GatewayOptions } from '@wattpass/gateway-api/internal/config/options.js';
import { buildRuntime, type Runtime } from '@wattpass/gateway-api/internal/runtime.js';
import { FakeAuthority } from './fake-authority.js';
import { FakeLedger } from './fake-ledger.js';

/** A connection that leads nowhere: the doubles stand at its end. */
export const nowhere: GatewayOptions['connection'] = {
  organisation: 'operator',
  mspId: 'OperatorMSP',
  ledger: 'devpeer',
  channel: 'wattpass',
  chaincode: 'wattpass',
  peer: { endpoint: '127.0.0.1:1', tlsCaCertFile: '/nowhere/peer.pem' },
  ca: {
    url: 'https://127.0.0.1:1',
    caName: 'ca-operator',
    tlsCaCertFile: '/nowhere/ca.pem',
    registrarId: 'registrar',
    registrarSecretFile: '/nowhere/secret',
  },
};

/** An answer, its body parsed. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A gateway without sockets: doubles for ledger and CA, the embedded database, requests injected. */
export class TestGateway {
  #keys = 0;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly runtime: Runtime,
    readonly ledger: FakeLedger,
    readonly authority: FakeAuthority,
    readonly adminKey: string,
    readonly stateDir: string,
    private readonly ownsState: boolean,
  ) {}

  static async start(options: Partial<GatewayOptions> = {}, ledger = new FakeLedger()): Promise<TestGateway> {
    const ownsState = options.stateDir === undefined;
    const root = options.stateDir ?? mkdtempSync(join(tmpdir(), 'wattpass-gateway-'));
    const secretFile = join(root, 'registrar.secret');
    writeFileSync(secretFile, 'secret\n');
    const connection = { ...nowhere, ca: { ...nowhere.ca, registrarSecretFile: secretFile } };
    const config = checkOptions({ organisation: 'operator', connection, stateDir: root, ...options });
    const authority = new FakeAuthority();
    const logger = pino({ level: 'silent' });
    const runtime = await buildRuntime(config, logger, () => ({ ledger, authority }));
    const file = await bootstrapAdmin(runtime.accounts, runtime.accountService, 'operator', root);
    const app = await createApp(runtime.providers, logger);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new TestGateway(app, runtime, ledger, authority, readFileSync(file, 'utf8').trim(), root, ownsState);
  }

  get(url: string, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.send('GET', url, undefined, headers);
  }

  /** A POST with a fresh idempotency key unless one is given. */
  post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> {
    this.#keys += 1;
    return this.send('POST', url, body, { 'idempotency-key': `test-key-${this.#keys}`, ...headers });
  }

  /** As the administrator, unless `authorization` is given; an empty one sends none. */
  async send(
    method: 'GET' | 'POST' | 'DELETE' | 'PUT',
    url: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<TestAnswer> {
    const all: Record<string, string> = { authorization: `Bearer ${this.adminKey}`, ...headers };
    const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    const payload = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
    const answer = await this.app.inject({
      method,
      url,
      headers: payload === undefined ? sent : { 'content-type': 'application/json', ...sent },
      ...(payload === undefined ? {} : { payload }),
    });
    const text = answer.payload;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
  }

  /** A new account of this gateway; gives its Authorization header. */
  async signIn(account: { name: string; role?: string; delegate?: boolean; admin?: boolean }): Promise<string> {
    const { body } = await this.post('/api/v1/accounts', { kind: 'person', ...account });
    return `Bearer ${String(body['apiKey'])}`;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.runtime.sagas.stop();
    await this.runtime.database.close();
    if (this.ownsState) {
      rmSync(this.stateDir, { recursive: true, force: true });
    }
  }
}
