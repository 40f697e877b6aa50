// SPDX-License-Identifier: Apache-2.0
/**
 * External builder for chaincode that runs as a service: a peer calls the three steps as programs of `bin/`.
 * The code of such a package is one file, `connection.json`, which says where the chaincode listens.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const connection = JSON.parse(readFileSync(join(sourceDir, CONNECTION), 'utf8'));
  const config = JSON.parse(process.env.CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG ?? '{}');
  const address = located(filled(connection.address, config), config.peername);
  if (!/^[^:]+:\d+$/.test(address)) {
    throw new Error(`${CONNECTION}: address must be host:port, not ${JSON.stringify(connection.address)}`);
  }
  writeFileSync(join(buildDir, CONNECTION), JSON.stringify({ ...connection, address }));
  const indexes = join(sourceDir, 'META-INF');
  if (existsSync(indexes)) {
    cpSync(indexes, join(buildDir, 'META-INF'), { recursive: true });
  }
}

/** Fills `{{.name}}` in an address from the peer's builder configuration, as Fabric's own builder for services does. */
function filled(template, config) {
  return String(template).replaceAll(/\{\{\s*\.(\w+)\s*\}\}/g, (whole, name) => {
    if (typeof config[name] !== 'string') {
      throw new Error(`${CONNECTION}: ${whole} is not in CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG`);
    }
    return config[name];
  });
}

/** Where there are no containers, and so no names of them, the peer's own ones are at an address that it was given. */
function located(address, peername) {
  const host = process.env.CHAINCODE_CONTAINERS_AT;
  const isContainer = host !== undefined && peername !== undefined && address.startsWith(`${peername}_`);
  return isContainer ? address.replace(/^[^:]+/, host) : address;
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
