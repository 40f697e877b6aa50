// SPDX-License-Identifier: Apache-2.0
import { common, msp, peer } from '@hyperledger/fabric-protos';

const { lifecycle } = peer;

/** A definition as the cases propose it. */
export interface DefinitionArguments {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
  /** Organisations any one of whose peers may endorse; without, the channel's default. */
  readonly endorsers?: readonly string[];
  /** Names of collections of which alpha alone is a member. */
  readonly collections?: readonly string[];
  readonly packageId?: string;
}

interface DefinitionRequest {
  setName(value: string): void;
  setVersion(value: string): void;
  setSequence(value: number): void;
  setValidationParameter(value: Uint8Array): void;
  setCollections(value: peer.CollectionConfigPackage): void;
  serializeBinary(): Uint8Array;
}

function fill<T extends DefinitionRequest>(request: T, definition: DefinitionArguments): T {
  request.setName(definition.name);
  request.setVersion(definition.version);
  request.setSequence(definition.sequence);
  if (definition.endorsers !== undefined) {
    const policy = new peer.ApplicationPolicy();
    policy.setSignaturePolicy(anyOf(definition.endorsers, msp.MSPRole.MSPRoleType.PEER));
    request.setValidationParameter(policy.serializeBinary());
  }
  if (definition.collections !== undefined) request.setCollections(collectionsOf(definition.collections));
  return request;
}

/** Arguments of ApproveChaincodeDefinitionForMyOrg. */
export function approveArguments(definition: DefinitionArguments): Uint8Array {
  const request = fill(new lifecycle.ApproveChaincodeDefinitionForMyOrgArgs(), definition);
  const source = new lifecycle.ChaincodeSource();
  if (definition.packageId === undefined) {
    source.setUnavailable(new lifecycle.ChaincodeSource.Unavailable());
  } else {
    const local = new lifecycle.ChaincodeSource.Local();
    local.setPackageId(definition.packageId);
    source.setLocalPackage(local);
  }
  request.setSource(source);
  return request.serializeBinary();
}

/** Arguments of CommitChaincodeDefinition. */
export function commitArguments(definition: DefinitionArguments): Uint8Array {
  return fill(new lifecycle.CommitChaincodeDefinitionArgs(), definition).serializeBinary();
}

/** Arguments of CheckCommitReadiness. */
export function readinessArguments(definition: DefinitionArguments): Uint8Array {
  return fill(new lifecycle.CheckCommitReadinessArgs(), definition).serializeBinary();
}

/** Arguments of QueryApprovedChaincodeDefinition. */
export function approvedArguments(name: string, sequence = 0): Uint8Array {
  const request = new lifecycle.QueryApprovedChaincodeDefinitionArgs();
  request.setName(name);
  request.setSequence(sequence);
  return request.serializeBinary();
}

/** Arguments of QueryChaincodeDefinition. */
export function definitionArguments(name: string): Uint8Array {
  const request = new lifecycle.QueryChaincodeDefinitionArgs();
  request.setName(name);
  return request.serializeBinary();
}

/** The policy that any one member with a role may satisfy. */
function anyOf(
  mspIds: readonly string[],
  role: msp.MSPRole.MSPRoleTypeMap[keyof msp.MSPRole.MSPRoleTypeMap],
): common.SignaturePolicyEnvelope {
  const gate = new common.SignaturePolicy.NOutOf();
  gate.setN(1);
  const envelope = new common.SignaturePolicyEnvelope();
  mspIds.forEach((mspId, index) => {
    const signer = new common.SignaturePolicy();
    signer.setSignedBy(index);
    gate.addRules(signer);
    const content = new msp.MSPRole();
    content.setMspIdentifier(mspId);
    content.setRole(role);
    const principal = new msp.MSPPrincipal();
    principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
    principal.setPrincipal(content.serializeBinary());
    envelope.addIdentities(principal);
  });
  const rule = new common.SignaturePolicy();
  rule.setNOutOf(gate);
  envelope.setRule(rule);
  return envelope;
}

function collectionsOf(names: readonly string[]): peer.CollectionConfigPackage {
  const configurations = new peer.CollectionConfigPackage();
  for (const name of names) {
    const members = new peer.CollectionPolicyConfig();
    members.setSignaturePolicy(anyOf(['AlphaMSP'], msp.MSPRole.MSPRoleType.MEMBER));
    const collection = new peer.StaticCollectionConfig();
    collection.setName(name);
    collection.setMemberOrgsPolicy(members);
    collection.setMaximumPeerCount(1);
    const configuration = new peer.CollectionConfig();
    configuration.setStaticCollectionConfig(collection);
    configurations.addConfig(configuration);
  }
  return configurations;
}
