// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError } from './config-error.js';
import { readConnection } from './connection.js';
import { checkOptions, type GatewayConfig } from './options.js';

const flags = {
  org: { type: 'string' },
  connection: { type: 'string' },
  state: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  validator: { type: 'string' },
  'follow-stdin': { type: 'boolean' },
} as const;

/** What a command line asks for. */
export interface Invocation {
  readonly config: GatewayConfig;
  /** End when standard input does: for a parent process that keeps the other end of a pipe. */
  readonly followStdin: boolean;
}

/** How the command is called. */
export const usage = `Usage: gateway --org NAME [--connection FILE] [--state DIR] [--port N] [--host 127.0.0.1] [--validator on|off]
               [--follow-stdin]

  --org         the organisation to serve
  --connection  its connection file (default .wattpass/connections/NAME.json)
  --state       directory of its data (default .wattpass/gateways/NAME)
  --port        port to listen on (default: a free one, printed at start)
  --validator   off: do not attest clearings of energy markets for the organisation (default on)
  --follow-stdin  end when standard input ends: for a parent process that holds the other end of a pipe

Environment: DATABASE_URL (Postgres instead of the embedded database), WATTPASS_GATEWAY_CHECKS=off (leave role checks to
the contracts), LOG_LEVEL, WATTPASS_FAULT (tests).`;

/**
 * The settings from a command line and an environment: the only reader of either.
 * @throws ConfigError naming each bad flag, variable or field.
 */
export function loadOptions(args: readonly string[], env: NodeJS.ProcessEnv): Invocation {
  const given = parseFlags(args);
  if (given.org === undefined) {
    throw new ConfigError([{ field: '--org', rule: 'is required' }]);
  }
  const base = env['INIT_CWD'] ?? process.cwd(); // npm runs a workspace's script in the workspace's own folder
  const config = checkOptions({
    organisation: given.org,
    connection: readConnection(resolve(base, given.connection ?? `.wattpass/connections/${given.org}.json`)),
    stateDir: resolve(base, given.state ?? `.wattpass/gateways/${given.org}`),
    host: given.host,
    port: given.port,
    validator: given.validator,
    databaseUrl: env['DATABASE_URL'],
    checks: env['WATTPASS_GATEWAY_CHECKS'],
    logLevel: env['LOG_LEVEL'],
    fault: env['WATTPASS_FAULT'],
  });
  return { config, followStdin: given['follow-stdin'] === true };
}

function parseFlags(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'] {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true }).values;
  } catch (error) {
    throw new ConfigError([{ field: 'command line', rule: (error as Error).message }]);
  }
}
