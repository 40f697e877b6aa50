// SPDX-License-Identifier: Apache-2.0
import type { OrganizationName } from '../network-spec.js';
import type { NodeAddress } from '../wire/node.js';

/** What the suite can run on. */
export type LedgerKind = 'devpeer' | 'fabric';

/** A certificate with its key, in files. */
export interface CredentialFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** An organisation's Fabric CA service. */
export interface AuthorityAccess {
  readonly url: string;
  readonly caName: string;
  readonly tlsCaCertFile: string;
  readonly registrarId: string;
  readonly registrarSecretFile: string;
}

/** A running network with what a test needs of it beside its wire protocols. */
export interface LedgerUnderTest {
  readonly kind: LedgerKind;
  /** Product and version, e.g. `Fabric v3.1.5`. */
  readonly version: string;
  readonly peers: Readonly<Record<OrganizationName, NodeAddress>>;
  readonly orderer: NodeAddress;
  /** Certificate and key of an organisation's root. */
  readonly roots: Readonly<Record<OrganizationName, CredentialFiles>>;
  readonly admins: Readonly<Record<OrganizationName, CredentialFiles>>;
  readonly peerCredentials: Readonly<Record<OrganizationName, CredentialFiles>>;
  readonly authorities: Readonly<Record<OrganizationName, AuthorityAccess>>;
  /** Whether a revocation at an authority counts only once its list is in the channel's configuration. */
  readonly needsRevocationsInChannel: boolean;
  stop(): Promise<void>;
}
