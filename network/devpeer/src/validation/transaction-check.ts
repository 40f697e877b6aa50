// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import type { Channel } from '../channel/channel.js';
import { sha256 } from '../ledger/hashes.js';
import {
  decodeAction,
  decodeEnvelope,
  TransactionError,
  ValidationCode,
  type DecodedEnvelope,
  type EndorsedAction,
} from '../ledger/transaction.js';

/** A transaction whose form, signature and identifier are right. */
export interface CheckedTransaction {
  readonly envelope: DecodedEnvelope;
  readonly action: EndorsedAction;
}

/**
 * Checks the form of an ordered transaction in Fabric's order: payload, header, creator's signature, transaction id,
 * and that what was endorsed is what was proposed.
 *
 * @throws TransactionError with the code of the first check that fails.
 */
export function checkTransaction(channel: Channel, bytes: Uint8Array): CheckedTransaction {
  const envelope = decodeEnvelope(bytes);
  checkHeader(channel, envelope);
  checkSignature(channel, envelope);
  const { header } = envelope;
  if (header.txId !== sha256(header.nonce, header.creator).toString('hex')) {
    throw new TransactionError(ValidationCode.BAD_PROPOSAL_TXID, `transaction id ${header.txId} is not the right one`);
  }
  const action = decodeAction(envelope.data);
  const hash = sha256(header.channelHeaderBytes, action.signatureHeaderBytes, action.proposalPayload);
  if (Buffer.compare(hash, action.proposalHash) !== 0) {
    throw new TransactionError(ValidationCode.INVALID_ENDORSER_TRANSACTION, 'proposal hash does not match');
  }
  return { envelope, action };
}

function checkHeader(channel: Channel, { header }: DecodedEnvelope): void {
  if (
    header.type !== common.HeaderType.ENDORSER_TRANSACTION ||
    header.channel !== channel.name ||
    header.epoch !== 0 ||
    header.nonce.length === 0 ||
    header.creator.length === 0
  ) {
    throw new TransactionError(ValidationCode.BAD_COMMON_HEADER, 'the header is not that of a transaction');
  }
}

function checkSignature(channel: Channel, { header, payload, signature }: DecodedEnvelope): void {
  let valid: boolean;
  try {
    const creator = channel.msps.deserialize(header.creator);
    creator.validate();
    valid = channel.signatures.verify(creator, [payload], signature);
  } catch {
    valid = false;
  }
  if (!valid) {
    throw new TransactionError(ValidationCode.BAD_CREATOR_SIGNATURE, "the creator's signature is not valid");
  }
}
