// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { MspId, z } from '@wattpass/chaincode/domain';

const Account = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** A file that holds the API key alone. */
  apiKeyFile: z.string().min(1),
});

/** What the learning service of one organisation is started with. */
export const LearningConfig = z.strictObject({
  organisation: z.string().min(1),
  mspId: MspId,
  /** The own organisation's gateway. */
  gateway: Account,
  /** Accounts at the other members' gateways, by MSP id; a coordinator carries updates and models between them. */
  members: z.record(MspId, Account).default({}),
  /** Where checkpoints are kept. */
  stateDir: z.string().min(1),
  /** Seconds from one round of a task to the next; without it, rounds are opened by people of the organisation. */
  everySeconds: z.int().min(1).optional(),
  /** How often the ledger is looked at, milliseconds; seldomer while nothing happens. */
  pollMs: z.int().min(20).max(3_600_000).default(1000),
  /** Where metrics are served, on the loopback interface; 0 takes a free port. */
  port: z.int().min(0).max(65_535).default(0),
});

/** See {@link LearningConfig}. */
export type LearningConfig = z.output<typeof LearningConfig>;

/** A configuration that cannot be used: names the place and its rule. */
export class LearningConfigError extends Error {
  readonly code = 'BAD_CONFIG';
}

/** Reads a configuration file. @throws LearningConfigError */
export function readLearningConfig(file: string): LearningConfig {
  const parsed = LearningConfig.safeParse(jsonIn(file));
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new LearningConfigError(`${file}: ${places.join('; ')}`);
  }
  return parsed.data;
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new LearningConfigError(`${file}: ${(error as Error).message}`, { cause: error });
  }
}
