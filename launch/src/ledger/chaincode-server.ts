// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** How a chaincode process is started; the peer adds address and id to its environment. */
export interface ChaincodeServer {
  readonly command: string;
  readonly args: string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/** The chaincode as Fabric's own server program runs it: the built package, unmodified. */
export function chaincodeServer(): ChaincodeServer {
  const require = createRequire(import.meta.url);
  const packageFile = require.resolve('@wattpass/chaincode/package.json');
  const shim = createRequire(packageFile).resolve('fabric-shim/package.json');
  return {
    command: process.execPath,
    args: [join(dirname(shim), 'cli.js'), 'server'],
    cwd: dirname(packageFile),
    env: { CORE_CHAINCODE_LOGGING_LEVEL: 'WARNING', CORE_CHAINCODE_LOGGING_SHIM: 'WARNING' },
  };
}
