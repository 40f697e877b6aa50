// SPDX-License-Identifier: Apache-2.0
import { decodeBlockTransaction } from '../ledger/block.js';
import type { LedgerDatabase } from '../ledger/ledger-database.js';
import { Ledger, type CommittedBlock } from '../ledger/ledger.js';
import { writesToNamespace } from '../ledger/rwset.js';
import { ValidationCode } from '../ledger/transaction.js';
import { chaincodeOfSequenceKey } from '../lifecycle/chaincode-parameters.js';
import { definedChaincodes, loadDefinition } from '../lifecycle/load-definition.js';
import { LIFECYCLE } from '../lifecycle/stored-structure.js';
import { createMspManager } from '../msp/msp-manager.js';
import type { Organization } from '../msp/organization.js';
import { createBlockSigner } from '../orderer/block-signer.js';
import { createChannelPolicies } from '../policy/channel-policies.js';
import { ChaincodeDefinitions, WithheldOrganizations, type Channel } from './channel.js';
import { VerifiedSignatures } from './verified-signatures.js';
import { createConfigEnvelope, type ChannelConfig } from './genesis.js';

/** What a channel is opened from. */
export interface ChannelSpec {
  readonly name: string;
  readonly organizations: readonly Organization[];
  readonly database: LedgerDatabase;
  readonly batch: ChannelConfig['batch'];
}

/** Opens a channel's ledger, writing its first block on first use, and works out its policies and definitions. */
export async function openChannel(spec: ChannelSpec): Promise<Channel> {
  const { name, organizations, database } = spec;
  const mspIds = organizations.map(({ mspId }) => mspId);
  const policies = createChannelPolicies(mspIds);
  const [first] = organizations;
  if (first === undefined) throw new Error('a channel needs an organisation');
  const ledger = await Ledger.open({ database, signBlock: createBlockSigner(first.orderer) });
  const chaincodes = new ChaincodeDefinitions(mspIds, policies.get('LifecycleEndorsement'));
  const load = (names: Iterable<string>): void => {
    for (const chaincode of names) {
      const definition = loadDefinition(ledger.current, chaincode, mspIds, policies);
      if (definition !== undefined) chaincodes.set(definition);
    }
    ledger.useSettings({ mspIds, lifetimes: chaincodes.lifetimes() });
  };
  load(await definedChaincodes(ledger.current));
  // The first of the listeners: whoever is told of a block finds its definitions in force.
  ledger.onCommit((block) => {
    const changed = changedDefinitions(block);
    if (changed !== undefined) load(new Set([...changed, ...chaincodes.all().map((one) => one.name)]));
  });
  if (ledger.height === 0) await commitGenesis(ledger, spec);
  const msps = createMspManager(organizations.map(({ mspConfig }) => mspConfig));
  for (const organization of organizations) {
    organization.onMspConfigChange((config) => {
      msps.replace(config);
    });
  }
  const signatures = new VerifiedSignatures();
  return { name, mspIds, msps, signatures, policies, ledger, chaincodes, withheld: new WithheldOrganizations() };
}

/** The chaincodes that a block defines anew; `undefined` when it does not touch the lifecycle at all. */
function changedDefinitions({ transactions }: CommittedBlock): string[] | undefined {
  const parts = transactions
    .filter(({ code }) => code === ValidationCode.VALID)
    .flatMap(({ rwset }) => rwset.filter((part) => part.namespace === LIFECYCLE && writesToNamespace(part)));
  if (parts.length === 0) return undefined;
  return parts.flatMap(({ writes }) => writes.flatMap(({ key }) => chaincodeOfSequenceKey(key) ?? []));
}

async function commitGenesis(ledger: Ledger, { name, organizations, batch }: ChannelSpec): Promise<void> {
  const envelope = createConfigEnvelope({ channel: name, organizations, batch }, new Date());
  const transactions = [decodeBlockTransaction(envelope, ValidationCode.VALID)];
  await ledger.commit({ envelopes: [envelope], transactions });
}
