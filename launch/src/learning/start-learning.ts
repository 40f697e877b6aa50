// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { LearningConfig } from '@wattpass/fl-aggregator/service';
import { keptAccountKey } from '../consortium/kept-account.js';
import type { RunningConsortium } from '../consortium/running-consortium.js';
import { startChild } from '../process/child-process.js';
import type { StateDirectory } from '../state-directory.js';
import { organisationNamed, organisations } from '../topology.js';

/** The organisation that runs the rounds, and those that check them. */
const coordinator = 'operator';
const committee = ['producer', 'user', 'station'];

const ACCOUNT = 'learning service';
const POLL_MS = 250;

/** Learning services at work. */
export interface RunningLearning {
  /** Resolves with a sentence when they end without having been asked to. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the learning services of the operator, which coordinates, and of the committee's organisations, in a process that
 * ends with this one. Each has an account at its own gateway; the coordinator has one at every gateway.
 */
export async function startLearning(
  { gateways }: Pick<RunningConsortium, 'gateways'>,
  state: Pick<StateDirectory, 'root' | 'logs'>,
): Promise<RunningLearning> {
  const accounts = new Map<string, LearningConfig['gateway']>();
  for (const gateway of gateways.gateways) {
    const { organisation, url } = gateway;
    const apiKeyFile = keyFile(state, organisation);
    await keptAccountKey(gateway, apiKeyFile, { kind: 'person', name: ACCOUNT });
    accounts.set(organisation, { url, apiKeyFile });
  }
  const configs = [coordinator, ...committee].map((name) => configOf(name, accounts, state));
  const { died, stop } = await startChild({
    name: 'learning services',
    module: new URL('learning-process.js', import.meta.url),
    logFile: join(state.logs, 'learning.log'),
    request: configs,
  });
  return { died, stop };
}

function configOf(
  name: string,
  accounts: ReadonlyMap<string, LearningConfig['gateway']>,
  { root }: Pick<StateDirectory, 'root'>,
): LearningConfig {
  const others = organisations.filter((organisation) => name === coordinator && organisation.name !== name);
  return LearningConfig.parse({
    organisation: name,
    mspId: organisationNamed(name).mspId,
    gateway: accounts.get(name),
    members: Object.fromEntries(others.map(({ mspId, name: other }) => [mspId, accounts.get(other)])),
    stateDir: join(root, 'learning', name),
    pollMs: POLL_MS,
  });
}

function keyFile({ root }: Pick<StateDirectory, 'root'>, organisation: string): string {
  return join(root, 'learning', `${organisation}.key`);
}
