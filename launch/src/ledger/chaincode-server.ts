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

/** The built chaincode package as it serves itself, for any peer. */
export function chaincodeServer(): ChaincodeServer {
  const folder = dirname(createRequire(import.meta.url).resolve('@wattpass/chaincode/package.json'));
  return { command: process.execPath, args: [join(folder, 'dist/ledger/serve.js')], cwd: folder, env: {} };
}
