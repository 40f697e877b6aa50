// SPDX-License-Identifier: Apache-2.0
import type { Identity } from '../msp/identity.js';

/** A private data collection as the peer sees it. */
export interface Collection {
  readonly name: string;
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
  /** For how many blocks values are kept; 0 for ever. */
  readonly blockToLive: number;
  /** Whether an identity belongs to an organisation that keeps the collection. */
  isMember(identity: Identity): boolean;
  /** Whether the peer of an organisation keeps the collection. */
  isMemberOrganization(mspId: string): boolean;
}

/** The collections of the deployed chaincodes; `undefined` for a name that no chaincode defines. */
export interface Collections {
  find(namespace: string, collection: string): Collection | undefined;
}
