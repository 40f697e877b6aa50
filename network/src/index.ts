// SPDX-License-Identifier: Apache-2.0
export type { CollectionConfig } from '@wattpass/devpeer';
export {
  startNativeNetwork,
  type NativeNetwork,
  type NativeNetworkOptions,
  type NativeOrganization,
} from './native/native-network.js';
export { findFabric, programFolders, type FabricInstallation } from './native/programs.js';
export { connectAuthority } from './native/certificate-authorities.js';
export { writeSigningMsp } from './native/msp-directory.js';
export { inspectNetwork, type NetworkView, type PeerView } from './native/inspect-network.js';
export { deployToTestNetwork, type DeployedToTestNetwork, type TestNetworkDeployment } from './test-network/deploy.js';
export { testNetworkShape, type NetworkShape } from './test-network/shape.js';
export type { Crypto, OrdererOrganizationSpec, OrdererSpec, OrganizationSpec } from './native/topology.js';
export type { ChaincodeDefinition, ChaincodeServer, ChaincodeSpec } from './chaincode/chaincode-spec.js';
export type { Deployment } from './chaincode/lifecycle.js';
export type { Settings, Tuning } from './native/tuning.js';
export { NetworkError, type NetworkErrorCode } from './network-error.js';
