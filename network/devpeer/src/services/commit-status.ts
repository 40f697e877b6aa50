// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { gateway } from '@hyperledger/fabric-protos';
import { AccessDeniedError, checkAccess, type Channel } from '../channel/channel.js';
import type { Ledger, TransactionLocation } from '../ledger/ledger.js';
import { RpcError } from './rpc-error.js';

/** Waits until a transaction is committed and gives its outcome; an unknown transaction is waited for. */
export async function commitStatus(
  channel: Channel,
  signed: gateway.SignedCommitStatusRequest,
  signal: AbortSignal,
): Promise<gateway.CommitStatusResponse> {
  const bytes = signed.getRequest_asU8();
  if (bytes.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'a commit status request is required');
  const request = gateway.CommitStatusRequest.deserializeBinary(bytes);
  if (request.getIdentity_asU8().length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'no identity provided');
  if (request.getTransactionId() === '') {
    throw new RpcError(status.INVALID_ARGUMENT, 'transaction ID should not be empty');
  }
  authorize(channel, request.getChannelId(), {
    creator: request.getIdentity_asU8(),
    message: bytes,
    signature: signed.getSignature_asU8(),
  });
  const location = await committed(channel.ledger, request.getTransactionId(), signal);
  const response = new gateway.CommitStatusResponse();
  response.setResult(location.code);
  response.setBlockNumber(location.block);
  return response;
}

/** @throws RpcError when the channel is another one or the signer may not read it. */
export function authorize(
  channel: Channel,
  channelName: string,
  request: { readonly creator: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array },
): void {
  if (channelName === '') throw new RpcError(status.INVALID_ARGUMENT, 'no channel ID provided');
  if (channelName !== channel.name) {
    throw new RpcError(status.PERMISSION_DENIED, `Failed to get policy manager for channel [${channelName}]`);
  }
  try {
    checkAccess(channel, 'Readers', request);
  } catch (error) {
    if (error instanceof AccessDeniedError) throw new RpcError(status.PERMISSION_DENIED, error.message);
    throw error;
  }
}

function committed(ledger: Ledger, txId: string, signal: AbortSignal): Promise<TransactionLocation> {
  const known = ledger.transaction(txId);
  if (known !== undefined) return Promise.resolve(known);
  return new Promise((resolve, reject) => {
    const stop = ledger.onCommit((block) => {
      const index = block.transactions.findIndex((transaction) => transaction.txId === txId);
      const code = block.transactions[index]?.code;
      if (code === undefined) return;
      stop();
      resolve({ block: block.number, index, code });
    });
    signal.addEventListener('abort', () => {
      stop();
      reject(new RpcError(status.CANCELLED, 'context canceled'));
    });
  });
}
