// SPDX-License-Identifier: Apache-2.0
export { startGateway, type RunningGateway } from './start-gateway.js';
export { ConfigError, type ConfigIssue } from './config/config-error.js';
export { connectionSchema, readConnection, type Connection } from './config/connection.js';
export type { GatewayOptions } from './config/options.js';
export { StateLockedError } from './store/lock-file.js';
