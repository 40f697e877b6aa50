// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { gateway, orderer, peer } from '@hyperledger/fabric-protos';
import type { Channel } from '../channel/channel.js';
import type { CommittedBlock } from '../ledger/ledger.js';
import { ValidationCode } from '../ledger/transaction.js';
import { blockNumbers } from './block-stream.js';
import { authorize } from './commit-status.js';
import { RpcError } from './rpc-error.js';

const { TypeCase } = orderer.SeekPosition;

/** Positions that are no start for events, as Fabric calls them. */
const SEEK_TYPES: Readonly<Record<number, string>> = {
  [TypeCase.OLDEST]: '*orderer.SeekPosition_Oldest',
  [TypeCase.NEWEST]: '*orderer.SeekPosition_Newest',
};

/**
 * Gives the events of a chaincode, one response for each block that has any, from the requested position or from
 * behind the requested transaction. Only valid transactions raise events.
 */
export async function* chaincodeEvents(
  channel: Channel,
  signed: gateway.SignedChaincodeEventsRequest,
  signal: AbortSignal,
): AsyncIterableIterator<gateway.ChaincodeEventsResponse> {
  const bytes = signed.getRequest_asU8();
  if (bytes.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'a chaincode events request is required');
  const request = gateway.ChaincodeEventsRequest.deserializeBinary(bytes);
  authorize(channel, request.getChannelId(), {
    creator: request.getIdentity_asU8(),
    message: bytes,
    signature: signed.getSignature_asU8(),
  });
  const matches = eventMatcher(request);
  for await (const number of blockNumbers(channel.ledger, startBlock(channel, request), signal)) {
    const block = channel.ledger.committed(number);
    const events = block === undefined ? [] : eventsOf(block).filter(matches);
    if (events.length === 0) continue;
    const response = new gateway.ChaincodeEventsResponse();
    response.setEventsList(events);
    response.setBlockNumber(number);
    yield response;
  }
}

function eventsOf(block: CommittedBlock): peer.ChaincodeEvent[] {
  return block.transactions
    .filter(({ code, event }) => code === ValidationCode.VALID && event.length > 0)
    .map(({ event }) => peer.ChaincodeEvent.deserializeBinary(event));
}

/** Fabric skips everything up to and with the transaction of the checkpoint, so none come if it had no event. */
function eventMatcher(request: gateway.ChaincodeEventsRequest): (event: peer.ChaincodeEvent) => boolean {
  const chaincode = request.getChaincodeId();
  const after = request.getAfterTransactionId();
  let passed = after === '';
  return (event) => {
    if (passed) return event.getChaincodeId() === chaincode;
    passed = event.getTxId() === after;
    return false;
  };
}

function startBlock({ ledger }: Channel, request: gateway.ChaincodeEventsRequest): number {
  const after = request.getAfterTransactionId();
  const location = after === '' ? undefined : ledger.transaction(after);
  if (location !== undefined) return location.block;
  return startOf(request.getStartPosition(), ledger.height);
}

function startOf(position: orderer.SeekPosition | undefined, height: number): number {
  const type = position?.getTypeCase() ?? TypeCase.TYPE_NOT_SET;
  if (type === TypeCase.SPECIFIED) return position?.getSpecified()?.getNumber() ?? 0;
  if (type === TypeCase.NEXT_COMMIT || type === TypeCase.TYPE_NOT_SET) return height;
  throw new RpcError(status.INVALID_ARGUMENT, `invalid start position type: ${SEEK_TYPES[type] ?? '<nil>'}`);
}
