// SPDX-License-Identifier: Apache-2.0
/** An organisation's ledger and authority without a gateway: what a program needs that reads the chain itself. */
export { connectionSchema, readConnection, type Connection } from './config/connection.js';
export { CertificateAuthorityError, type Credentials } from './fabric/certificate-authority.js';
export { FabricCaClient } from './fabric/fabric-ca-client.js';
export { GatewayPool } from './fabric/gateway-pool.js';
export { connectPeer } from './fabric/grpc-client.js';
