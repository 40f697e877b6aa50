// SPDX-License-Identifier: Apache-2.0
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { createApp } from './app.setup.js';
import { bootstrapAdmin } from './auth/bootstrap.js';
import { checkOptions, type GatewayConfig, type GatewayOptions } from './config/options.js';
import { CertificateAuthorityError } from './fabric/certificate-authority.js';
import { retrying } from './fabric/retry.js';
import { createLogger } from './http/logger.js';
import { buildRuntime, type Boundaries, type Runtime } from './runtime.js';
import type { Database } from './store/database.js';

/** A CA that starts at the same time may need a moment. */
const caPatience = { attempts: 8, firstDelay: 200 };
const SETTLE_EVERY_MS = 15_000;

/** A gateway that answers. */
export interface RunningGateway {
  readonly organisation: string;
  readonly url: string;
  /** The file with the administrator's API key. */
  readonly adminKeyFile: string;
  /** Finishes what runs, then gives everything back. */
  stop(): Promise<void>;
}

/** What tests put in place of the outside. */
export interface GatewayDoubles {
  readonly boundaries?: (database: Database) => Boundaries;
  readonly logger?: Logger;
}

/**
 * Starts the gateway of one organisation; several can run in one process.
 * @throws ConfigError for bad options, StateLockedError, CertificateAuthorityError when the administrator cannot be
 *   enrolled.
 */
export async function startGateway(options: GatewayOptions, doubles: GatewayDoubles = {}): Promise<RunningGateway> {
  const config = checkOptions(options);
  const logger = doubles.logger ?? createLogger(config.logLevel, config.organisation);
  const runtime = await buildRuntime(config, logger, doubles.boundaries);
  let app: NestFastifyApplication | undefined;
  try {
    const adminKeyFile = await retrying(caPatience, isCaAbsent, () =>
      bootstrapAdmin(runtime.accounts, runtime.accountService, config.organisation, config.stateDir),
    );
    app = await createApp(runtime.providers, logger);
    await app.listen(config.port, config.host);
    const stopSettling = await resumeWork(runtime, logger);
    const url = urlOf(app, config);
    logger.info({ url }, 'listening');
    return { organisation: config.organisation, url, adminKeyFile, stop: () => stop(runtime, app, stopSettling) };
  } catch (error) {
    await stop(runtime, app, () => undefined);
    throw error;
  }
}

/** Takes up what an earlier run left: envelopes without an outcome and unfinished sagas. */
async function resumeWork(runtime: Runtime, logger: Logger): Promise<() => void> {
  const settle = (): void => {
    runtime.ledger
      .settlePending((accountId) => runtime.accounts.signer(accountId))
      .catch((error: unknown) => {
        logger.warn({ err: error }, 'envelopes without an outcome are left for later');
      });
  };
  settle();
  const timer = setInterval(settle, SETTLE_EVERY_MS);
  timer.unref();
  const resumed = await runtime.sagas.resume();
  if (resumed > 0) {
    logger.info({ sagas: resumed }, 'resuming what an earlier run left unfinished');
  }
  return () => {
    clearInterval(timer);
  };
}

async function stop(
  runtime: Runtime,
  app: NestFastifyApplication | undefined,
  stopSettling: () => void,
): Promise<void> {
  stopSettling();
  await app?.close();
  await runtime.sagas.stop();
  runtime.ledger.close();
  await runtime.database.close();
}

function urlOf(app: NestFastifyApplication, config: GatewayConfig): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
}

function isCaAbsent(error: unknown): boolean {
  return error instanceof CertificateAuthorityError && error.retryable;
}
