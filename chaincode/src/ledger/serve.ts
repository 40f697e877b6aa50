// SPDX-License-Identifier: Apache-2.0

import './serving/quiet-shim.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '../index.js';
import { serveChaincode } from './serving/chaincode-server.js';
import { ServedContracts } from './serving/served-contracts.js';
import { serverOptions } from './serving/server-options.js';

/*
 * Serves the contracts as a service (`node dist/ledger/serve.js`): address and package id come from CHAINCODE_SERVER_ADDRESS
 * and CHAINCODE_ID, the names that Fabric's own builder for such services uses; options of `fabric-chaincode-node server`,
 * such as those for TLS, may follow. That command serves the package as well, but each key is a message of its own then.
 */
const { CHAINCODE_SERVER_ADDRESS: address, CHAINCODE_ID: id } = process.env;

async function serve(place: { address: string; id: string }): Promise<void> {
  const options = serverOptions(process.argv.slice(2), process.env, place);
  const { name, version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  await serveChaincode(new ServedContracts(contracts, name, version), options);
}

if (address === undefined || id === undefined) {
  console.error('CHAINCODE_SERVER_ADDRESS (host:port) and CHAINCODE_ID (the package id) must be set');
  process.exitCode = 1;
} else {
  serve({ address, id }).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
