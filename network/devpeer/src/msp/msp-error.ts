// SPDX-License-Identifier: Apache-2.0

/** Why an identity was refused. */
export type MspErrorCode =
  | 'MALFORMED_IDENTITY'
  | 'UNKNOWN_MSP'
  | 'UNTRUSTED_CERTIFICATE'
  | 'NOT_AN_IDENTITY'
  | 'REVOKED'
  | 'NO_SINGLE_ROLE'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'MALFORMED_CONFIG';

/** The one error of the membership boundary; `message` words the reason as a Fabric peer does where one exists. */
export class MspError extends Error {
  constructor(
    readonly code: MspErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'MspError';
  }
}
