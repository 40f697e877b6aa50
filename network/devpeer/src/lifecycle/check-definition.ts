// SPDX-License-Identifier: Apache-2.0
import { msp, type common, type peer } from '@hyperledger/fabric-protos';
import { LifecycleError } from './lifecycle-error.js';

const CHAINCODE_NAME = /^[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*$/;
const CHAINCODE_VERSION = /^[A-Za-z0-9_.+-]+$/;
const COLLECTION_NAME = /^[A-Za-z0-9-]+([A-Za-z0-9_-]+)*$/;
const SYSTEM_NAMES = new Set(['cscc', 'escc', 'lscc', 'qscc', 'vscc']);

/**
 * Checks the names of a proposed definition and its collections, by themselves and against those that are committed.
 *
 * @throws LifecycleError in Fabric's words.
 */
export function checkDefinition(
  { name, version }: { readonly name: string; readonly version: string },
  proposed: peer.CollectionConfigPackage | undefined,
  committed: peer.CollectionConfigPackage | undefined,
  mspIds: readonly string[],
): void {
  refuse(
    !CHAINCODE_NAME.test(name),
    `invalid chaincode name '${name}'. Names can only consist of alphanumerics, '_', and '-' and can only begin with alphanumerics`,
  );
  refuse(SYSTEM_NAMES.has(name), `chaincode name '${name}' is the name of a system chaincode`);
  refuse(
    !CHAINCODE_VERSION.test(version),
    `invalid chaincode version '${version}'. Versions can only consist of alphanumerics, '_', '-', '+', and '.'`,
  );
  const collections = staticConfigs(proposed);
  const seen = new Set<string>();
  for (const collection of collections) {
    checkCollection(collection, seen, mspIds);
    seen.add(collection.getName());
  }
  checkAgainst(collections, staticConfigs(committed));
}

function refuse(condition: boolean, reason: string): void {
  if (condition) throw new LifecycleError(`error validating chaincode definition: ${reason}`);
}

function staticConfigs(configurations: peer.CollectionConfigPackage | undefined): peer.StaticCollectionConfig[] {
  return (configurations?.getConfigList() ?? []).map((one) => {
    const config = one.getStaticCollectionConfig();
    if (config === undefined) {
      throw new LifecycleError(
        'error validating chaincode definition: collection config contains unexpected payload type: <nil>',
      );
    }
    return config;
  });
}

function checkCollection(
  collection: peer.StaticCollectionConfig,
  seen: ReadonlySet<string>,
  mspIds: readonly string[],
): void {
  const name = collection.getName();
  refuse(
    !COLLECTION_NAME.test(name),
    `invalid collection name '${name}'. Names can only consist of alphanumerics, '_', and '-' and cannot begin with '_'`,
  );
  refuse(seen.has(name), `collection-name: ${name} -- found duplicate in collection configuration`);
  const required = collection.getRequiredPeerCount();
  const maximum = collection.getMaximumPeerCount();
  refuse(
    maximum < required,
    `collection-name: ${name} -- maximum peer count (${maximum}) cannot be less than the required peer count (${required})`,
  );
  refuse(required < 0, `collection-name: ${name} -- requiredPeerCount (${required}) cannot be less than zero`);
  const members = collection.getMemberOrgsPolicy();
  refuse(members === undefined, `collection member policy is not set for collection '${name}'`);
  const policy = members?.getSignaturePolicy();
  refuse(policy === undefined, `collection member org policy is empty for collection '${name}'`);
  checkAlternatives(name, policy?.getRule());
  for (const principal of policy?.getIdentitiesList() ?? []) checkPrincipal(name, principal, mspIds);
}

/** Members are named one beside the other: a policy of more than alternatives says nothing about one peer. */
function checkAlternatives(name: string, rule: common.SignaturePolicy | undefined): void {
  const gate = rule?.getNOutOf();
  if (gate === undefined) return;
  refuse(
    gate.getN() !== 1,
    `collection-name: ${name} -- error in member org policy: signature policy is not an OR concatenation, NOutOf ${gate.getN()}`,
  );
  for (const inner of gate.getRulesList()) checkAlternatives(name, inner);
}

function checkPrincipal(name: string, principal: msp.MSPPrincipal, mspIds: readonly string[]): void {
  const { Classification } = msp.MSPPrincipal;
  const content = principal.getPrincipal_asU8();
  const kind = principal.getPrincipalClassification();
  if (kind === Classification.IDENTITY) return;
  const known = kind === Classification.ROLE || kind === Classification.ORGANIZATION_UNIT;
  refuse(!known, `collection-name: ${name} -- principal type ${kind} is not supported`);
  const mspId =
    kind === Classification.ROLE
      ? msp.MSPRole.deserializeBinary(content).getMspIdentifier()
      : msp.OrganizationUnit.deserializeBinary(content).getMspIdentifier();
  refuse(
    !mspIds.includes(mspId),
    `collection-name: ${name} -- collection member '${mspId}' is not part of the channel`,
  );
}

/** Collections stay, with the number of blocks they keep values for. */
function checkAgainst(
  proposed: readonly peer.StaticCollectionConfig[],
  committed: readonly peer.StaticCollectionConfig[],
): void {
  if (committed.length === 0) return;
  refuse(proposed.length === 0, 'the proposed collection config does not contain previously defined collections');
  for (const before of committed) {
    const name = before.getName();
    const now = proposed.find((one) => one.getName() === name);
    refuse(now === undefined, `existing collection [${name}] missing in the proposed collection configuration`);
    refuse(
      now?.getBlockToLive() !== before.getBlockToLive(),
      `the BlockToLive in an existing collection [${name}] modified. Existing value [${before.getBlockToLive()}]`,
    );
  }
}
