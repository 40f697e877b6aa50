// SPDX-License-Identifier: Apache-2.0
import { common, orderer } from '@hyperledger/fabric-protos';
import { AccessDeniedError, checkAccess, type Channel } from '../channel/channel.js';
import { decodeEnvelope, TransactionError, type DecodedEnvelope } from '../ledger/transaction.js';
import type { Identity } from '../msp/identity.js';

const { Status } = common;
const { TypeCase } = orderer.SeekPosition;
const TIME_WINDOW_MS = 15 * 60 * 1000;

/** One of Fabric's statuses for block requests. */
export type DeliverStatus = common.StatusMap[keyof common.StatusMap];

/** A request for blocks that cannot be served. */
export class SeekError extends Error {
  constructor(readonly status: DeliverStatus) {
    super(`block request refused with status ${status}`);
    this.name = 'SeekError';
  }
}

/** A request for blocks, checked. */
export interface Seek {
  readonly requester: Identity;
  readonly start: number;
  /** The last block asked for; infinite for all to come. */
  readonly stop: number;
  /** Whether to fail instead of waiting for a block that does not exist yet. */
  readonly failIfNotReady: boolean;
}

/**
 * Reads a signed request for blocks and checks it as Fabric's peer does.
 *
 * @throws SeekError with BAD_REQUEST, NOT_FOUND or FORBIDDEN.
 */
export function readSeek(channel: Channel, envelope: common.Envelope, now: Date): Seek {
  const decoded = decodeRequest(envelope);
  const { header } = decoded;
  const timestamp = header.timestamp?.toDate().getTime() ?? 0;
  if (Math.abs(timestamp - now.getTime()) > TIME_WINDOW_MS) throw new SeekError(Status.BAD_REQUEST);
  if (header.channel !== channel.name) throw new SeekError(Status.NOT_FOUND);
  const info = orderer.SeekInfo.deserializeBinary(decoded.data);
  const requester = authorize(channel, decoded);
  const start = startOf(info.getStart(), channel.ledger.height);
  return {
    requester,
    start,
    stop: stopOf(info, start, channel.ledger.height),
    failIfNotReady: info.getBehavior() === orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY,
  };
}

function decodeRequest(envelope: common.Envelope): DecodedEnvelope {
  try {
    return decodeEnvelope(envelope.serializeBinary());
  } catch (error) {
    if (error instanceof TransactionError) throw new SeekError(Status.BAD_REQUEST);
    throw error;
  }
}

function authorize(channel: Channel, { header, payload, signature }: DecodedEnvelope): Identity {
  try {
    return checkAccess(channel, 'Readers', { creator: header.creator, message: payload, signature });
  } catch (error) {
    if (error instanceof AccessDeniedError) throw new SeekError(Status.FORBIDDEN);
    throw error;
  }
}

function startOf(position: orderer.SeekPosition | undefined, height: number): number {
  if (position === undefined) throw new SeekError(Status.BAD_REQUEST);
  switch (position.getTypeCase()) {
    case TypeCase.OLDEST:
      return 0;
    case TypeCase.NEWEST:
      return Math.max(0, height - 1);
    case TypeCase.NEXT_COMMIT:
      return height;
    case TypeCase.SPECIFIED:
      return existing(specified(position), height);
    default:
      throw new SeekError(Status.NOT_FOUND);
  }
}

/** A request may wait for the next block, but not for one further ahead. */
function existing(number: number, height: number): number {
  if (number > height) throw new SeekError(Status.NOT_FOUND);
  return number;
}

function specified(position: orderer.SeekPosition): number {
  return position.getSpecified()?.getNumber() ?? 0;
}

function stopOf(info: orderer.SeekInfo, start: number, height: number): number {
  const position = info.getStop();
  if (position === undefined) throw new SeekError(Status.BAD_REQUEST);
  switch (position.getTypeCase()) {
    case TypeCase.OLDEST:
      return start;
    case TypeCase.NEWEST:
      return info.getStart()?.getTypeCase() === TypeCase.NEWEST ? start : height - 1;
    case TypeCase.SPECIFIED:
      return notBefore(start, specified(position));
    default:
      return Number.POSITIVE_INFINITY;
  }
}

function notBefore(start: number, stop: number): number {
  if (stop < start) throw new SeekError(Status.BAD_REQUEST);
  return stop;
}
