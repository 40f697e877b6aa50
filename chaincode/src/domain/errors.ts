// SPDX-License-Identifier: Apache-2.0

/** Every code a contract answers with. Callers branch on the code, never on the prose. */
export const errorCodes = [
  'INVALID_INPUT', // the input does not fit its schema; data.issues names pointer and rule
  'UNAUTHENTICATED_ROLE', // the certificate names no role the registry grants to its organisation
  'FORBIDDEN', // the role, the organisation or the person may not do this
  'NOT_FOUND', // the named record does not exist
  'ALREADY_EXISTS', // a record stands under that identity with other content
  'ILLEGAL_STATUS', // the status machine has no such step; data.legal lists those it has
  'CONFLICT', // another open record excludes this one (a move already offered, a vote already cast)
  'COMMITMENT_MISMATCH', // the private bytes do not hash to the announced commitment
  'NOT_SEALED', // the private record that this step confirms has not been written
  'RULE_VIOLATION', // a rule of the domain refuses; data.rule names it
  'SIGNATURE_INVALID', // a signature is not by the key, or not in the one form there is of it; data.rule names what
  'PAYLOAD_EXPIRED', // a signed payload came after its notAfter
  'COIN_NOT_LIVE', // a coin or note is spent or was never made; data.coins names them
  'ESCROW_CLOSED', // an escrow has ended, or was never locked
  'CLOCK_SKEW', // the transaction's timestamp is too far from the endorsing peer's clock
  'INTERNAL', // a fault of the contract itself
] as const;

/** One of {@link errorCodes}. */
export type ErrorCode = (typeof errorCodes)[number];

/** Machine-readable facts about an error: the field, the rule, the legal alternatives. JSON only. */
export type ErrorData = Readonly<Record<string, unknown>>;

const MARK = 'wattpass.domain-error';

/** A refusal by a rule of the domain. Crosses the wire as one line of JSON, because only an error's message does. */
export class DomainError extends Error {
  /** Survives two copies of this module in one process, where `instanceof` does not. */
  readonly mark = MARK;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly data: ErrorData = {},
  ) {
    super(detail);
    this.name = 'DomainError';
  }
}

/** Whether `error` is a {@link DomainError} of this or another copy of the module. */
export function isDomainError(error: unknown): error is DomainError {
  return error instanceof Error && (error as Partial<DomainError>).mark === MARK;
}

/** The line that goes over the wire: `{"code","data","detail"}`. */
export function encodeError(error: unknown): string {
  if (isDomainError(error)) {
    return JSON.stringify({ code: error.code, detail: error.detail, data: error.data });
  }
  const detail = error instanceof Error ? error.message : String(error);
  return JSON.stringify({ code: 'INTERNAL', detail, data: {} });
}

/** Reads a line written by {@link encodeError} out of a peer's message, which may put prose before it. */
export function decodeError(message: string): DomainError | undefined {
  const start = message.indexOf('{"code":"');
  if (start < 0) {
    return undefined;
  }
  try {
    const parsed = JSON.parse(message.slice(start, message.lastIndexOf('}') + 1)) as Partial<DomainError>;
    const code = errorCodes.find((known) => known === parsed.code);
    return code === undefined ? undefined : new DomainError(code, parsed.detail ?? code, parsed.data ?? {});
  } catch {
    return undefined; // prose that merely looks like one of our lines: the caller keeps the peer's own message
  }
}
