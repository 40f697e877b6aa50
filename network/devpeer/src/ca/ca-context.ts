// SPDX-License-Identifier: Apache-2.0
import type { X509Certificate } from 'node:crypto';
import type { Organization } from '../msp/organization.js';
import type { Registry } from './registry.js';

/** What the authority's handlers work on. */
export interface CaContext {
  readonly organization: Organization;
  readonly registry: Registry;
  /** Affiliations that may be given to identities, besides the root. */
  readonly affiliations: readonly string[];
  /** Secrets entered wrongly in a row, by identity; a restart forgives. */
  readonly failedLogins: Map<string, number>;
}

/** A request as the handlers see it. */
export interface CaRequest {
  readonly method: string;
  readonly uri: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Buffer;
}

/** A handler's answer; `result` goes into Fabric CA's envelope. */
export interface CaResponse {
  readonly status: number;
  readonly result: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who has proved to hold a certificate of this authority. */
export interface Caller {
  readonly id: string;
  readonly certificate: X509Certificate;
}
