// SPDX-License-Identifier: Apache-2.0
import {
  approvalName,
  definitionStructure,
  parametersDifference,
  parametersStructure,
  readApproval,
  readDefinition,
  readSequence,
  type ChaincodeParameters,
} from './chaincode-parameters.js';
import { LifecycleError } from './lifecycle-error.js';
import {
  mismatchesOf,
  readField,
  readMetadata,
  textField,
  writeStructure,
  type HashedState,
  type ReadableState,
  type WritableState,
} from './stored-structure.js';

const SOURCES = 'chaincode-sources';
const LOCAL_PACKAGE = 'ChaincodeLocalPackage';

/** A proposed definition of a chaincode. */
export interface ProposedDefinition {
  readonly name: string;
  readonly sequence: number;
  readonly parameters: ChaincodeParameters;
}

/** What an organisation's approval differs in, by organisation; nothing where it approved this very definition. */
export type Mismatches = ReadonlyMap<string, readonly string[]>;

/** Which organisations approved a definition, going by the hashes of what they wrote. */
export function approvalMismatches(
  { name, sequence, parameters }: ProposedDefinition,
  organizations: ReadonlyMap<string, HashedState>,
): Mismatches {
  const structure = parametersStructure(parameters);
  return new Map(
    [...organizations].map(([mspId, state]) => [
      mspId,
      mismatchesOf(state, 'namespaces', approvalName(name, sequence), structure),
    ]),
  );
}

/** The package that an organisation runs for a sequence number; undefined where it has none recorded. */
export function approvedPackage(state: ReadableState, chaincode: string, sequence: number): string | undefined {
  const name = approvalName(chaincode, sequence);
  if (readMetadata(state, SOURCES, name)?.getDatatype() !== LOCAL_PACKAGE) return undefined;
  return readField(state, SOURCES, name, 'PackageID').getString();
}

/**
 * Records an organisation's approval: of the next definition, or once more of the one that is committed.
 *
 * @throws LifecycleError when the sequence number is another one, or nothing would change.
 */
export function approve(
  definition: ProposedDefinition,
  packageId: string,
  publicState: ReadableState,
  ownState: WritableState,
): void {
  const { name, sequence, parameters } = definition;
  const current = readSequence(publicState, name);
  checkSequence(sequence, current);
  if (sequence === current) {
    checkUnchanged(definition, publicState);
    if (isRepeated(definition, packageId, ownState)) {
      throw new LifecycleError(
        `attempted to redefine the current committed sequence (${current}) for namespace ${name}`,
      );
    }
  } else if (isRepeated(definition, packageId, ownState)) {
    throw new LifecycleError(
      `attempted to redefine uncommitted sequence (${sequence}) for namespace ${name} with unchanged content`,
    );
  }
  const own = approvalName(name, sequence);
  writeStructure(ownState, 'namespaces', own, parametersStructure(parameters));
  writeStructure(ownState, SOURCES, own, { type: LOCAL_PACKAGE, fields: [['PackageID', textField(packageId)]] });
}

function checkSequence(requested: number, current: number): void {
  if (requested === 0 && current === 0) {
    throw new LifecycleError('requested sequence is 0, but first definable sequence number is 1');
  }
  if (requested < current) {
    throw new LifecycleError(`currently defined sequence ${current} is larger than requested sequence ${requested}`);
  }
  if (requested > current + 1) {
    throw new LifecycleError(
      `requested sequence ${requested} is larger than the next available sequence number ${current + 1}`,
    );
  }
}

function checkUnchanged({ name, sequence, parameters }: ProposedDefinition, publicState: ReadableState): void {
  const committed = readDefinition(publicState, name);
  if (committed === undefined) {
    throw new LifecycleError(`missing metadata for currently committed sequence number (${sequence})`);
  }
  const difference = parametersDifference(committed, parameters);
  if (difference !== undefined) {
    throw new LifecycleError(
      `attempted to redefine the current committed sequence (${sequence}) for namespace ${name} with different ` +
        `parameters: ${difference}`,
    );
  }
}

function isRepeated(
  { name, sequence, parameters }: ProposedDefinition,
  packageId: string,
  own: ReadableState,
): boolean {
  const approved = readApproval(own, name, sequence);
  return (
    approved !== undefined &&
    parametersDifference(approved, parameters) === undefined &&
    approvedPackage(own, name, sequence) === packageId
  );
}

/**
 * Which organisations approved the next definition.
 *
 * @throws LifecycleError when it is not the next one.
 */
export function checkCommitReadiness(
  definition: ProposedDefinition,
  publicState: ReadableState,
  organizations: ReadonlyMap<string, HashedState>,
): Mismatches {
  const current = readSequence(publicState, definition.name);
  if (definition.sequence !== current + 1) {
    throw new LifecycleError(
      `requested sequence is ${definition.sequence}, but new definition must be sequence ${current + 1}`,
    );
  }
  return approvalMismatches(definition, organizations);
}

/**
 * Commits a definition, as far as one peer has a say: it must be the next, and the peer's organisation for it.
 *
 * @throws LifecycleError otherwise.
 */
export function commitDefinition(
  definition: ProposedDefinition,
  mspId: string,
  publicState: WritableState,
  organizations: ReadonlyMap<string, HashedState>,
): void {
  const mismatches = checkCommitReadiness(definition, publicState, organizations);
  const { name, sequence, parameters } = definition;
  writeStructure(publicState, 'namespaces', name, definitionStructure(sequence, parameters));
  if (mismatches.get(mspId)?.length !== 0) {
    throw new LifecycleError(`chaincode definition not agreed to by this org (${mspId})`);
  }
}
