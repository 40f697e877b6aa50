// SPDX-License-Identifier: Apache-2.0
import { serveChaincode } from '@wattpass/chaincode/ledger/serving/chaincode-server.js';
import shim from 'fabric-shim';

/** What a transaction of this chaincode takes: `write` puts keys blindly, `check` reads each first and must find none. */
export interface BlindInput {
  readonly prefix: string;
  readonly keys: number;
  /** Bytes of each value. */
  readonly size: number;
}

// Writes many keys in one transaction with nothing around it: what peers and orderers take, without our contracts.
const blind: shim.ChaincodeInterface = {
  Init: () => Promise.resolve(shim.Shim.success()),
  Invoke: async (stub) => {
    const { fcn, params } = stub.getFunctionAndParameters();
    if (fcn !== 'write' && fcn !== 'check') {
      return shim.Shim.error('write or check');
    }
    const { prefix, keys, size } = JSON.parse(params[0] ?? '{}') as BlindInput;
    const names = Array.from({ length: keys }, (_, place) => `${prefix}-${String(place)}`);
    if (fcn === 'check') {
      const found = await Promise.all(names.map((name) => stub.getState(name)));
      if (found.some((value) => value.length > 0)) {
        return shim.Shim.error(`${prefix} has been written before`);
      }
    }
    const value = Buffer.alloc(size, 'x');
    await Promise.all(names.map((name) => stub.putState(name, value)));
    return shim.Shim.success(Buffer.from('{}'));
  },
};

const { CHAINCODE_ID: ccid = '', CHAINCODE_SERVER_ADDRESS: address = '' } = process.env;
await serveChaincode(blind, { ccid, address });
