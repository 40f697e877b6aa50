// SPDX-License-Identifier: Apache-2.0
import type { ClientReadableStream, ServiceError } from '@grpc/grpc-js';
import type { gateway, orderer } from '@hyperledger/fabric-protos';
import type { Forgery } from './proposal.js';
import { refusalOf, type Refusal } from './rpc.js';

/** Which events are asked for. */
export interface EventsRequest {
  readonly channel: string;
  readonly chaincode: string;
  readonly start?: orderer.SeekPosition | undefined;
  readonly afterTransactionId?: string;
  readonly forged?: Forgery['signature'];
}

/** An event as the gateway gives it. */
export interface SeenEvent {
  readonly chaincode: string;
  readonly txId: string;
  readonly name: string;
  readonly payload: string;
}

/** What came over the stream: one entry for each response, and how it was refused if it was. */
export interface EventsOutcome {
  readonly responses: readonly { readonly block: number; readonly events: readonly SeenEvent[] }[];
  readonly refused?: Refusal;
}

/** Reads the stream until it has given `count` responses, fails, or is silent for `silenceMs`. */
export function collectEvents(
  stream: ClientReadableStream<gateway.ChaincodeEventsResponse>,
  { count, silenceMs }: { readonly count: number; readonly silenceMs: number },
): Promise<EventsOutcome> {
  return new Promise((resolve) => {
    const responses: EventsOutcome['responses'][number][] = [];
    const end = (refused?: Refusal): void => {
      clearTimeout(silence);
      stream.cancel();
      resolve(refused === undefined ? { responses } : { responses, refused });
    };
    const silence = setTimeout(end, silenceMs);
    stream.on('data', (response: gateway.ChaincodeEventsResponse) => {
      silence.refresh();
      responses.push({ block: response.getBlockNumber(), events: response.getEventsList().map(seenEvent) });
      if (responses.length === count) end();
    });
    stream.on('error', (error: ServiceError) => {
      end(refusalOf(error));
    });
    stream.on('end', () => {
      end();
    });
  });
}

function seenEvent(event: ReturnType<gateway.ChaincodeEventsResponse['getEventsList']>[number]): SeenEvent {
  return {
    chaincode: event.getChaincodeId(),
    txId: event.getTxId(),
    name: event.getEventName(),
    payload: Buffer.from(event.getPayload_asU8()).toString(),
  };
}
