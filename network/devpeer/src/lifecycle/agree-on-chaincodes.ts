// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { packageIdOf } from '../chaincode/chaincode-launcher.js';
import type { Channel } from '../channel/channel.js';
import { endorseOwnCall, OwnCallError } from '../endorser/own-transaction.js';
import type { PeerEndorser } from '../endorser/peer-endorser.js';
import type { Organization } from '../msp/organization.js';
import { DevPeerOptionsError, type ChaincodeOptions } from '../options.js';
import { validateBlock } from '../validation/block-validator.js';
import {
  parametersDifference,
  readDefinition,
  type ChaincodeParameters,
  type CommittedDefinition,
} from './chaincode-parameters.js';
import { describeDefinition } from './definition-messages.js';
import { chaincodeSource } from './definition-messages.js';
import { optionParameters } from './option-parameters.js';
import { LIFECYCLE } from './stored-structure.js';

/** Who agrees, and on what channel. */
export interface Parties {
  readonly channel: Channel;
  readonly organizations: readonly Organization[];
  readonly endorsers: ReadonlyMap<string, PeerEndorser>;
}

interface Agreement {
  readonly name: string;
  readonly sequence: number;
  readonly parameters: ChaincodeParameters;
  readonly packageId: string;
}

/**
 * Has the organisations approve and commit the chaincodes of the options, as their administrators would, unless the
 * channel has agreed on them already. A definition that changed is committed with the next sequence number.
 *
 * @throws DevPeerOptionsError when a definition cannot follow the one that is committed.
 */
export async function agreeOnChaincodes(parties: Parties, chaincodes: readonly ChaincodeOptions[]): Promise<void> {
  for (const [index, options] of chaincodes.entries()) {
    const agreement = { name: options.name, parameters: optionParameters(options), packageId: packageIdOf(options) };
    const committed = committedDefinition(parties.channel, options.name);
    const sequences = sequencesToCommit(options, committed, agreement.parameters, `chaincodes[${index}]`);
    try {
      for (const sequence of sequences) await approveAndCommit(parties, { ...agreement, sequence });
      const latest = sequences.at(-1) ?? committed?.sequence ?? 0;
      await approveWhereMissing(parties, { ...agreement, sequence: latest });
    } catch (error) {
      if (error instanceof OwnCallError) throw new DevPeerOptionsError(`chaincodes[${index}]`, error.message);
      throw error;
    }
  }
}

function committedDefinition({ ledger }: Channel, name: string): CommittedDefinition | undefined {
  return readDefinition({ get: (key) => ledger.current.get(LIFECYCLE, key)?.value }, name);
}

/** The sequence numbers up to the one the options name, or the next if the definition changed. */
function sequencesToCommit(
  { sequence }: ChaincodeOptions,
  committed: CommittedDefinition | undefined,
  parameters: ChaincodeParameters,
  field: string,
): number[] {
  const current = committed?.sequence ?? 0;
  const changed = committed === undefined || parametersDifference(committed, parameters) !== undefined;
  if (changed && sequence !== undefined && sequence <= current) {
    throw new DevPeerOptionsError(
      `${field}.sequence`,
      `must be larger than ${current}, because the definition is another than the one committed with that number`,
    );
  }
  const wanted = sequence ?? (changed ? current + 1 : current);
  return Array.from({ length: Math.max(0, wanted - current) }, (_, index) => current + 1 + index);
}

async function approveAndCommit(parties: Parties, agreement: Agreement): Promise<void> {
  const { channel, organizations } = parties;
  await approveBy(parties, agreement, organizations);
  const [first] = organizations;
  if (first === undefined) return;
  const request = new peer.lifecycle.CommitChaincodeDefinitionArgs();
  request.setName(agreement.name);
  describeDefinition(request, agreement.sequence, agreement.parameters);
  const call = {
    signer: first.admin,
    chaincode: LIFECYCLE,
    args: ['CommitChaincodeDefinition', request.serializeBinary()],
  } as const;
  await commitBlock(channel, [await endorse(parties, call, organizations)]);
}

async function approveWhereMissing(parties: Parties, agreement: Agreement): Promise<void> {
  const approvedBy = parties.channel.chaincodes.get(agreement.name)?.approvedBy;
  const missing = parties.organizations.filter(({ mspId }) => approvedBy?.has(mspId) !== true);
  if (missing.length > 0) await approveBy(parties, agreement, missing);
}

/** Each organisation approves by a transaction of its own on its own peer; all of them make one block. */
async function approveBy(
  parties: Parties,
  { name, sequence, parameters, packageId }: Agreement,
  organizations: readonly Organization[],
): Promise<void> {
  const request = new peer.lifecycle.ApproveChaincodeDefinitionForMyOrgArgs();
  request.setName(name);
  describeDefinition(request, sequence, parameters);
  request.setSource(chaincodeSource(packageId));
  const args = ['ApproveChaincodeDefinitionForMyOrg', request.serializeBinary()] as const;
  const envelopes: Uint8Array[] = [];
  for (const organization of organizations) {
    const call = { signer: organization.admin, chaincode: LIFECYCLE, args };
    envelopes.push(await endorse(parties, call, [organization]));
  }
  await commitBlock(parties.channel, envelopes);
}

async function endorse(
  { channel, endorsers }: Parties,
  call: Parameters<typeof endorseOwnCall>[1],
  organizations: readonly Organization[],
): Promise<Uint8Array> {
  const peers = organizations.flatMap(({ mspId }) => endorsers.get(mspId) ?? []);
  const snapshot = channel.ledger.snapshot();
  try {
    return await endorseOwnCall(channel, call, peers, snapshot);
  } finally {
    await snapshot.release();
  }
}

async function commitBlock(channel: Channel, envelopes: readonly Uint8Array[]): Promise<void> {
  const { transactions } = await channel.ledger.commit(validateBlock(channel, envelopes));
  const invalid = transactions.find(({ code }) => code !== 0);
  if (invalid !== undefined) throw new OwnCallError(`transaction ${invalid.txId} was given the code ${invalid.code}`);
}
