// SPDX-License-Identifier: Apache-2.0
export { startDevPeer, type DevPeer, type RunningOrganization } from './dev-peer.js';
export {
  DevPeerOptionsError,
  type ChaincodeOptions,
  type DevPeerOptions,
  type OrganizationOptions,
} from './options.js';
export type { ChaincodeCommand } from './chaincode/chaincode-processes.js';
export type { CollectionConfig } from './channel/chaincode-definition.js';
export type { Log, LogLevel } from './log.js';
