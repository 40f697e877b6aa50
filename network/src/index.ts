// SPDX-License-Identifier: Apache-2.0
export {
  startNativeNetwork,
  type NativeNetwork,
  type NativeNetworkOptions,
  type NativeOrganization,
} from './native/native-network.js';
export { findFabric, programFolders, type FabricInstallation } from './native/programs.js';
export type { OrganizationSpec } from './native/topology.js';
export type { ChaincodeServer, ChaincodeSpec, CollectionConfig } from './chaincode/chaincode-spec.js';
export { NetworkError, type NetworkErrorCode } from './network-error.js';
