// SPDX-License-Identifier: Apache-2.0
import type { ServerDuplexStream, ServiceDefinition } from '@grpc/grpc-js';
import { common, orderer, peer } from '@hyperledger/fabric-protos';
import type { Channel } from '../channel/channel.js';
import type { OrderingService } from '../orderer/ordering-service.js';
import { blockNumbers } from './block-stream.js';
import {
  encodeFilteredBlock,
  encodeFullBlock,
  encodeStatus,
  privateBlockEncoder,
  type BlockEncoder,
} from './deliver-response.js';
import { writeStream } from './calls.js';
import type { GrpcService } from './grpc-server.js';
import { readSeek, SeekError, type Seek } from './seek.js';

const { Status } = common;

/** The `protos.Deliver` service of one organisation's peer. */
export function createDeliverService(channel: Channel, mspId: string): GrpcService {
  return {
    definition: withEncodedResponses(peer.DeliverService),
    implementation: {
      deliver: deliverHandler(channel, encodeFullBlock),
      deliverFiltered: deliverHandler(channel, encodeFilteredBlock),
      deliverWithPrivateData: deliverHandler(channel, privateBlockEncoder(mspId)),
    },
  };
}

/** The `orderer.AtomicBroadcast` service. */
export function createBroadcastService(channel: Channel, ordering: OrderingService): GrpcService {
  return {
    definition: withEncodedResponses(orderer.AtomicBroadcastService),
    implementation: {
      deliver: deliverHandler(channel, encodeFullBlock),
      broadcast: (call: ServerDuplexStream<common.Envelope, Buffer>) => {
        void writeStream(call, () => broadcastResponses(ordering, call));
      },
    },
  };
}

/** Lets handlers give responses as bytes, so that stored blocks need not be decoded. */
function withEncodedResponses(definition: ServiceDefinition): ServiceDefinition {
  return Object.fromEntries(
    Object.entries(definition).map(([name, method]) => [
      name,
      { ...method, responseSerialize: (bytes: Buffer) => bytes },
    ]),
  );
}

async function* broadcastResponses(
  ordering: OrderingService,
  envelopes: AsyncIterable<common.Envelope>,
): AsyncIterable<Buffer> {
  for await (const envelope of envelopes) {
    const { status, info } = ordering.broadcast(envelope);
    const response = new orderer.BroadcastResponse();
    response.setStatus(status);
    response.setInfo(info);
    yield Buffer.from(response.serializeBinary());
  }
}

function deliverHandler(
  channel: Channel,
  encode: BlockEncoder,
): (call: ServerDuplexStream<common.Envelope, Buffer>) => void {
  return (call) => {
    void writeStream(call, (signal) => deliverResponses(channel, encode, call, signal));
  };
}

/** Serves one request after the other; a status ends each, and an unsuccessful one ends the stream. */
async function* deliverResponses(
  channel: Channel,
  encode: BlockEncoder,
  requests: AsyncIterable<common.Envelope>,
  signal: AbortSignal,
): AsyncIterable<Buffer> {
  for await (const request of requests) {
    try {
      const seek = readSeek(channel, request, new Date());
      for await (const number of requestedBlocks(channel, seek, signal)) {
        yield await encode(channel, number, seek.requester);
      }
      if (signal.aborted) return;
      yield encodeStatus(Status.SUCCESS);
    } catch (error) {
      if (!(error instanceof SeekError)) throw error;
      yield encodeStatus(error.status);
      return;
    }
  }
}

async function* requestedBlocks(
  { ledger }: Channel,
  { start, stop, failIfNotReady }: Seek,
  signal: AbortSignal,
): AsyncIterable<number> {
  if (failIfNotReady && start >= ledger.height) throw new SeekError(Status.NOT_FOUND);
  for await (const number of blockNumbers(ledger, start, signal)) {
    yield number;
    if (number >= stop) return;
    if (failIfNotReady && number + 1 >= ledger.height) throw new SeekError(Status.NOT_FOUND);
  }
}
