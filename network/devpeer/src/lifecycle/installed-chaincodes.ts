// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { Channel } from '../channel/channel.js';
import { NotFoundError, LifecycleError } from './lifecycle-error.js';

/** A chaincode that the options have the devpeer run. */
export interface InstalledChaincode {
  readonly name: string;
  readonly packageId: string;
}

const { lifecycle } = peer;

type Reference = peer.lifecycle.QueryInstalledChaincodeResult.Chaincode;

function labelOf(packageId: string): string {
  const colon = packageId.lastIndexOf(':');
  return colon < 0 ? packageId : packageId.slice(0, colon);
}

function used({ chaincodes }: Channel, { name }: InstalledChaincode): { name: string; version: string }[] {
  const definition = chaincodes.get(name);
  return definition === undefined ? [] : [{ name, version: definition.version }];
}

/** The answer about one package; throws {@link NotFoundError}. */
export function queryInstalledChaincode(
  channel: Channel,
  installed: readonly InstalledChaincode[],
  packageId: string,
): Uint8Array {
  const found = installed.find((one) => one.packageId === packageId);
  if (found === undefined) {
    throw new LifecycleError(`could not find chaincode with package id '${packageId}'`);
  }
  const result = new lifecycle.QueryInstalledChaincodeResult();
  result.setPackageId(packageId);
  result.setLabel(labelOf(packageId));
  const references = new lifecycle.QueryInstalledChaincodeResult.References();
  const chaincodes = used(channel, found).map(({ name, version }): Reference => {
    const chaincode = new lifecycle.QueryInstalledChaincodeResult.Chaincode();
    chaincode.setName(name);
    chaincode.setVersion(version);
    return chaincode;
  });
  references.setChaincodesList(chaincodes);
  if (chaincodes.length > 0) result.getReferencesMap().set(channel.name, references);
  return result.serializeBinary();
}

/** The list of all packages. */
export function queryInstalledChaincodes(channel: Channel, installed: readonly InstalledChaincode[]): Uint8Array {
  const { References, Chaincode, InstalledChaincode: Entry } = lifecycle.QueryInstalledChaincodesResult;
  const result = new lifecycle.QueryInstalledChaincodesResult();
  for (const one of installed) {
    const entry = new Entry();
    entry.setPackageId(one.packageId);
    entry.setLabel(labelOf(one.packageId));
    for (const { name, version } of used(channel, one)) {
      const chaincode = new Chaincode();
      chaincode.setName(name);
      chaincode.setVersion(version);
      const references = new References();
      references.addChaincodes(chaincode);
      entry.getReferencesMap().set(channel.name, references);
    }
    result.addInstalledChaincodes(entry);
  }
  return result.serializeBinary();
}

/** Chaincode here comes from the options, so there are no packages to give. */
export function getInstalledPackage(packageId: string): never {
  throw new NotFoundError(`chaincode install package '${packageId}' not found`);
}

/** Chaincode here comes from the options, so none is installed by a package. */
export function installPackage(): never {
  throw new LifecycleError('devpeer runs the chaincodes of its options and installs no packages');
}
