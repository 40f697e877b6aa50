// SPDX-License-Identifier: Apache-2.0

import { resolve } from 'node:path';

/*
 * Serves the contracts as a service (`node dist/ledger/serve.js`): address and package id come from CHAINCODE_SERVER_ADDRESS
 * and CHAINCODE_ID, the names that Fabric's own builder for such services uses; options of `fabric-chaincode-node server`,
 * such as those for TLS, may follow. fabric-shim's own command knows options only and logs every transaction.
 */
const { CHAINCODE_SERVER_ADDRESS: address, CHAINCODE_ID: id } = process.env;

if (address === undefined || id === undefined) {
  console.error('CHAINCODE_SERVER_ADDRESS (host:port) and CHAINCODE_ID (the package id) must be set');
  process.exitCode = 1;
} else {
  process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'error'; // read by the shim as it loads
  process.argv.splice(2, 0, 'server');
  process.argv.push('--chaincode-address', address, '--chaincode-id', id, '--module-path', resolve(__dirname, '../..'));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only now is the environment as the shim needs it
  require('fabric-shim/cli.js');
}
