// SPDX-License-Identifier: Apache-2.0

import { join } from 'node:path';
import { isCurrent, runBundle } from './serving/bundle.js';

/*
 * Serves the contracts as a service (`node dist/ledger/serve.js`): address and package id come from CHAINCODE_SERVER_ADDRESS
 * and CHAINCODE_ID, the names that Fabric's own builder for such services uses; options of `fabric-chaincode-node server`,
 * such as those for TLS, may follow. That command serves the package as well, but each key is a message of its own then.
 * Where the workspace's build has bundled the package and nothing has been compiled since, the bundle is served.
 */
const bundle = join(__dirname, '../../bundle');

if (isCurrent(bundle)) {
  runBundle(bundle);
} else {
  void import('./serving/serve-contracts.js');
}
