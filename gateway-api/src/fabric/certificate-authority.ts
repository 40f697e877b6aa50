// SPDX-License-Identifier: Apache-2.0

/** A certificate with its key, both PEM. */
export interface Credentials {
  readonly certificate: string;
  readonly privateKey: string;
}

/** A new identity at the CA. Every attribute goes into its certificates. */
export interface Registration {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The port to the organisation's certificate authority. Fails with a {@link CertificateAuthorityError} alone. */
export abstract class CertificateAuthority {
  /** Certifies a fresh key of an identity that proves itself by its secret. */
  abstract enroll(id: string, secret: string): Promise<Credentials>;
  /** Certifies a fresh key of an identity that proves itself by its present certificate. */
  abstract reenroll(id: string, current: Credentials): Promise<Credentials>;
  /** Makes an identity, in the registrar's name; gives the secret it enrols with, once. */
  abstract register(registrar: Credentials, registration: Registration): Promise<string>;
  /** Revokes an identity and all its certificates, in the registrar's name. */
  abstract revoke(registrar: Credentials, id: string): Promise<void>;
}

/** The certificate authority refused or did not answer. */
export class CertificateAuthorityError extends Error {
  constructor(
    readonly code: 'CA_UNAVAILABLE' | 'CA_REFUSED' | 'CA_IDENTITY_EXISTS',
    detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.name = 'CertificateAuthorityError';
  }

  /** Whether the same request may succeed later. */
  get retryable(): boolean {
    return this.code === 'CA_UNAVAILABLE';
  }
}
