// SPDX-License-Identifier: Apache-2.0
import type { ClientDuplexStream, ServiceError } from '@grpc/grpc-js';
import { common, orderer, peer } from '@hyperledger/fabric-protos';
import type { Actor } from './actor.js';
import { statusName } from './node.js';
import { buildHeader, signatureOf, type Forgery } from './proposal.js';
import { refusalOf, type Refusal } from './rpc.js';

/** A place in the chain. */
export type Position = number | 'oldest' | 'newest' | 'next' | 'unset';

/** Which blocks are asked for, and how. */
export interface BlockRequest {
  readonly channel: string;
  readonly kind: 'deliver' | 'deliverFiltered' | 'deliverWithPrivateData';
  readonly start: Position;
  readonly stop: Position;
  readonly failIfNotReady?: boolean;
  readonly forgery?: Forgery;
}

/** What came: blocks, then the status that ended the request, unless it was still waiting. */
export interface DeliverOutcome {
  readonly responses: readonly peer.DeliverResponse[];
  readonly status?: string;
  readonly refused?: Refusal;
}

/** The protobuf form of a position. */
export function seekPosition(position: Position): orderer.SeekPosition {
  const message = new orderer.SeekPosition();
  if (typeof position === 'number') {
    const specified = new orderer.SeekSpecified();
    specified.setNumber(position);
    message.setSpecified(specified);
  } else if (position === 'oldest') {
    message.setOldest(new orderer.SeekOldest());
  } else if (position === 'newest') {
    message.setNewest(new orderer.SeekNewest());
  } else if (position === 'next') {
    message.setNextCommit(new orderer.SeekNextCommit());
  }
  return message;
}

function seekEnvelope(actor: Actor, request: BlockRequest): common.Envelope {
  const seek = new orderer.SeekInfo();
  seek.setStart(seekPosition(request.start));
  seek.setStop(seekPosition(request.stop));
  if (request.failIfNotReady === true) seek.setBehavior(orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY);
  const { header } = buildHeader(
    actor.identity,
    { channel: request.channel, chaincode: '' },
    { headerType: common.HeaderType.DELIVER_SEEK_INFO, ...request.forgery },
  );
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(seek.serializeBinary());
  const bytes = payload.serializeBinary();
  const envelope = new common.Envelope();
  envelope.setPayload(bytes);
  envelope.setSignature(signatureOf(actor.identity, bytes, request.forgery?.signature));
  return envelope;
}

/** Asks for blocks and reads until a status ends it, `count` blocks have come, or nothing has for `silenceMs`. */
export function deliver(
  actor: Actor,
  request: BlockRequest,
  { count = Number.POSITIVE_INFINITY, silenceMs = 5000 } = {},
): Promise<DeliverOutcome> {
  const stream: ClientDuplexStream<common.Envelope, peer.DeliverResponse> = actor.node.deliver[request.kind]();
  return new Promise((resolve) => {
    const responses: peer.DeliverResponse[] = [];
    const end = (outcome: Omit<DeliverOutcome, 'responses'>): void => {
      clearTimeout(silence);
      stream.cancel();
      resolve({ responses, ...outcome });
    };
    const silence = setTimeout(() => {
      end({});
    }, silenceMs);
    stream.on('data', (response: peer.DeliverResponse) => {
      silence.refresh();
      if (response.getTypeCase() === peer.DeliverResponse.TypeCase.STATUS) {
        end({ status: statusName(response.getStatus()) });
        return;
      }
      responses.push(response);
      if (responses.length === count) end({});
    });
    stream.on('error', (error: ServiceError) => {
      end({ refused: refusalOf(error) });
    });
    stream.on('end', () => {
      end({});
    });
    stream.write(seekEnvelope(actor, request));
  });
}
