// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import {
  bytesField,
  fieldKey,
  integerField,
  metadataKey,
  readField,
  readMetadata,
  type ReadableState,
  type StoredStructure,
} from './stored-structure.js';

const DEFINITION = 'ChaincodeDefinition';
const PARAMETERS = 'ChaincodeParameters';
const FIELDS = ['Sequence', 'EndorsementInfo', 'ValidationInfo', 'Collections'] as const;

/** What the organisations of a channel agree on about a chaincode, its sequence number aside. */
export interface ChaincodeParameters {
  readonly version: string;
  readonly endorsementPlugin: string;
  readonly initRequired: boolean;
  readonly validationPlugin: string;
  /** An encoded ApplicationPolicy: who has to endorse. */
  readonly validationParameter: Uint8Array;
  readonly collections: peer.CollectionConfigPackage;
}

/** A chaincode definition as it is committed. */
export interface CommittedDefinition extends ChaincodeParameters {
  readonly sequence: number;
}

/** The name by which an organisation's approval is kept: each sequence number has its own. */
export function approvalName(chaincode: string, sequence: number): string {
  return `${chaincode}#${sequence}`;
}

/** The keys of a chaincode's definition, which every use of its collections reads. */
export function definitionKeys(chaincode: string): string[] {
  return [metadataKey('namespaces', chaincode), ...FIELDS.map((field) => fieldKey('namespaces', chaincode, field))];
}

/** The key of a chaincode's sequence number, which every invocation reads. */
export function sequenceKey(chaincode: string): string {
  return fieldKey('namespaces', chaincode, 'Sequence');
}

/** The chaincode whose sequence number a key holds. */
export function chaincodeOfSequenceKey(key: string): string | undefined {
  return /^namespaces\/fields\/([^/]+)\/Sequence$/.exec(key)?.[1];
}

/** The parameters as an organisation approves them. */
export function parametersStructure(parameters: ChaincodeParameters): StoredStructure {
  return { type: PARAMETERS, fields: parameterFields(parameters) };
}

/** The definition as it is committed. */
export function definitionStructure(sequence: number, parameters: ChaincodeParameters): StoredStructure {
  return { type: DEFINITION, fields: [['Sequence', integerField(sequence)], ...parameterFields(parameters)] };
}

function parameterFields(parameters: ChaincodeParameters): StoredStructure['fields'] {
  const endorsement = new peer.lifecycle.ChaincodeEndorsementInfo();
  endorsement.setVersion(parameters.version);
  endorsement.setInitRequired(parameters.initRequired);
  endorsement.setEndorsementPlugin(parameters.endorsementPlugin);
  const validation = new peer.lifecycle.ChaincodeValidationInfo();
  validation.setValidationPlugin(parameters.validationPlugin);
  validation.setValidationParameter(parameters.validationParameter);
  return [
    ['EndorsementInfo', bytesField(endorsement.serializeBinary())],
    ['ValidationInfo', bytesField(validation.serializeBinary())],
    ['Collections', bytesField(parameters.collections.serializeBinary())],
  ];
}

/** The sequence number that is committed; 0 when the chaincode is not defined. */
export function readSequence(state: ReadableState, chaincode: string): number {
  return readField(state, 'namespaces', chaincode, 'Sequence').getInt64();
}

/** The committed definition, if the chaincode is defined. */
export function readDefinition(state: ReadableState, chaincode: string): CommittedDefinition | undefined {
  if (readMetadata(state, 'namespaces', chaincode)?.getDatatype() !== DEFINITION) return undefined;
  return { sequence: readSequence(state, chaincode), ...readFields(state, chaincode) };
}

/** What an organisation approved, if it did. */
export function readApproval(
  state: ReadableState,
  chaincode: string,
  sequence: number,
): ChaincodeParameters | undefined {
  const name = approvalName(chaincode, sequence);
  if (readMetadata(state, 'namespaces', name)?.getDatatype() !== PARAMETERS) return undefined;
  return readFields(state, name);
}

function readFields(state: ReadableState, name: string): ChaincodeParameters {
  const bytes = (field: (typeof FIELDS)[number]): Uint8Array =>
    readField(state, 'namespaces', name, field).getBytes_asU8();
  const endorsement = peer.lifecycle.ChaincodeEndorsementInfo.deserializeBinary(bytes('EndorsementInfo'));
  const validation = peer.lifecycle.ChaincodeValidationInfo.deserializeBinary(bytes('ValidationInfo'));
  return {
    version: endorsement.getVersion(),
    endorsementPlugin: endorsement.getEndorsementPlugin(),
    initRequired: endorsement.getInitRequired(),
    validationPlugin: validation.getValidationPlugin(),
    validationParameter: validation.getValidationParameter_asU8(),
    collections: peer.CollectionConfigPackage.deserializeBinary(bytes('Collections')),
  };
}

/** Says in Fabric's words what differs between two sets of parameters, if anything does. */
export function parametersDifference(expected: ChaincodeParameters, passed: ChaincodeParameters): string | undefined {
  const texts = [
    ['Version', expected.version, passed.version],
    ['EndorsementPlugin', expected.endorsementPlugin, passed.endorsementPlugin],
    ['InitRequired', String(expected.initRequired), String(passed.initRequired)],
    ['ValidationPlugin', expected.validationPlugin, passed.validationPlugin],
    ['ValidationParameter', hex(expected.validationParameter), hex(passed.validationParameter)],
  ] as const;
  for (const [name, before, after] of texts) {
    if (before !== after) return `expected ${name} '${before}' does not match passed ${name} '${after}'`;
  }
  const collections = Buffer.compare(expected.collections.serializeBinary(), passed.collections.serializeBinary());
  return collections === 0 ? undefined : 'Collections do not match';
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
