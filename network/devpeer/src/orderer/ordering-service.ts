// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import { AccessDeniedError, checkAccess, unsatisfied, type Channel } from '../channel/channel.js';
import { decodeEnvelope, TransactionError, ValidationCode, type DecodedEnvelope } from '../ledger/transaction.js';
import { MspError } from '../msp/msp-error.js';
import type { Sequencer } from './sequencer.js';

/** The orderer's answer to an envelope. */
export interface BroadcastResult {
  readonly status: common.StatusMap[keyof common.StatusMap];
  readonly info: string;
}

const { Status, HeaderType } = common;

/** The configuration does not change, so envelopes that would change it are refused; peers judge all others. */
const CONFIGURATION_TYPES = new Set<number>([
  HeaderType.CONFIG,
  HeaderType.CONFIG_UPDATE,
  HeaderType.ORDERER_TRANSACTION,
]);

/** Takes signed envelopes into the channel's order. */
export class OrderingService {
  constructor(
    private readonly channel: Channel,
    private readonly sequencer: Sequencer,
    private readonly absoluteMaxBytes: number,
  ) {}

  /** Checks an envelope as an orderer does (form, size, signature, right to write) and orders it. */
  broadcast(envelope: common.Envelope): BroadcastResult {
    const bytes = envelope.serializeBinary();
    const refusal = this.refusal(bytes);
    if (refusal !== undefined) return refusal;
    this.sequencer.submit(bytes);
    return { status: Status.SUCCESS, info: '' };
  }

  private refusal(bytes: Uint8Array): BroadcastResult | undefined {
    let decoded: DecodedEnvelope;
    try {
      decoded = decodeEnvelope(bytes);
    } catch (error) {
      if (!(error instanceof TransactionError)) throw error;
      const reason =
        error.code === ValidationCode.BAD_COMMON_HEADER
          ? 'header not set'
          : 'error unmarshalling Payload: proto: cannot parse invalid wire-format data';
      return { status: Status.BAD_REQUEST, info: `could not determine channel ID: ${reason}` };
    }
    const { header } = decoded;
    if (header.channel !== this.channel.name) return { status: Status.NOT_FOUND, info: 'channel not found' };
    if (CONFIGURATION_TYPES.has(header.type)) {
      return { status: Status.BAD_REQUEST, info: `envelopes of type ${header.type} are not ordered here` };
    }
    if (bytes.length > this.absoluteMaxBytes) {
      const info = `message payload is ${bytes.length} bytes and exceeds maximum allowed ${this.absoluteMaxBytes} bytes`;
      return { status: Status.REQUEST_ENTITY_TOO_LARGE, info };
    }
    return this.accessRefusal(decoded) ?? this.availabilityRefusal();
  }

  private accessRefusal({ header, payload, signature }: DecodedEnvelope): BroadcastResult | undefined {
    try {
      checkAccess(this.channel, 'Writers', { creator: header.creator, message: payload, signature });
      return undefined;
    } catch (error) {
      if (!(error instanceof AccessDeniedError)) throw error;
      if (error.cause instanceof MspError && error.cause.code === 'EXPIRED') {
        return { status: Status.BAD_REQUEST, info: 'broadcast client identity expired' };
      }
      return { status: Status.FORBIDDEN, info: `${unsatisfied('Writers')}: permission denied` };
    }
  }

  private availabilityRefusal(): BroadcastResult | undefined {
    if (this.sequencer.isAvailable) return undefined;
    return { status: Status.SERVICE_UNAVAILABLE, info: 'the ledger cannot be written' };
  }
}
