// SPDX-License-Identifier: Apache-2.0
export { startGateway, type RunningGateway } from './start-gateway.js';
export { ConfigError, type ConfigIssue } from './config/config-error.js';
export { connectionSchema, readConnection, type Connection } from './config/connection.js';
export type { GatewayOptions } from './config/options.js';
export { StateLockedError } from './store/lock-file.js';
export { CertificateAuthorityError, type Credentials } from './fabric/certificate-authority.js';
export { FabricCaClient } from './fabric/fabric-ca-client.js';
export { GatewayPool } from './fabric/gateway-pool.js';
export { connectPeer } from './fabric/grpc-client.js';
