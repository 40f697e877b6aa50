// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../channel/chaincode-definition.js';
import type { Channel } from '../channel/channel.js';
import { keyPolicy } from '../channel/key-policy.js';
import { decodeMetadata } from '../ledger/rwset-codec.js';
import { writesToNamespace, type NamespaceRwset } from '../ledger/rwset.js';
import { chaincodeOf, TransactionError, ValidationCode, type EndorsedAction } from '../ledger/transaction.js';
import type { Identity } from '../msp/identity.js';
import type { Policy } from '../policy/policy.js';
import type { CheckedTransaction } from './transaction-check.js';

/** The keys whose own policies were changed by earlier transactions of the block. */
export type ChangedPolicies = ReadonlySet<string>;

/** How a key is named in {@link ChangedPolicies}; the collection is empty for public keys. */
export function policyKey(namespace: string, collection: string, key: string): string {
  return JSON.stringify([namespace, collection, key]);
}

/**
 * Checks that the endorsements of a transaction satisfy the policies of everything it writes, in Fabric's way: each
 * key by its own policy, else its collection's, else the chaincode's; the invoked chaincode's policy if it writes
 * nothing there.
 *
 * @throws TransactionError INVALID_CHAINCODE, ILLEGAL_WRITESET, INVALID_OTHER_REASON or ENDORSEMENT_POLICY_FAILURE.
 */
export function checkEndorsements(
  channel: Channel,
  { envelope, action }: CheckedTransaction,
  rwset: readonly NamespaceRwset[],
  changed: ChangedPolicies,
): void {
  const chaincode = chaincodeOf(envelope.header);
  checkChaincode(action, chaincode);
  const namespaces = rwset.map(({ namespace }) => namespace);
  if (new Set(namespaces).size !== namespaces.length) {
    throw new TransactionError(ValidationCode.ILLEGAL_WRITESET, 'a namespace occurs twice');
  }
  const signers = validSigners(channel, action);
  const written = rwset.filter(writesToNamespace).map(({ namespace }) => namespace);
  for (const namespace of new Set([chaincode, ...written])) {
    const definition = channel.chaincodes.get(namespace);
    if (definition === undefined) {
      throw new TransactionError(ValidationCode.INVALID_CHAINCODE, `chaincode ${namespace} is not defined`);
    }
    const part = rwset.find((candidate) => candidate.namespace === namespace);
    checkNamespace({ channel, definition, signers, changed }, part);
  }
}

function checkChaincode({ chaincode, events }: EndorsedAction, invoked: string): void {
  if (chaincode === undefined) throw new TransactionError(ValidationCode.INVALID_OTHER_REASON, 'nil chaincode id');
  if (invoked === '' || chaincode.name !== invoked || chaincode.version === '') {
    throw new TransactionError(ValidationCode.INVALID_CHAINCODE, 'inconsistent chaincode id');
  }
  if (events.length > 0 && peer.ChaincodeEvent.deserializeBinary(events).getChaincodeId() !== invoked) {
    throw new TransactionError(ValidationCode.INVALID_OTHER_REASON, 'the event is of another chaincode');
  }
}

/** The endorsers whose signatures hold; each once, whatever they signed twice. */
function validSigners(channel: Channel, action: EndorsedAction): Identity[] {
  const signers = new Map<string, Identity>();
  for (const { endorser, signature } of action.endorsements) {
    try {
      const identity = channel.msps.deserialize(endorser);
      if (signers.has(identity.id)) continue;
      identity.validate();
      if (channel.signatures.verify(identity, [action.responsePayload, endorser], signature)) {
        signers.set(identity.id, identity);
      }
    } catch {
      // An endorsement that cannot be verified counts for nothing; the policies decide whether the others are enough.
    }
  }
  return [...signers.values()];
}

interface NamespaceCheck {
  readonly channel: Channel;
  readonly definition: ChaincodeDefinition;
  readonly signers: readonly Identity[];
  readonly changed: ChangedPolicies;
}

function checkNamespace(check: NamespaceCheck, part: NamespaceRwset | undefined): void {
  const satisfied = new Set<Policy>();
  const require = (policy: Policy, what: string): void => {
    if (satisfied.has(policy)) return;
    if (!policy.evaluate(check.signers)) {
      throw new TransactionError(
        ValidationCode.ENDORSEMENT_POLICY_FAILURE,
        `validation of endorsement policy for ${what} failed`,
      );
    }
    satisfied.add(policy);
  };
  for (const { collection, key } of writtenKeys(part)) {
    const own = ownPolicy(check, collection, key);
    if (own !== undefined) require(own, `key ${key} of chaincode ${check.definition.name}`);
    else require(sharedPolicy(check, collection), `chaincode ${check.definition.name} collection '${collection}'`);
  }
  if (satisfied.size === 0) require(check.definition.endorsementPolicy, `chaincode ${check.definition.name}`);
}

function* writtenKeys(part: NamespaceRwset | undefined): Iterable<{ collection: string; key: string }> {
  if (part === undefined) return;
  for (const { key } of [...part.writes, ...part.metadataWrites]) yield { collection: '', key };
  for (const { collection, writes, metadataWrites } of part.collections) {
    for (const { keyHash } of writes) yield { collection, key: keyHash };
    for (const { key } of metadataWrites) yield { collection, key };
  }
}

function ownPolicy(
  { channel, definition, changed }: NamespaceCheck,
  collection: string,
  key: string,
): Policy | undefined {
  if (changed.has(policyKey(definition.name, collection, key))) {
    throw new TransactionError(
      ValidationCode.ENDORSEMENT_POLICY_FAILURE,
      `the endorsement policy of key ${key} was changed earlier in the block`,
    );
  }
  const { current } = channel.ledger;
  const stored =
    collection === '' ? current.get(definition.name, key) : current.getHashed(definition.name, collection, key);
  return keyPolicy(decodeMetadata(stored?.metadata));
}

function sharedPolicy({ channel, definition }: NamespaceCheck, collection: string): Policy {
  if (collection === '') return definition.endorsementPolicy;
  const found = channel.chaincodes.find(definition.name, collection);
  if (found === undefined) {
    throw new TransactionError(ValidationCode.ENDORSEMENT_POLICY_FAILURE, `collection ${collection} is not defined`);
  }
  return found.endorsementPolicy ?? definition.endorsementPolicy;
}
