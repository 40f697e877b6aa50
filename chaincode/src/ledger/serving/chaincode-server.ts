// SPDX-License-Identifier: Apache-2.0

import { Shim } from 'fabric-shim';
import type { PeerStream } from 'fabric-shim/lib/handler.js';
import ChaincodeServer from 'fabric-shim/lib/server.js';
import { BatchingHandler, type ServedChaincode } from './batching-handler.js';
import { messageType, peer } from './shim-messages.js';

/** Fabric-shim's server of a chaincode as a service, with handlers that read and write many keys in one message. */
class BatchingServer extends ChaincodeServer {
  override connect(stream: PeerStream): void {
    const id = new peer.ChaincodeID();
    id.setName(this._serverOpts.ccid);
    const register = new peer.ChaincodeMessage();
    register.setType(messageType.register);
    register.setPayload(id.serializeBinary());
    new BatchingHandler(stream, this._chaincode).chat(register);
  }
}

/** Serves a chaincode to the peers that connect. @throws Error where the address cannot be listened at. */
export async function serveChaincode(chaincode: ServedChaincode, options: ChaincodeServer.Options): Promise<void> {
  quietenStub();
  await new BatchingServer(chaincode, options).start();
}

/** The stub has a line for each read, of no level but debug, which its logger words before it looks at the level. */
function quietenStub(): void {
  const logger = Shim.newLogger('lib/stub.js');
  logger.silent = logger.level !== 'debug';
}
