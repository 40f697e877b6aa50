// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import type { OpenedProposal } from './proposal.js';

/** Puts a proposal and what its endorsers signed together to the transaction that the client then signs. */
export function prepareTransaction(
  proposal: OpenedProposal,
  responsePayload: Uint8Array,
  endorsements: readonly peer.Endorsement[],
): common.Envelope {
  const action = new peer.ChaincodeEndorsedAction();
  action.setProposalResponsePayload(responsePayload);
  action.setEndorsementsList([...endorsements]);
  const payload = new peer.ChaincodeActionPayload();
  payload.setChaincodeProposalPayload(proposal.invocation().publicPayload);
  payload.setAction(action);
  const transactionAction = new peer.TransactionAction();
  transactionAction.setHeader(proposal.header.signatureHeaderBytes);
  transactionAction.setPayload(payload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.addActions(transactionAction);
  const envelopePayload = new common.Payload();
  envelopePayload.setHeader(proposal.headerMessage);
  envelopePayload.setData(transaction.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(envelopePayload.serializeBinary());
  return envelope;
}
