// SPDX-License-Identifier: Apache-2.0
import type { CaContext } from './ca-context.js';

/** Interface version that is answered for; clients use it to tell what a server can do. */
const SERVER_VERSION = '1.5.0-devpeer';

/** What the authority says of itself; there are no anonymous credentials, so their keys are empty. */
export interface CaInfo {
  readonly CAName: string;
  /** Base64 of the PEM certificate. */
  readonly CAChain: string;
  readonly IssuerPublicKey: string;
  readonly IssuerRevocationPublicKey: string;
  readonly Version: string;
}

/** `cainfo`: name and certificate of the authority, for everybody. */
export function caInfo(ca: CaContext): CaInfo {
  return {
    CAName: ca.organization.ca.name,
    CAChain: Buffer.from(ca.organization.ca.certPem).toString('base64'),
    IssuerPublicKey: '',
    IssuerRevocationPublicKey: '',
    Version: SERVER_VERSION,
  };
}
