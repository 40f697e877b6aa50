// SPDX-License-Identifier: Apache-2.0

/** What can keep a network from coming up. */
export type NetworkErrorCode =
  | 'PROGRAMS_MISSING'
  | 'PROGRAM_TOO_OLD'
  | 'PROGRAMS_DIFFER'
  | 'PORT_IN_USE'
  | 'STATE_MISMATCH'
  | 'TLS_REFUSED'
  | 'CHAINCODE_SILENT'
  | 'PROGRAM_FAILED'
  | 'NOT_READY'
  | 'CA_REFUSED'
  | 'BAD_TOPOLOGY';

/** The one error of this package; the message says what to do about it. */
export class NetworkError extends Error {
  constructor(
    readonly code: NetworkErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'NetworkError';
  }
}
