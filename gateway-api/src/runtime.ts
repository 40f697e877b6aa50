// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectionToken, Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccountService } from './auth/account.service.js';
import { AccountStore } from './auth/account.store.js';
import { RoleChecks } from './auth/auth.guard.js';
import { Registrar } from './auth/registrar.js';
import { ServiceCaller } from './auth/service-caller.js';
import type { GatewayConfig } from './config/options.js';
import type { CertificateAuthority } from './fabric/certificate-authority.js';
import { ContractClient } from './fabric/contract.client.js';
import { DatabaseEnvelopeStore } from './fabric/envelope-store.js';
import { FabricCaClient } from './fabric/fabric-ca-client.js';
import { FabricLedgerClient } from './fabric/fabric-ledger-client.js';
import { GatewayPool } from './fabric/gateway-pool.js';
import { connectPeer } from './fabric/grpc-client.js';
import { LedgerClient } from './fabric/ledger-client.js';
import { LedgerHorizon } from './fabric/ledger-horizon.js';
import { SaltSource } from './fabric/salt.js';
import { ReadinessProbe } from './health/readiness.js';
import { DatabaseIdempotencyStore, IdempotencyStore } from './http/idempotency.store.js';
import { WeightArchive } from './learning/weight-archive.js';
import { killAt } from './saga/fault.js';
import { SagaRunner } from './saga/saga.runner.js';
import { DatabaseSagaStore } from './saga/saga.store.js';
import { ChunkArchive } from './store/chunk-archive.js';
import { ChunkFiles } from './store/chunk-files.js';
import { Cipher } from './store/cipher.js';
import { Database } from './store/database.js';
import { WeightFiles } from './store/weight-files.js';

/** The parts of one gateway that talk to the outside; tests put doubles in. */
export interface Boundaries {
  readonly ledger: LedgerClient;
  readonly authority: CertificateAuthority;
}

/** One gateway's parts, wired. */
export interface Runtime {
  readonly database: Database;
  readonly ledger: LedgerClient;
  readonly accounts: AccountStore;
  readonly accountService: AccountService;
  readonly sagas: SagaRunner;
  readonly idempotency: IdempotencyStore;
  /** The same parts, for injection by type. */
  readonly providers: Provider[];
}

/** What can be injected by type. */
export const runtimeTokens: readonly InjectionToken[] = [
  Database,
  AccountStore,
  AccountService,
  ServiceCaller,
  RoleChecks,
  LedgerClient,
  LedgerHorizon,
  ContractClient,
  SagaRunner,
  SaltSource,
  ChunkArchive,
  WeightArchive,
  IdempotencyStore,
  ReadinessProbe,
];

/** Wires a gateway. Opens no connection to peer or CA: those open when the first call needs them. */
export async function buildRuntime(
  config: GatewayConfig,
  logger: Logger,
  boundaries: (database: Database) => Boundaries = (database) => realBoundaries(config, database),
): Promise<Runtime> {
  mkdirSync(config.stateDir, { recursive: true, mode: 0o700 });
  const database = await Database.open(config.stateDir, config.databaseUrl);
  try {
    return wire(config, logger, database, boundaries(database));
  } catch (error) {
    await database.close();
    throw error;
  }
}

function wire(config: GatewayConfig, logger: Logger, database: Database, { ledger, authority }: Boundaries): Runtime {
  const { connection, stateDir } = config;
  const cipher = Cipher.fromKeyFile(stateDir);
  const accounts = new AccountStore(database, cipher, connection.mspId);
  const secret = (): string => readFileSync(connection.ca.registrarSecretFile, 'utf8').trim();
  const registrar = new Registrar(authority, accounts, connection.ca.registrarId, secret);
  const accountService = new AccountService(accounts, registrar);
  const sagas = new SagaRunner({
    store: new DatabaseSagaStore(database, cipher),
    accountOf: (id) => accounts.byId(id),
    logger,
    ...(config.fault === undefined ? {} : { fault: killAt(config.fault) }),
  });
  const idempotency = new DatabaseIdempotencyStore(database, cipher);
  const parts = new Map<InjectionToken, unknown>([
    [Database, database],
    [AccountStore, accounts],
    [AccountService, accountService],
    [ServiceCaller, new ServiceCaller(accounts)],
    [RoleChecks, new RoleChecks(config.checks)],
    [LedgerClient, ledger],
    [LedgerHorizon, new LedgerHorizon(ledger)],
    [ContractClient, new ContractClient(ledger, accounts)],
    [SagaRunner, sagas],
    [SaltSource, new SaltSource(cipher.derive('salt'))],
    [ChunkArchive, new ChunkArchive(database, new ChunkFiles(join(stateDir, 'chunks')))],
    [WeightArchive, new WeightArchive(database, new WeightFiles(join(stateDir, 'weights')))],
    [IdempotencyStore, idempotency],
    [ReadinessProbe, new ReadinessProbe(config.organisation, database, ledger, accounts)],
  ]);
  const providers = runtimeTokens.map((provide) => ({ provide, useValue: parts.get(provide) }));
  return { database, ledger, accounts, accountService, sagas, idempotency, providers };
}

function realBoundaries({ connection }: GatewayConfig, database: Database): Boundaries {
  const pool = new GatewayPool(connectPeer(connection.peer));
  return {
    ledger: new FabricLedgerClient(connection, pool, new DatabaseEnvelopeStore(database)),
    authority: new FabricCaClient(connection.ca),
  };
}
