// SPDX-License-Identifier: Apache-2.0
/**
 * External builder for chaincode that runs as a service: a peer calls the three steps as programs of `bin/`.
 * The code of such a package is one file, `connection.json`, which says where the chaincode listens.
 */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TYPE = 'ccaas';
const CONNECTION = 'connection.json';

/** Takes the package by exiting with 0 if it is one of ours. */
export function detect(_sourceDir, metadataDir) {
  const { type } = JSON.parse(readFileSync(join(metadataDir, 'metadata.json'), 'utf8'));
  process.exitCode = type === TYPE ? 0 : 1;
}

/** Checks the connection and keeps it, with the indexes that may come with it. */
export function build(sourceDir, _metadataDir, buildDir) {
  const { address } = JSON.parse(readFileSync(join(sourceDir, CONNECTION), 'utf8'));
  if (typeof address !== 'string' || !/^[^:]+:\d+$/.test(address)) {
    throw new Error(`${CONNECTION}: address must be host:port, not ${JSON.stringify(address)}`);
  }
  cpSync(join(sourceDir, CONNECTION), join(buildDir, CONNECTION));
  const indexes = join(sourceDir, 'META-INF');
  if (existsSync(indexes)) {
    cpSync(indexes, join(buildDir, 'META-INF'), { recursive: true });
  }
}

/** Hands the peer what it looks for: where to call the chaincode, and the indexes of its state database. */
export function release(buildDir, releaseDir) {
  const server = join(releaseDir, 'chaincode', 'server');
  mkdirSync(server, { recursive: true });
  cpSync(join(buildDir, CONNECTION), join(server, CONNECTION));
  const indexes = join(buildDir, 'META-INF', 'statedb');
  if (existsSync(indexes)) {
    cpSync(indexes, join(releaseDir, 'statedb'), { recursive: true });
  }
}
