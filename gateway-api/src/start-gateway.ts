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
import { startUpkeep } from './upkeep.js';
import { startValidator } from './validators/start-validator.js';

/** A CA that starts at the same time may need a moment. */
const caPatience = { attempts: 8, firstDelay: 200 };

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
    const stopUpkeep = await startUpkeep(runtime, logger);
    const stopValidator = startValidator(runtime, config, logger);
    const url = urlOf(app, config);
    logger.info({ url }, 'listening');
    return {
      organisation: config.organisation,
      url,
      adminKeyFile,
      stop: async () => {
        await stopValidator();
        await stop(runtime, app, stopUpkeep);
      },
    };
  } catch (error) {
    await stop(runtime, app, () => undefined);
    throw error;
  }
}

async function stop(runtime: Runtime, app: NestFastifyApplication | undefined, stopUpkeep: () => void): Promise<void> {
  stopUpkeep();
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
