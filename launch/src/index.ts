// SPDX-License-Identifier: Apache-2.0
export { collectionsConfig, type CollectionConfig } from './collections.js';
export { CommandLineError, describeFlags, readFlags, type Flag, type Flags, type Given } from './command-line/flags.js';
export { choice, decimal, integer, path, text, toggle } from './command-line/values.js';
export { connectionOf } from './gateways/connections.js';
export { startDevPeerLedger } from './ledger/devpeer-ledger.js';
export { startFabricLedger, type FabricSettings } from './ledger/fabric-ledger.js';
export type { LedgerAccess, LedgerKind, RunningLedger } from './ledger/running-ledger.js';
export { majorityOf, wattpassChaincode, type WattpassChaincode } from './ledger/wattpass-chaincode.js';
export { maxCapacityErrorPercent } from './report/capacity-error.js';
export { readCapacityReference, type CapacityReference, type ReferenceCapacity } from './report/capacity-reference.js';
export { Report, type ReportBattery } from './report/report-schema.js';
export { openState, pathsOf, StateInUseError, temporaryState, type StateDirectory } from './state-directory.js';
export { channelName, chaincodeName, organisationNamed, organisations, type Organisation } from './topology.js';
