// SPDX-License-Identifier: Apache-2.0
import shim from 'fabric-shim';
import { ScriptChaincode } from './script-chaincode.js';

// Where to listen and as what to register comes from whoever starts the process, as for every chaincode as a service.
const { CHAINCODE_ID: ccid = '', CHAINCODE_SERVER_ADDRESS: address = '' } = process.env;
await shim.Shim.server(new ScriptChaincode(), { ccid, address } as Parameters<typeof shim.Shim.server>[1]).start();
