// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { common, msp, orderer, peer } from '@hyperledger/fabric-protos';
import timestampProto from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { sha256 } from '../ledger/hashes.js';
import { APPLICATION_POLICIES, organizationPolicies, type ImplicitMetaSpec } from '../policy/channel-policies.js';

/** What the first block says about the channel. */
export interface ChannelConfig {
  readonly channel: string;
  readonly organizations: readonly {
    readonly mspId: string;
    /** Encoded FabricMSPConfig. */
    readonly mspConfig: Uint8Array;
  }[];
  readonly batch: {
    readonly timeoutMs: number;
    readonly maxMessageCount: number;
    readonly absoluteMaxBytes: number;
    readonly preferredMaxBytes: number;
  };
}

const ADMINS = 'Admins';
const NONCE_BYTES = 24;

/** The encoded envelope of a channel's configuration: the only transaction of its first block. */
export function createConfigEnvelope(config: ChannelConfig, now: Date): Uint8Array {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.CONFIG);
  channelHeader.setVersion(1);
  channelHeader.setChannelId(config.channel);
  const timestamp = new timestampProto.Timestamp();
  timestamp.fromDate(now);
  channelHeader.setTimestamp(timestamp);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setNonce(randomBytes(NONCE_BYTES));
  // Nobody creates the first block, so its transaction id follows from the nonce alone.
  channelHeader.setTxId(sha256(signatureHeader.getNonce_asU8()).toString('hex'));
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const message = new common.Config();
  message.setSequence(0);
  message.setChannelGroup(channelGroup(config));
  const configEnvelope = new common.ConfigEnvelope();
  configEnvelope.setConfig(message);
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(configEnvelope.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
}

function channelGroup(config: ChannelConfig): common.ConfigGroup {
  const group = implicitMetaGroup({ Readers: 'ANY', Writers: 'ANY', Admins: 'MAJORITY' });
  group.getGroupsMap().set('Application', applicationGroup(config));
  group.getGroupsMap().set('Orderer', ordererGroup(config));
  const hashing = new common.HashingAlgorithm();
  hashing.setName('SHA256');
  const structure = new common.BlockDataHashingStructure();
  structure.setWidth(0xffff_ffff);
  setValue(group, 'HashingAlgorithm', hashing);
  setValue(group, 'BlockDataHashingStructure', structure);
  setValue(group, 'Capabilities', capabilities('V3_0'));
  return group;
}

function applicationGroup({ organizations }: ChannelConfig): common.ConfigGroup {
  const group = new common.ConfigGroup();
  group.setModPolicy(ADMINS);
  for (const [name, policy] of Object.entries(APPLICATION_POLICIES)) setImplicitMeta(group, name, policy);
  for (const { mspId, mspConfig } of organizations) {
    group.getGroupsMap().set(mspId, organizationGroup(mspId, mspConfig));
  }
  setValue(group, 'Capabilities', capabilities('V2_5'));
  setValue(group, 'ACLs', new peer.ACLs());
  return group;
}

function ordererGroup({ batch, organizations }: ChannelConfig): common.ConfigGroup {
  const group = implicitMetaGroup(
    { Readers: 'ANY', Writers: 'ANY', Admins: 'MAJORITY', BlockValidation: 'ANY' },
    'Writers',
  );
  for (const { mspId, mspConfig } of organizations) {
    group.getGroupsMap().set(mspId, organizationGroup(mspId, mspConfig));
  }
  const consensus = new orderer.ConsensusType();
  consensus.setType('etcdraft');
  const size = new orderer.BatchSize();
  size.setMaxMessageCount(batch.maxMessageCount);
  size.setAbsoluteMaxBytes(batch.absoluteMaxBytes);
  size.setPreferredMaxBytes(batch.preferredMaxBytes);
  const timeout = new orderer.BatchTimeout();
  timeout.setTimeout(`${batch.timeoutMs}ms`);
  setValue(group, 'ConsensusType', consensus);
  setValue(group, 'BatchSize', size);
  setValue(group, 'BatchTimeout', timeout);
  setValue(group, 'ChannelRestrictions', new orderer.ChannelRestrictions());
  setValue(group, 'Capabilities', capabilities('V2_0'));
  return group;
}

function organizationGroup(mspId: string, mspConfig: Uint8Array): common.ConfigGroup {
  const group = new common.ConfigGroup();
  group.setModPolicy(ADMINS);
  for (const [name, envelope] of Object.entries(organizationPolicies(mspId))) {
    setPolicy(group, name, common.Policy.PolicyType.SIGNATURE, envelope.serializeBinary());
  }
  const config = new msp.MSPConfig();
  config.setType(0);
  config.setConfig(mspConfig);
  setValue(group, 'MSP', config);
  return group;
}

type Rules = Readonly<Record<string, ImplicitMetaSpec['rule']>>;

function implicitMetaGroup(rules: Rules, blockValidation?: string): common.ConfigGroup {
  const group = new common.ConfigGroup();
  group.setModPolicy(ADMINS);
  for (const [name, rule] of Object.entries(rules)) {
    const subPolicy = name === 'BlockValidation' ? (blockValidation ?? name) : name;
    setImplicitMeta(group, name, { rule, subPolicy });
  }
  return group;
}

function setImplicitMeta(group: common.ConfigGroup, name: string, { rule, subPolicy }: ImplicitMetaSpec): void {
  const policy = new common.ImplicitMetaPolicy();
  policy.setRule(common.ImplicitMetaPolicy.Rule[rule]);
  policy.setSubPolicy(subPolicy);
  setPolicy(group, name, common.Policy.PolicyType.IMPLICIT_META, policy.serializeBinary());
}

function setPolicy(group: common.ConfigGroup, name: string, type: number, value: Uint8Array): void {
  const policy = new common.Policy();
  policy.setType(type);
  policy.setValue(value);
  const configPolicy = new common.ConfigPolicy();
  configPolicy.setModPolicy(ADMINS);
  configPolicy.setPolicy(policy);
  group.getPoliciesMap().set(name, configPolicy);
}

function setValue(group: common.ConfigGroup, name: string, message: { serializeBinary(): Uint8Array }): void {
  const value = new common.ConfigValue();
  value.setModPolicy(ADMINS);
  value.setValue(message.serializeBinary());
  group.getValuesMap().set(name, value);
}

function capabilities(name: string): common.Capabilities {
  const message = new common.Capabilities();
  message.getCapabilitiesMap().set(name, new common.Capability());
  return message;
}
