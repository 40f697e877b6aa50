// SPDX-License-Identifier: Apache-2.0
import '../../quiet-shim.js';
import { contracts } from '@wattpass/chaincode';
import { serveChaincode } from '@wattpass/chaincode/ledger/serving/chaincode-server.js';
import { ServedContracts } from '@wattpass/chaincode/ledger/serving/served-contracts.js';
import { Contract, type Context } from 'fabric-contract-api';

/** Reads three keys at once and writes, deletes and governs others. */
class Sample extends Contract {
  constructor() {
    super('sample');
  }

  async work(context: Context, prefix: string): Promise<string> {
    const { stub } = context;
    const found = await Promise.all(['1', '2', '3'].map((key) => stub.getState(prefix + key)));
    await stub.putState(`${prefix}4`, Buffer.from('four'));
    await stub.deleteState(`${prefix}5`);
    await stub.setStateValidationParameter(`${prefix}4`, Buffer.from('policy'));
    return found.map(String).join();
  }

  async refuse(context: Context, prefix: string): Promise<string> {
    await context.stub.putState(prefix, Buffer.from('x'));
    throw new Error('I would rather not');
  }

  who(context: Context): Promise<string> {
    return Promise.resolve(context.clientIdentity.getID());
  }
}

// In a process of its own, as always: two copies of Fabric's messages in one process get in each other's way.
const { CHAINCODE_ID: ccid = '', CHAINCODE_SERVER_ADDRESS: address = '' } = process.env;
await serveChaincode(new ServedContracts([Sample, ...contracts], 'sample', '1'), { ccid, address });
process.send?.('listening');
process.on('disconnect', () => process.exit());
