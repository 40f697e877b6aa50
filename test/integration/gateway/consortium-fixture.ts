// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, Horizon, type Client } from '@wattpass/gateway-api/client';
import { startGateway, type Connection, type RunningGateway } from '@wattpass/gateway-api/server';
import { channelName, organisations } from '@wattpass/launch';
import { openTestLedger, type TestLedger } from '../../support/ledger/test-ledger.js';

/** A gateway in a process of its own, which can be killed. */
export interface GatewayProcess {
  readonly url: string;
  /** Resolves with the signal that ended it. */
  readonly ended: Promise<NodeJS.Signals | null>;
  stop(): Promise<void>;
}

/** A ledger, a consortium founded by five organisations that has admitted the sixth, and their gateways. */
export class ConsortiumFixture {
  readonly #gateways = new Map<string, RunningGateway>();
  readonly #processes = new Set<ChildProcess>();
  /** People act on what others have just done, and their organisations' peers are not in step. */
  readonly #horizon = new Horizon();

  private constructor(
    readonly directory: string,
    private readonly ledger: TestLedger,
  ) {}

  static async start(): Promise<ConsortiumFixture> {
    const directory = mkdtempSync(join(tmpdir(), 'wattpass-integration-'));
    const ledger = await openTestLedger(directory);
    const fixture = new ConsortiumFixture(directory, ledger);
    try {
      for (const { name } of organisations) {
        await fixture.open(name);
      }
      await fixture.#found();
      return fixture;
    } catch (error) {
      await fixture.stop();
      throw error;
    }
  }

  /** Starts an organisation's gateway in this process, on the state it had. */
  async open(name: string, checks: 'on' | 'off' = 'on'): Promise<void> {
    const gateway = await startGateway({
      organisation: name,
      connection: this.#connection(name),
      stateDir: this.stateDir(name),
      logLevel: process.env['WATTPASS_TEST_LOG'] === 'warn' ? 'warn' : 'silent',
      checks,
    });
    this.#gateways.set(name, gateway);
  }

  /** Stops an organisation's gateway. */
  async close(name: string): Promise<void> {
    await this.#gateways.get(name)?.stop();
    this.#gateways.delete(name);
  }

  /** The administrator's client, which is a delegate in the organisation's role. */
  admin(name: string, url = this.url(name)): Client {
    return createClient({ url, apiKey: this.adminKey(name), retry: { attempts: 1 }, horizon: this.#horizon });
  }

  /** A client of anybody's, which is not behind what others have done. */
  client(name: string, apiKey: string): Client {
    return createClient({ url: this.url(name), apiKey, retry: { attempts: 1 }, horizon: this.#horizon });
  }

  adminKey(name: string): string {
    return readFileSync(join(this.stateDir(name), 'admin.key'), 'utf8').trim();
  }

  url(name: string): string {
    const gateway = this.#gateways.get(name);
    if (gateway === undefined) {
      throw new Error(`the gateway of ${name} is not open`);
    }
    return gateway.url;
  }

  stateDir(name: string): string {
    return join(this.directory, 'gateways', name);
  }

  /** Runs an organisation's gateway as its own program, as `npm start -w gateway-api` does. */
  async spawn(name: string, env: Record<string, string> = {}): Promise<GatewayProcess> {
    const file = join(this.directory, `${name}.json`);
    writeFileSync(file, JSON.stringify(this.#connection(name)));
    const program = fileURLToPath(import.meta.resolve('@wattpass/gateway-api/internal/main.js'));
    const args = [program, '--org', name, '--connection', file, '--state', this.stateDir(name), '--follow-stdin'];
    // It lives for seconds: compiling the database's code once more, for speed, would take longer than it saves.
    const child = spawn(process.execPath, ['--liftoff-only', ...args], {
      env: { ...process.env, LOG_LEVEL: 'silent', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#processes.add(child);
    const ended = new Promise<NodeJS.Signals | null>((resolve) => {
      child.once('exit', (_code, signal) => {
        this.#processes.delete(child);
        resolve(signal);
      });
    });
    const url = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (part: Buffer) => {
        text += part.toString();
        const found = /http:\/\/\S+/.exec(text)?.[0];
        if (found !== undefined) {
          resolve(found);
        }
      });
      void ended.then((signal) => {
        reject(new Error(`the gateway of ${name} ended before it answered (${String(signal)})`));
      });
    });
    return {
      url,
      ended,
      stop: async () => {
        child.kill('SIGTERM');
        await ended;
      },
    };
  }

  async stop(): Promise<void> {
    for (const child of this.#processes) {
      child.kill('SIGKILL');
    }
    await Promise.all([...this.#gateways.keys()].map((name) => this.close(name)));
    await this.ledger.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  async #found(): Promise<void> {
    const founders = organisations.filter(({ name }) => name !== 'recycler');
    const members = founders.map(({ mspId, name, roles }) => ({ mspId, name, roles: [...roles] }));
    await this.admin('operator').foundConsortium({ body: { name: 'test', members } });
    const change = {
      kind: 'admitMember' as const,
      mspId: 'RecyclerMSP',
      name: 'recycler',
      roles: ['recycler' as const],
      delegator: 'OperatorMSP',
    };
    const { id: proposalId } = await this.admin('operator').propose({ body: { change } });
    for (const { name } of founders) {
      await this.admin(name).vote({ proposalId, body: { approve: true } });
    }
    await this.admin('operator').executeProposal({ proposalId });
  }

  #connection(name: string): Connection {
    const access = this.ledger.organisations.find((organisation) => organisation.name === name);
    const mspId = organisations.find((organisation) => organisation.name === name)?.mspId;
    if (access === undefined || mspId === undefined) {
      throw new Error(`there is no organisation ${name}`);
    }
    const { peerEndpoint, tlsCaCertFile, tlsServerName, ca } = access;
    return {
      organisation: name,
      mspId,
      ledger: this.ledger.kind,
      channel: channelName,
      chaincode: this.ledger.chaincode,
      peer: { endpoint: peerEndpoint, tlsCaCertFile, ...(tlsServerName === undefined ? {} : { tlsServerName }) },
      ca: {
        url: ca.url,
        caName: ca.caName,
        tlsCaCertFile: ca.tlsCaCertFile,
        registrarId: ca.registrarId,
        registrarSecretFile: ca.registrarSecretFile,
      },
    };
  }
}
