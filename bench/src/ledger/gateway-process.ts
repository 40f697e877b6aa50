// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { connectionOf, type RunningLedger } from '@wattpass/launch';

/** One organisation's gateway in a process of its own, as in production, and the smallest client that can call it. */
export interface GatewayProcess {
  readonly pid: number;
  /** Calls a POST as the administrator; resolves with the body of a 201. */
  post(path: string, idempotencyKey: string, body: unknown): Promise<Buffer>;
  stop(): Promise<void>;
}

/** Starts the producer's gateway on a ledger. */
export async function startGatewayProcess(ledger: RunningLedger, folder: string): Promise<GatewayProcess> {
  const access = ledger.organisations.find(({ name }) => name === 'producer');
  if (access === undefined) {
    throw new Error('the ledger has no organisation producer');
  }
  const connection = join(folder, `producer-${ledger.kind}.json`);
  const state = join(folder, `gateway-${ledger.kind}`);
  writeFileSync(connection, JSON.stringify(connectionOf(ledger.kind, access)));
  const program = fileURLToPath(import.meta.resolve('@wattpass/gateway-api/internal/main.js'));
  const args = [program, '--org', 'producer', '--connection', connection, '--state', state, '--follow-stdin'];
  const log = openSync(join(folder, 'gateway.log'), 'a', 0o600);
  const child = spawn(process.execPath, args, {
    env: { ...process.env, LOG_LEVEL: 'warn' },
    stdio: ['pipe', 'pipe', log],
  }) as ChildProcessByStdio<Writable, Readable, null>;
  const url = await firstAddress(child.stdout);
  const apiKey = readFileSync(join(state, 'admin.key'), 'utf8').trim();
  const agent = new Agent({ keepAlive: true });
  return {
    pid: child.pid ?? 0,
    post: (path, idempotencyKey, body) => post(new URL(path, url), { agent, apiKey, idempotencyKey, body }),
    stop: async () => {
      agent.destroy();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function firstAddress(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url !== undefined) {
      return url;
    }
  }
  throw new Error('the gateway ended before it answered');
}

interface Call {
  readonly agent: Agent;
  readonly apiKey: string;
  readonly idempotencyKey: string;
  readonly body: unknown;
}

function post(url: URL, { agent, apiKey, idempotencyKey, body }: Call): Promise<Buffer> {
  const text = JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'idempotency-key': idempotencyKey,
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const whole = Buffer.concat(parts);
        if (answer.statusCode === 201) {
          resolve(whole);
        } else {
          reject(new Error(`${url.pathname} answered ${String(answer.statusCode)}: ${whole.toString()}`));
        }
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}
