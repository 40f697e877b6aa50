// SPDX-License-Identifier: Apache-2.0

/** Fabric CA's numbers for what can go wrong; clients tell errors apart by them. */
export const CaErrorCode = {
  unknown: 0,
  methodNotAllowed: 1,
  noAuthorizationHeader: 2,
  readingBody: 3,
  emptyBody: 4,
  badBody: 5,
  certificateNotFound: 8,
  certificateWrongOwner: 9,
  revokedIdentityNotFound: 10,
  missingRevokeArguments: 15,
  affiliation: 16,
  caNotFound: 19,
  authenticationFailure: 20,
  badCsr: 31,
  gettingUser: 49,
  certificateAlreadyRevoked: 66,
  authorizationFailure: 71,
  passwordAttempts: 73,
  duplicateIdentity: 74,
  commonNameMismatch: 77,
  invalidCsr: 80,
  attributeExtension: 81,
  invalidMaxEnrollments: 82,
} as const;

/** The one error of the certificate authority's boundary, answered as it is. */
export class CaError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'CaError';
  }
}

/** The caller is not who it says. What exactly was wrong is not told, so that nobody can probe for names or secrets. */
export function authenticationFailure(): CaError {
  return new CaError(401, CaErrorCode.authenticationFailure, 'Authentication failure');
}

/** The caller may not do this; as with {@link authenticationFailure}, without the reason. */
export function authorizationFailure(): CaError {
  return new CaError(403, CaErrorCode.authorizationFailure, 'Authorization failure');
}
