// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { ProposedDefinition } from './approvals.js';
import { DEFAULT_ENDORSEMENT, encodeApplicationPolicy } from './application-policy.js';
import type { ChaincodeParameters, CommittedDefinition } from './chaincode-parameters.js';
import { LifecycleError } from './lifecycle-error.js';
import { DEFAULT_PLUGINS } from './option-parameters.js';

const { lifecycle } = peer;

type DefinitionArguments =
  | peer.lifecycle.ApproveChaincodeDefinitionForMyOrgArgs
  | peer.lifecycle.CommitChaincodeDefinitionArgs
  | peer.lifecycle.CheckCommitReadinessArgs;

/** The definition that a request is about, with Fabric's defaults where it says nothing. */
export function proposedDefinition(request: DefinitionArguments): ProposedDefinition {
  const validationParameter = request.getValidationParameter_asU8();
  return {
    name: request.getName(),
    sequence: request.getSequence(),
    parameters: {
      version: request.getVersion(),
      endorsementPlugin: request.getEndorsementPlugin() || DEFAULT_PLUGINS.endorsementPlugin,
      initRequired: request.getInitRequired(),
      validationPlugin: request.getValidationPlugin() || DEFAULT_PLUGINS.validationPlugin,
      validationParameter:
        validationParameter.length > 0
          ? validationParameter
          : encodeApplicationPolicy(DEFAULT_ENDORSEMENT).serializeBinary(),
      collections: request.getCollections() ?? new peer.CollectionConfigPackage(),
    },
  };
}

/** @throws LifecycleError for a definition that asks for what is not done here. */
export function checkSupported({ parameters }: ProposedDefinition): void {
  if (parameters.initRequired) throw new LifecycleError('devpeer does not call Init, so it cannot be required');
}

interface DefinitionResult {
  setSequence(value: number): void;
  setVersion(value: string): void;
  setEndorsementPlugin(value: string): void;
  setValidationPlugin(value: string): void;
  setValidationParameter(value: Uint8Array): void;
  setInitRequired(value: boolean): void;
  setCollections(value: peer.CollectionConfigPackage): void;
}

/** Fills what all answers about a definition have in common. */
export function describeDefinition<T extends DefinitionResult>(
  result: T,
  sequence: number,
  parameters: ChaincodeParameters,
): T {
  result.setSequence(sequence);
  result.setVersion(parameters.version);
  result.setEndorsementPlugin(parameters.endorsementPlugin);
  result.setValidationPlugin(parameters.validationPlugin);
  result.setValidationParameter(parameters.validationParameter);
  result.setInitRequired(parameters.initRequired);
  result.setCollections(parameters.collections);
  return result;
}

/** An entry of the list of definitions. */
export function listedDefinition(
  name: string,
  definition: CommittedDefinition,
): peer.lifecycle.QueryChaincodeDefinitionsResult.ChaincodeDefinition {
  const entry = new lifecycle.QueryChaincodeDefinitionsResult.ChaincodeDefinition();
  entry.setName(name);
  return describeDefinition(entry, definition.sequence, definition);
}

/** Where an organisation says a chaincode's package is. */
export function chaincodeSource(packageId: string): peer.lifecycle.ChaincodeSource {
  const source = new lifecycle.ChaincodeSource();
  if (packageId === '') {
    source.setUnavailable(new lifecycle.ChaincodeSource.Unavailable());
    return source;
  }
  const local = new lifecycle.ChaincodeSource.Local();
  local.setPackageId(packageId);
  source.setLocalPackage(local);
  return source;
}
