// SPDX-License-Identifier: Apache-2.0
import type { Ledger } from '../ledger/ledger.js';
import { LIFECYCLE } from '../lifecycle/stored-structure.js';
import type { Identity } from '../msp/identity.js';
import type { MspManager } from '../msp/msp-manager.js';
import type { ChannelPolicies } from '../policy/channel-policies.js';
import type { Policy } from '../policy/policy.js';
import type { Collections } from '../simulator/collection.js';
import type { VerifiedSignatures } from './verified-signatures.js';
import { implicitCollection, type ChaincodeDefinition, type DefinedCollection } from './chaincode-definition.js';

/** What all peers of a channel share. */
export interface Channel {
  readonly name: string;
  readonly mspIds: readonly string[];
  readonly msps: MspManager;
  readonly signatures: VerifiedSignatures;
  readonly policies: ChannelPolicies;
  readonly ledger: Ledger;
  readonly chaincodes: ChaincodeDefinitions;
  /** Whom private data do not reach at the moment. */
  readonly withheld: WithheldOrganizations;
}

/** The organisations that private data do not reach at the moment, with the height at which that began. */
export class WithheldOrganizations {
  private readonly since = new Map<string, number>();

  /** Keeps private data from an organisation from the block `height` on. */
  withhold(mspId: string, height: number): void {
    if (!this.since.has(mspId)) this.since.set(mspId, height);
  }

  /** Ends that; gives the height at which it began. */
  release(mspId: string): number | undefined {
    const height = this.since.get(mspId);
    this.since.delete(mspId);
    return height;
  }

  has(mspId: string): boolean {
    return this.since.has(mspId);
  }
}

/** The chaincodes that a channel has agreed on; they change with blocks. */
export class ChaincodeDefinitions implements Collections {
  private readonly definitions = new Map<string, ChaincodeDefinition>();
  private readonly implicit: ReadonlyMap<string, DefinedCollection>;
  private readonly lifecycle: ChaincodeDefinition;

  constructor(mspIds: readonly string[], lifecyclePolicy: Policy) {
    const collections = mspIds.map(implicitCollection);
    this.implicit = new Map(collections.map((collection) => [collection.name, collection]));
    this.lifecycle = {
      name: LIFECYCLE,
      version: 'syscc',
      sequence: 0,
      endorsementPolicy: lifecyclePolicy,
      collections: new Map(),
      approvedBy: new Set(mspIds),
    };
  }

  /** The definition of a chaincode, or of the namespace that holds the definitions. */
  get(name: string): ChaincodeDefinition | undefined {
    return name === LIFECYCLE ? this.lifecycle : this.definitions.get(name);
  }

  /** The chaincodes that are defined, the lifecycle's own aside. */
  all(): readonly ChaincodeDefinition[] {
    return [...this.definitions.values()];
  }

  /** Puts a definition in the place of the one before. */
  set(definition: ChaincodeDefinition): void {
    this.definitions.set(definition.name, definition);
  }

  find(namespace: string, collection: string): DefinedCollection | undefined {
    const definition = this.get(namespace);
    return definition && (definition.collections.get(collection) ?? this.implicit.get(collection));
  }

  /** The collections that keep their values for a limited number of blocks: namespace, collection, blocks. */
  lifetimes(): [string, string, number][] {
    return this.all().flatMap(({ name, collections }) =>
      [...collections.values()]
        .filter(({ blockToLive }) => blockToLive > 0)
        .map((collection): [string, string, number] => [name, collection.name, collection.blockToLive]),
    );
  }
}

/** Somebody who may not do what is asked. */
export class AccessDeniedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AccessDeniedError';
  }
}

/**
 * Checks a signed request against a channel policy: the signer is valid now, the signature is theirs, the policy holds.
 *
 * @throws AccessDeniedError saying which of them failed.
 */
export function checkAccess(
  channel: Channel,
  policy: string,
  request: { readonly creator: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array },
): Identity {
  let identity: Identity;
  try {
    identity = channel.msps.deserialize(request.creator);
    identity.validate(new Date());
  } catch (cause) {
    throw new AccessDeniedError(policyFailure(channel, policy), { cause });
  }
  if (
    !channel.signatures.verify(identity, [request.message], request.signature) ||
    !channel.policies.get(policy).evaluate([identity])
  ) {
    throw new AccessDeniedError(policyFailure(channel, policy));
  }
  return identity;
}

/** What a peer says when nobody who signed satisfies a policy; it does not tell why. */
export function policyFailure(channel: Pick<Channel, 'name'>, policy: string): string {
  return (
    `Failed evaluating policy on signed data during check policy on channel [${channel.name}] with policy ` +
    `[/Channel/Application/${policy}]: [${unsatisfied(policy)}]`
  );
}

/** The same in the words of the policy itself. */
export function unsatisfied(policy: string): string {
  return (
    'implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of the ' +
    `'${policy}' sub-policies to be satisfied`
  );
}
