// SPDX-License-Identifier: Apache-2.0
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { gateway } from '@hyperledger/fabric-protos';
import { unary, writeStream } from './calls.js';
import { chaincodeEvents } from './chaincode-events.js';
import { commitStatus } from './commit-status.js';
import { endorse } from './endorse.js';
import { evaluate } from './evaluate.js';
import type { GatewayContext } from './gateway-context.js';
import { submit } from './submit.js';

/** The `gateway.Gateway` service of one organisation. */
export function createGatewayService(context: GatewayContext): gateway.IGatewayServer {
  return {
    evaluate: unary((request) => evaluate(context, request)),
    endorse: unary((request) => endorse(context, request)),
    submit: unary((request) => Promise.resolve(submit(context, request))),
    commitStatus: unary((request, signal) => commitStatus(context.channel, request, signal)),
    chaincodeEvents(call: ServerWritableStream<gateway.SignedChaincodeEventsRequest, gateway.ChaincodeEventsResponse>) {
      void writeStream(call, (signal) => chaincodeEvents(context.channel, call.request, signal));
    },
  };
}
