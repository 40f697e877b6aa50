// SPDX-License-Identifier: Apache-2.0
import type { FabricErrorCode } from '../fabric/fabric-error.js';

/** What this gateway refuses by itself, apart from what comes from the ledger or the CA. */
export type GatewayErrorCode =
  | 'UNAUTHENTICATED'
  | 'METHOD_NOT_ALLOWED'
  | 'MALFORMED_REQUEST'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'IDEMPOTENCY_KEY_REQUIRED'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'IDEMPOTENCY_IN_FLIGHT'
  | 'INVALID_CURSOR'
  | 'SAGA_UNFINISHED'
  | 'CA_UNAVAILABLE'
  | 'CA_REFUSED'
  | 'CA_IDENTITY_EXISTS';

/** Every code a problem can carry. */
export type ProblemCode = FabricErrorCode | GatewayErrorCode;

/** How a code answers over HTTP. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly retryable?: true;
}

/** The one table from codes to HTTP; also served as the documents that `type` points to. */
export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  INVALID_INPUT: { status: 400, title: 'The input does not fit its schema' },
  MALFORMED_REQUEST: { status: 400, title: 'The request cannot be read' },
  INVALID_CURSOR: { status: 400, title: 'The cursor does not belong to this list' },
  IDEMPOTENCY_KEY_REQUIRED: { status: 400, title: 'A POST needs an Idempotency-Key' },
  UNAUTHENTICATED: { status: 401, title: 'No valid API key' },
  FORBIDDEN: { status: 403, title: 'The caller may not do this' },
  UNAUTHENTICATED_ROLE: { status: 403, title: 'The consortium grants the caller no role' },
  IDENTITY_REFUSED: { status: 403, title: "The ledger does not accept the caller's certificate" },
  NOT_FOUND: { status: 404, title: 'There is no such thing' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The resource has no such method' },
  ALREADY_EXISTS: { status: 409, title: 'It exists already, with other content' },
  ILLEGAL_STATUS: { status: 409, title: 'The status allows no such step' },
  CONFLICT: { status: 409, title: 'Another open record excludes this one' },
  NOT_SEALED: { status: 409, title: 'The private record to confirm is not there' },
  COIN_NOT_LIVE: { status: 409, title: 'A coin is spent or was never made' },
  ESCROW_CLOSED: { status: 409, title: 'The escrow has ended or was never locked' },
  COMMIT_CONFLICT: { status: 409, title: 'Another transaction came first', retryable: true },
  IDEMPOTENCY_IN_FLIGHT: { status: 409, title: 'A request with this key is being worked on', retryable: true },
  CA_IDENTITY_EXISTS: { status: 409, title: 'The certificate authority knows this identity already' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The media type is not supported' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'The key was used for another request' },
  RULE_VIOLATION: { status: 422, title: 'A rule of the consortium refuses' },
  COMMITMENT_MISMATCH: { status: 422, title: 'The private data do not match their commitment' },
  CLOCK_SKEW: { status: 422, title: "The transaction's time is too far from the peers' clocks" },
  PAYLOAD_EXPIRED: { status: 422, title: 'The signed payload came too late' },
  SIGNATURE_INVALID: { status: 422, title: 'The signature does not verify' },
  INTERNAL: { status: 500, title: 'Something went wrong here' },
  LEDGER_REFUSED: { status: 502, title: 'The ledger refuses' },
  ENDORSEMENT_MISMATCH: { status: 502, title: 'The organisations computed different results', retryable: true },
  ENDORSEMENT_POLICY: { status: 502, title: 'Too few organisations endorsed' },
  TRANSACTION_INVALID: { status: 502, title: 'The transaction was found invalid' },
  CA_REFUSED: { status: 502, title: 'The certificate authority refuses' },
  LEDGER_UNAVAILABLE: { status: 503, title: 'The ledger does not answer', retryable: true },
  CHAINCODE_UNAVAILABLE: { status: 503, title: 'The chaincode does not answer', retryable: true },
  ENDORSERS_UNAVAILABLE: { status: 503, title: 'Too few organisations answer to endorse', retryable: true },
  LEDGER_BUSY: { status: 503, title: 'The ledger is busy', retryable: true },
  LEDGER_BEHIND: { status: 503, title: 'The own peer has not come so far yet', retryable: true },
  PRIVATE_DATA_PENDING: { status: 503, title: 'The private data have not arrived yet', retryable: true },
  CA_UNAVAILABLE: { status: 503, title: 'The certificate authority does not answer', retryable: true },
  SAGA_UNFINISHED: { status: 503, title: 'The steps are not finished yet and go on', retryable: true },
  LEDGER_TIMEOUT: { status: 504, title: 'The ledger did not answer in time', retryable: true },
  OUTCOME_UNKNOWN: { status: 202, title: 'Submitted, outcome not known yet' },
};

/** One place in a request and the rule it breaks; `pointer` is a JSON pointer (RFC 6901) into the body or the query. */
export interface FieldError {
  readonly pointer: string;
  readonly rule: string;
}

/** What a problem says beyond its code. */
export interface ProblemFacts {
  readonly errors?: readonly FieldError[];
  readonly txId?: string;
  readonly txIds?: readonly string[];
  /** Further members, as a contract gave them, such as the legal steps. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A refusal on its way to the problem filter. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly facts: ProblemFacts = {},
  ) {
    super(`${code}: ${detail}`, { cause: facts.cause });
    this.name = 'Problem';
  }
}

/** An answer in `application/problem+json` (RFC 9457). */
export interface ProblemDocument extends Omit<ProblemFacts, 'cause'> {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly retryable: boolean;
}

/** The document of a problem; `instance` is the path that was asked. */
export function problemDocument(problem: Problem, instance: string, requestId: string): ProblemDocument {
  const kind = problemKinds[problem.code];
  const { errors, txId, txIds, data } = problem.facts;
  return {
    type: problemType(problem.code),
    title: kind.title,
    status: kind.status,
    detail: problem.detail,
    instance,
    code: problem.code,
    requestId,
    retryable: kind.retryable === true,
    ...(errors === undefined ? {} : { errors }),
    ...(txId === undefined ? {} : { txId }),
    ...(txIds === undefined ? {} : { txIds }),
    ...(data === undefined || Object.keys(data).length === 0 ? {} : { data }),
  };
}

/** The path of a code's own page: `/problems/not-found`. */
export function problemType(code: ProblemCode): string {
  return `/problems/${code.toLowerCase().replaceAll('_', '-')}`;
}
