// SPDX-License-Identifier: Apache-2.0
import { packageIdOf } from '../chaincode/chaincode-launcher.js';
import { decodeBlockTransaction } from '../ledger/block.js';
import type { LedgerDatabase } from '../ledger/ledger-database.js';
import { Ledger } from '../ledger/ledger.js';
import { ValidationCode } from '../ledger/transaction.js';
import { createMspManager } from '../msp/msp-manager.js';
import type { Organization } from '../msp/organization.js';
import type { ChaincodeOptions } from '../options.js';
import { createBlockSigner } from '../orderer/block-signer.js';
import { createChannelPolicies, type ChannelPolicies } from '../policy/channel-policies.js';
import {
  defineCollection,
  implicitCollection,
  resolvePolicy,
  type ChaincodeDefinition,
} from './chaincode-definition.js';
import { ChaincodeDefinitions, type Channel } from './channel.js';
import { VerifiedSignatures } from './verified-signatures.js';
import { createConfigEnvelope, type ChannelConfig } from './genesis.js';

/** What a channel is opened from. */
export interface ChannelSpec {
  readonly name: string;
  readonly organizations: readonly Organization[];
  readonly chaincodes: readonly ChaincodeOptions[];
  readonly database: LedgerDatabase;
  readonly batch: ChannelConfig['batch'];
}

const DEFAULT_ENDORSEMENT = '/Channel/Application/Endorsement';

/** Opens a channel's ledger, writing its first block on first use, and works out its policies. */
export async function openChannel(spec: ChannelSpec): Promise<Channel> {
  const { name, organizations, database } = spec;
  const mspIds = organizations.map(({ mspId }) => mspId);
  const policies = createChannelPolicies(mspIds);
  const chaincodes = new ChaincodeDefinitions(
    spec.chaincodes.map((chaincode) => defineChaincode(chaincode, policies)),
    (collection) => implicitCollection(collection, mspIds),
  );
  const [first] = organizations;
  if (first === undefined) throw new Error('a channel needs an organisation');
  const ledger = await Ledger.open({
    database,
    settings: { mspIds, lifetimes: chaincodes.lifetimes() },
    signBlock: createBlockSigner(first.orderer),
  });
  if (ledger.height === 0) await commitGenesis(ledger, spec);
  const msps = createMspManager(organizations.map(({ mspConfig }) => mspConfig));
  for (const organization of organizations) {
    organization.onMspConfigChange((config) => {
      msps.replace(config);
    });
  }
  return { name, mspIds, msps, signatures: new VerifiedSignatures(), policies, ledger, chaincodes };
}

async function commitGenesis(ledger: Ledger, { name, organizations, batch }: ChannelSpec): Promise<void> {
  const envelope = createConfigEnvelope({ channel: name, organizations, batch }, new Date());
  const transactions = [decodeBlockTransaction(envelope, ValidationCode.VALID)];
  await ledger.commit({ envelopes: [envelope], transactions });
}

function defineChaincode(chaincode: ChaincodeOptions, policies: ChannelPolicies): ChaincodeDefinition {
  return {
    name: chaincode.name,
    version: chaincode.version,
    sequence: chaincode.sequence ?? 1,
    packageId: packageIdOf(chaincode),
    endorsementPolicy: resolvePolicy(chaincode.endorsementPolicy ?? DEFAULT_ENDORSEMENT, policies),
    collections: new Map(
      chaincode.collections?.map((collection) => [collection.name, defineCollection(collection, policies)]),
    ),
  };
}
