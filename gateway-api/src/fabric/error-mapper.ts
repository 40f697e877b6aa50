// SPDX-License-Identifier: Apache-2.0
import { status as grpc } from '@grpc/grpc-js';
import { StatusCode } from '@hyperledger/fabric-gateway';
import { decodeError } from '@wattpass/chaincode/domain';
import { FabricError, type FabricErrorCode, type LedgerErrorCode } from './fabric-error.js';

/** What one peer said. */
interface EndorserMessage {
  readonly message?: string;
  readonly mspId?: string;
}

/** What a failed call of the client library carries; read by shape, because two copies of a class may be loaded. */
interface GatewayFailure {
  readonly message?: string;
  readonly code?: number;
  readonly details?: readonly EndorserMessage[] | string;
  readonly transactionId?: string;
}

/** Fabric gives these refusals as prose alone; this is the only place that knows the sentences. */
const phrases: readonly (readonly [phrase: string, code: FabricErrorCode])[] = [
  ['tx creator does not have read access permission', 'FORBIDDEN'],
  ['tx creator does not have write access permission', 'FORBIDDEN'],
  ['private data matching public hash version is not available', 'PRIVATE_DATA_PENDING'],
  ['ProposalResponsePayloads do not match', 'ENDORSEMENT_MISMATCH'],
  ['exceeding concurrency limit', 'LEDGER_BUSY'],
  ['access denied', 'IDENTITY_REFUSED'],
  ['creator org unknown', 'IDENTITY_REFUSED'],
  ['could not launch chaincode', 'CHAINCODE_UNAVAILABLE'],
  ['chaincode stream terminated', 'CHAINCODE_UNAVAILABLE'],
  ['no combination of peers can be derived', 'ENDORSERS_UNAVAILABLE'],
  ['failed to select a set of endorsers', 'ENDORSERS_UNAVAILABLE'],
  ['failed to find any endorsing peers', 'ENDORSERS_UNAVAILABLE'],
  ['failed to collect enough transaction endorsements', 'ENDORSERS_UNAVAILABLE'],
  ['no peers available to evaluate chaincode', 'CHAINCODE_UNAVAILABLE'],
];

const grpcCodes: Readonly<Record<number, LedgerErrorCode>> = {
  [grpc.UNAVAILABLE]: 'LEDGER_UNAVAILABLE',
  [grpc.DEADLINE_EXCEEDED]: 'LEDGER_TIMEOUT',
  [grpc.RESOURCE_EXHAUSTED]: 'LEDGER_BUSY',
  [grpc.PERMISSION_DENIED]: 'IDENTITY_REFUSED',
};

/** The error of a failed evaluate, endorse, submit or status call. */
export function toFabricError(error: unknown, txId?: string): FabricError {
  if (error instanceof FabricError) {
    return error;
  }
  const failure = error as GatewayFailure;
  const messages = messagesOf(failure);
  const facts = { cause: error, ...withTxId(txId ?? failure.transactionId) };
  const refusal = messages.map((message) => decodeError(message)).find((decoded) => decoded !== undefined);
  const text = messages.join('; ');
  const phrase = phrases.find(([words]) => text.includes(words));
  // what a peer refuses to a contract arrives as the contract's INTERNAL with the peer's sentence in it
  if (refusal !== undefined && (refusal.code !== 'INTERNAL' || phrase === undefined)) {
    return new FabricError(refusal.code, refusal.detail, { ...facts, data: refusal.data });
  }
  return new FabricError(phrase?.[1] ?? grpcCodes[failure.code ?? -1] ?? 'LEDGER_REFUSED', text, facts);
}

/**
 * The error of a failed endorsement. The own peer is asked first: where another organisation's refuses what it accepted,
 * the two are at different blocks or the contract is not deterministic.
 */
export function endorseError(error: unknown, ownMspId: string): FabricError {
  const mapped = toFabricError(error);
  const details = detailsOf(error as GatewayFailure);
  const elsewhere = details.every(({ mspId }) => mspId !== ownMspId);
  const refused = details.some(({ message }) => decodeError(message ?? '') !== undefined);
  return elsewhere && refused
    ? new FabricError('ENDORSEMENT_MISMATCH', `the own peer accepts what others refuse: ${mapped.detail}`, mapped.facts)
    : mapped;
}

/** The error of a transaction that was ordered and found invalid. */
export function commitError(code: number, txId: string): FabricError {
  const name = statusName(code);
  if (code === StatusCode.MVCC_READ_CONFLICT || code === StatusCode.PHANTOM_READ_CONFLICT) {
    return new FabricError('COMMIT_CONFLICT', `another transaction came first (${name})`, { txId, data: { name } });
  }
  if (code === StatusCode.ENDORSEMENT_POLICY_FAILURE) {
    return new FabricError('ENDORSEMENT_POLICY', 'too few organisations endorsed the transaction', { txId });
  }
  return new FabricError('TRANSACTION_INVALID', `the transaction was committed as ${name}`, { txId, data: { name } });
}

/** Fabric's name of a validation code. */
export function statusName(code: number): string {
  const entry = Object.entries(StatusCode).find(([, value]) => value === code);
  return entry?.[0] ?? `CODE_${code}`;
}

function detailsOf({ details }: GatewayFailure): readonly EndorserMessage[] {
  return Array.isArray(details) ? (details as readonly EndorserMessage[]) : [];
}

function messagesOf(failure: GatewayFailure): string[] {
  return [...detailsOf(failure).map((detail) => detail.message ?? ''), failure.message ?? ''].filter(
    (message) => message !== '',
  );
}

function withTxId(txId: string | undefined): { txId?: string } {
  return txId === undefined ? {} : { txId };
}
