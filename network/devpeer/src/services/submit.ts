// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { common, gateway } from '@hyperledger/fabric-protos';
import { unknownChannel, type GatewayContext } from './gateway-context.js';
import { RpcError } from './rpc-error.js';

/** Sends a signed transaction to the orderer; it is not committed yet when this returns. */
export function submit({ orderer, channel }: GatewayContext, request: gateway.SubmitRequest): gateway.SubmitResponse {
  const transaction = request.getPreparedTransaction();
  if (transaction === undefined) throw new RpcError(status.INVALID_ARGUMENT, 'a prepared transaction is required');
  if (transaction.getSignature_asU8().length === 0) {
    throw new RpcError(status.INVALID_ARGUMENT, 'prepared transaction must be signed');
  }
  if (request.getChannelId() !== channel.name) {
    throw new RpcError(status.FAILED_PRECONDITION, unknownChannel(request.getChannelId()));
  }
  const result = orderer.broadcast(transaction);
  if (result.status === common.Status.SUCCESS) return new gateway.SubmitResponse();
  const name = Object.entries(common.Status).find(([, value]) => value === result.status)?.[0] ?? String(result.status);
  if (result.status < 500) {
    throw new RpcError(
      status.ABORTED,
      `received unsuccessful response from orderer: status=${name}, info=${result.info}`,
    );
  }
  throw new RpcError(status.UNAVAILABLE, `no orderers could successfully process transaction: ${result.info}`);
}
