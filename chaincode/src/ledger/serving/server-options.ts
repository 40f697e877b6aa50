// SPDX-License-Identifier: Apache-2.0

import { parseArgs } from 'node:util';
import { getArgs, validOptions } from 'fabric-shim/lib/cmds/serverCommand.js';
import type { Options } from 'fabric-shim/lib/server.js';

/** Where to serve and as which package. */
export interface Place {
  readonly address: string;
  readonly id: string;
}

/**
 * The options of `fabric-chaincode-node server`, from the command line or, those for TLS, from the environment under
 * fabric-shim's names for them (CORE_CHAINCODE_TLS_KEY_FILE and so on). Files that they name are read.
 * @throws TypeError naming an option that there is not; Error where a file cannot be read or half a pair is missing.
 */
export function serverOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { address, id }: Place,
): Options {
  const names = Object.keys(validOptions);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options });
  const argv: Record<string, unknown> = {};
  for (const [name, { type, default: fallback }] of Object.entries(validOptions)) {
    const fromEnvironment = name.startsWith('chaincode-tls-') ? environment[variableOf(name)] : undefined;
    const given = values[name] ?? fromEnvironment;
    argv[name] = given !== undefined && type === 'number' ? Number(given) : (given ?? fallback);
  }
  requirePair(argv);
  return getArgs({ argv: { ...argv, 'chaincode-address': address, 'chaincode-id': id } });
}

function variableOf(option: string): string {
  return `CORE_${option.toUpperCase().replaceAll('-', '_')}`;
}

function requirePair(argv: Readonly<Record<string, unknown>>): void {
  const has = (what: string): boolean =>
    argv[`chaincode-tls-${what}-file`] !== undefined || argv[`chaincode-tls-${what}-path`] !== undefined;
  if (has('key') !== has('cert')) {
    throw new Error(`TLS needs both --chaincode-tls-key-file and --chaincode-tls-cert-file`);
  }
}
