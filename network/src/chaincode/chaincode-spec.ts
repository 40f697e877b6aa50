// SPDX-License-Identifier: Apache-2.0
import type { CollectionConfig } from '@wattpass/devpeer';

/** How a chaincode server is started; it learns its address and package from its environment. */
export interface ChaincodeServer {
  readonly command: string;
  readonly args?: readonly string[] | undefined;
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** What the organisations of a channel agree on about a chaincode. */
export interface ChaincodeDefinition {
  readonly name: string;
  readonly version: string;
  /** Definition's number; by default one more than the committed one whenever the definition has changed. */
  readonly sequence?: number | undefined;
  /** Signature policy; the channel's `Endorsement` policy by default. */
  readonly endorsementPolicy?: string | undefined;
  readonly collections?: readonly CollectionConfig[] | undefined;
}

/** A chaincode to deploy, with how it is served. */
export interface ChaincodeSpec extends ChaincodeDefinition {
  readonly server: ChaincodeServer;
}
