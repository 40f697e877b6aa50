// SPDX-License-Identifier: Apache-2.0

import './quiet-shim.js';
import { readFileSync } from 'node:fs';
import { contracts } from '../../index.js';
import { serveChaincode } from './chaincode-server.js';
import { ServedContracts } from './served-contracts.js';
import { serverOptions } from './server-options.js';

async function serve(): Promise<void> {
  const { CHAINCODE_SERVER_ADDRESS: address, CHAINCODE_ID: id } = process.env;
  if (address === undefined || id === undefined) {
    throw new Error('CHAINCODE_SERVER_ADDRESS (host:port) and CHAINCODE_ID (the package id) must be set');
  }
  const options = serverOptions(process.argv.slice(2), process.env, { address, id });
  const description = readFileSync(require.resolve('@wattpass/chaincode/package.json'), 'utf8');
  const { name, version } = JSON.parse(description) as { name: string; version: string };
  await serveChaincode(new ServedContracts(contracts, name, version), options);
}

/** Resolves once peers can connect, or it was said why not. */
export const loaded = serve().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
