// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import type { BlockTransaction } from '../ledger/block.js';
import { LedgerError } from '../ledger/ledger-error.js';
import type { ProposedBlock } from '../ledger/ledger.js';
import { decodeRwset } from '../ledger/rwset-codec.js';
import type { NamespaceRwset } from '../ledger/rwset.js';
import { decodeEnvelope, TransactionError, ValidationCode, type ValidationCodeValue } from '../ledger/transaction.js';
import { checkEndorsements, policyKey } from './endorsement-check.js';
import { checkTransaction, type CheckedTransaction } from './transaction-check.js';

/**
 * Gives every envelope of a block its outcome as far as it does not depend on what was read: form, signatures,
 * duplicates and endorsement policies. The ledger then checks the reads.
 */
export function validateBlock(channel: Channel, envelopes: readonly Uint8Array[]): ProposedBlock {
  const seen = new Set<string>();
  const changedPolicies = new Set<string>();
  const transactions = envelopes.map((envelope): BlockTransaction => {
    let checked: CheckedTransaction | undefined;
    try {
      checked = checkTransaction(channel, envelope);
      const { txId } = checked.envelope.header;
      if (channel.ledger.transaction(txId) !== undefined || seen.has(txId)) {
        throw new TransactionError(ValidationCode.DUPLICATE_TXID, `transaction ${txId} is on the ledger already`);
      }
      const rwset = readRwset(checked);
      checkEndorsements(channel, checked, rwset, changedPolicies);
      seen.add(txId);
      noteChangedPolicies(rwset, changedPolicies);
      return transactionOf(checked, ValidationCode.VALID, rwset);
    } catch (error) {
      if (!(error instanceof TransactionError)) throw error;
      return checked === undefined ? unchecked(envelope, error.code) : transactionOf(checked, error.code, []);
    }
  });
  return { envelopes, transactions };
}

function readRwset({ action }: CheckedTransaction): NamespaceRwset[] {
  try {
    return decodeRwset(action.results);
  } catch (error) {
    if (error instanceof LedgerError) throw new TransactionError(ValidationCode.BAD_RWSET, error.message);
    throw error;
  }
}

function noteChangedPolicies(rwset: readonly NamespaceRwset[], changed: Set<string>): void {
  for (const { namespace, metadataWrites, collections } of rwset) {
    for (const { key } of metadataWrites) changed.add(policyKey(namespace, '', key));
    for (const { collection, metadataWrites: hashed } of collections) {
      for (const { key } of hashed) changed.add(policyKey(namespace, collection, key));
    }
  }
}

function transactionOf(
  { envelope, action }: CheckedTransaction,
  code: ValidationCodeValue,
  rwset: readonly NamespaceRwset[],
): BlockTransaction {
  const { txId, type, timestamp } = envelope.header;
  return { txId, type, timestamp, code, rwset, event: action.events };
}

function unchecked(bytes: Uint8Array, code: ValidationCodeValue): BlockTransaction {
  try {
    const { txId, type, timestamp } = decodeEnvelope(bytes).header;
    return { txId, type, timestamp, code, rwset: [], event: new Uint8Array(0) };
  } catch {
    return { txId: '', type: -1, timestamp: undefined, code, rwset: [], event: new Uint8Array(0) };
  }
}
