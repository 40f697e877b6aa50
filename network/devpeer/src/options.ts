// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeCommand } from './chaincode/chaincode-processes.js';
import type { CollectionConfig } from './channel/chaincode-definition.js';
import type { Log } from './log.js';

/** An organisation of the network. */
export interface OrganizationOptions {
  /** Short lower-case name, e.g. `operator`. */
  readonly name: string;
  readonly mspId: string;
  /** DNS domain of its nodes; `<name>.localhost` by default. */
  readonly domain?: string | undefined;
  /** Port of its peer; a free one by default. */
  readonly peerPort?: number | undefined;
  /** Port of its certificate authority; a free one by default. */
  readonly caPort?: number | undefined;
}

/** A chaincode that the channel has agreed on. */
export interface ChaincodeOptions {
  readonly name: string;
  readonly version: string;
  readonly sequence?: number | undefined;
  /** A signature policy, or a reference such as `/Channel/Application/Endorsement` (the default: a majority). */
  readonly endorsementPolicy?: string | undefined;
  readonly collections?: readonly CollectionConfig[] | undefined;
  /**
   * A command that is started once for each organisation, or the address of a server that runs already and serves
   * all of them (which then has to register with `packageId`).
   */
  readonly server: ChaincodeCommand | { readonly address: string };
  /** How the chaincode registers; by default derived from name, version and command. */
  readonly packageId?: string | undefined;
}

/** What to start. */
export interface DevPeerOptions {
  /** Where keys, certificates and the ledger are kept. */
  readonly stateDir: string;
  readonly organizations: readonly OrganizationOptions[];
  readonly channel: string;
  readonly chaincodes: readonly ChaincodeOptions[];
  /** How long a block waits to be filled, in milliseconds; with 0 (the default) it waits for the block before it only. */
  readonly batchTimeoutMs?: number | undefined;
  /** How many transactions a block holds at most; 500 by default. */
  readonly maxMessageCount?: number | undefined;
  /** How long a chaincode call may take, in milliseconds; 30,000 by default. */
  readonly executeTimeoutMs?: number | undefined;
  /** Receives the log; warnings and errors go to standard error by default. */
  readonly log?: Log | undefined;
}

/** An option that cannot be used. */
export class DevPeerOptionsError extends Error {
  readonly code = 'DEVPEER_OPTIONS';

  constructor(
    /** Where the option is, as in `organizations[1].mspId`. */
    readonly field: string,
    rule: string,
  ) {
    super(`${field}: ${rule}`);
    this.name = 'DevPeerOptionsError';
  }
}

const CHANNEL_NAME = /^[a-z][a-z0-9.-]{0,248}$/;
const ORGANIZATION_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const MSP_ID = /^[A-Za-z0-9._-]+$/;
const CHAINCODE_NAME = /^[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*$/;
const CHAINCODE_VERSION = /^[A-Za-z0-9_.+-]+$/;

/**
 * Checks the options by Fabric's rules for names.
 *
 * @throws DevPeerOptionsError naming the first field that breaks one.
 */
export function checkOptions(options: DevPeerOptions): void {
  check(typeof options.stateDir === 'string' && options.stateDir !== '', 'stateDir', 'must be the path of a directory');
  check(Array.isArray(options.organizations), 'organizations', 'must be a list');
  check(Array.isArray(options.chaincodes), 'chaincodes', 'must be a list');
  check(CHANNEL_NAME.test(options.channel), 'channel', 'must be lower-case letters, digits, dots and dashes');
  check(options.organizations.length > 0, 'organizations', 'must name at least one');
  checkUnique(options.organizations, 'organizations', 'name');
  checkUnique(options.organizations, 'organizations', 'mspId');
  checkUnique(options.chaincodes, 'chaincodes', 'name');
  options.organizations.forEach((organization, index) => {
    const field = `organizations[${index}]`;
    check(ORGANIZATION_NAME.test(organization.name), `${field}.name`, 'must be lower-case letters, digits and dashes');
    check(MSP_ID.test(organization.mspId), `${field}.mspId`, 'must be letters, digits, dots, dashes and underscores');
    checkInteger(organization.peerPort, `${field}.peerPort`, 0, 65535);
    checkInteger(organization.caPort, `${field}.caPort`, 0, 65535);
  });
  options.chaincodes.forEach((chaincode, index) => {
    checkChaincode(chaincode, `chaincodes[${index}]`);
  });
  checkInteger(options.batchTimeoutMs, 'batchTimeoutMs', 0, 60_000);
  checkInteger(options.maxMessageCount, 'maxMessageCount', 1, 100_000);
  checkInteger(options.executeTimeoutMs, 'executeTimeoutMs', 1, 3_600_000);
}

function checkChaincode(chaincode: ChaincodeOptions, field: string): void {
  check(CHAINCODE_NAME.test(chaincode.name), `${field}.name`, 'must be letters and digits, joined by - or _');
  check(CHAINCODE_VERSION.test(chaincode.version), `${field}.version`, 'must be letters, digits and any of _.+-');
  checkInteger(chaincode.sequence, `${field}.sequence`, 1, Number.MAX_SAFE_INTEGER);
  checkUnique(chaincode.collections ?? [], `${field}.collections`, 'name');
  chaincode.collections?.forEach((collection, index) => {
    checkInteger(collection.blockToLive, `${field}.collections[${index}].blockToLive`, 0, Number.MAX_SAFE_INTEGER);
  });
}

function check(condition: boolean, field: string, rule: string): void {
  if (!condition) throw new DevPeerOptionsError(field, rule);
}

function checkInteger(value: number | undefined, field: string, min: number, max: number): void {
  const valid = value === undefined || (Number.isInteger(value) && value >= min && value <= max);
  check(valid, field, `must be an integer from ${min} to ${max}`);
}

function checkUnique<K extends string>(items: readonly Readonly<Record<K, string>>[], field: string, key: K): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    check(!seen.has(item[key]), `${field}[${index}].${key}`, `is used twice: ${item[key]}`);
    seen.add(item[key]);
  });
}
