// SPDX-License-Identifier: Apache-2.0
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { NetworkError } from '../network-error.js';
import { runProgram } from '../process/run-program.js';

const NAMES = ['peer', 'orderer', 'configtxgen', 'osnadmin', 'fabric-ca-server'] as const;
/** Chaincode as a service and the Gateway came with 2.4; the configuration written here needs the capability of 2.5. */
const OLDEST: readonly [number, number] = [2, 5];

/** Absolute paths of Fabric's programs. */
export type Programs = Readonly<Record<(typeof NAMES)[number], string>>;

/** The programs found, and what version of Fabric they are. */
export interface FabricInstallation {
  readonly programs: Programs;
  /** As the peer says it, e.g. `v3.1.5`. */
  readonly version: string;
  readonly major: number;
}

async function findProgram(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const path = join(folder, name);
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** Where to look: `FABRIC_BIN` first, then `PATH`. */
export function programFolders(env: NodeJS.ProcessEnv = process.env): string[] {
  const fromPath = (env.PATH ?? '').split(delimiter);
  return [env.FABRIC_BIN ?? '', ...fromPath].filter((folder) => folder !== '');
}

/** How to get programs that will do. */
const HOW_TO_GET = [
  "Get them with Fabric's own script:",
  '  curl -sSLO https://raw.githubusercontent.com/hyperledger/fabric/main/scripts/install-fabric.sh',
  '  bash install-fabric.sh binary ca',
  'and put the folder bin/ that it makes on PATH, or name it in FABRIC_BIN.',
];

function advice(missing: readonly string[], folders: readonly string[]): string {
  return [
    `Fabric's programs were not found: ${missing.join(', ')}.`,
    `Looked in: ${folders.join(', ')}.`,
    ...HOW_TO_GET,
  ].join('\n');
}

/** Finds a program of Fabric's that only some networks need. @throws NetworkError `PROGRAMS_MISSING`. */
export async function requireProgram(name: string, folders: readonly string[] = programFolders()): Promise<string> {
  const found = await findProgram(name, folders);
  if (found === undefined) {
    throw new NetworkError('PROGRAMS_MISSING', advice([name], folders));
  }
  return found;
}

/** Reads the number out of `peer version`. */
export function parseVersion(output: string): { version: string; major: number; minor: number } {
  const [, version = '', major = '', minor = ''] = /Version:\s*(v?(\d+)\.(\d+)\S*)/.exec(output) ?? [];
  if (version === '') {
    const said = output.trim() === '' ? 'nothing' : output.trim();
    throw new NetworkError('PROGRAM_TOO_OLD', `cannot tell the version of Fabric from what it says: ${said}`);
  }
  return { version, major: Number(major), minor: Number(minor) };
}

/** Asks a program for its version. @throws NetworkError `PROGRAM_FAILED` if it does not even say that. */
async function versionOf(program: string): Promise<ReturnType<typeof parseVersion>> {
  try {
    const { stdout } = await runProgram(program, ['version']);
    return parseVersion(stdout);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    const expected = `expected a program of Fabric ${OLDEST.join('.')} or later for ${process.platform} ${process.arch}`;
    const text = [`${program} does not run: ${found};`, `${expected}.`, ...HOW_TO_GET].join('\n');
    throw new NetworkError('PROGRAM_FAILED', text, { cause });
  }
}

/**
 * Finds Fabric's programs. Throws {@link NetworkError} `PROGRAMS_MISSING` saying how to get them, `PROGRAM_TOO_OLD` with
 * the version found, `PROGRAMS_DIFFER` where they come from two releases, or `PROGRAM_FAILED` where one does not run.
 */
export async function findFabric(folders: readonly string[] = programFolders()): Promise<FabricInstallation> {
  const found = await Promise.all(NAMES.map(async (name) => [name, await findProgram(name, folders)] as const));
  const missing = found.flatMap(([name, path]) => (path === undefined ? [name] : []));
  if (missing.length > 0) {
    throw new NetworkError('PROGRAMS_MISSING', advice(missing, folders));
  }
  const programs = Object.fromEntries(found) as Programs;
  const [{ version, major, minor }, orderer] = await Promise.all([
    versionOf(programs.peer),
    versionOf(programs.orderer),
  ]);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    const text = `Fabric ${version} (${programs.peer}) is too old: at least ${OLDEST.join('.')} is needed.`;
    throw new NetworkError('PROGRAM_TOO_OLD', [text, ...HOW_TO_GET].join('\n'));
  }
  if (orderer.version !== version) {
    const found = `${programs.peer} is ${version}, and ${programs.orderer} is ${orderer.version}`;
    const text = `Fabric's programs must come from one release: ${found}.`;
    throw new NetworkError('PROGRAMS_DIFFER', [text, ...HOW_TO_GET].join('\n'));
  }
  return { programs, version, major };
}
