// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';
import { signWith, type Identity } from './identity.js';
import { buildHeader } from './proposal.js';

/** The configuration in a configuration block. */
export function configIn(block: common.Block): common.Config {
  const [bytes] = block.getData()?.getDataList_asU8() ?? [];
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(bytes ?? new Uint8Array(0)).getPayload_asU8(),
  );
  return common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig() ?? new common.Config();
}

/** The envelope that puts a revocation list into an organisation's MSP in the channel, signed by its administrator. */
export function revocationUpdate(
  config: common.Config,
  { channel, organization, crlPem }: { channel: string; organization: string; crlPem: string },
  admin: Identity,
): common.Envelope {
  const application = config.getChannelGroup()?.getGroupsMap().get('Application');
  const group = application?.getGroupsMap().get(organization);
  const value = group?.getValuesMap().get('MSP');
  if (application === undefined || group === undefined || value === undefined) {
    throw new Error(`${organization} is not in the configuration`);
  }
  const update = new common.ConfigUpdate();
  update.setChannelId(channel);
  // Only what changes has a higher version; everything above it is named at the version it has.
  update.setReadSet(nested(config, organization, undefined));
  update.setWriteSet(nested(config, organization, withRevocations(value, crlPem)));
  const bytes = update.serializeBinary();
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(admin.creator);
  signatureHeader.setNonce(randomBytes(24));
  const signature = new common.ConfigSignature();
  signature.setSignatureHeader(signatureHeader.serializeBinary());
  signature.setSignature(signWith(admin.key, Buffer.concat([signatureHeader.serializeBinary(), bytes])));
  const message = new common.ConfigUpdateEnvelope();
  message.setConfigUpdate(bytes);
  message.addSignatures(signature);
  return inEnvelope(channel, message, admin);
}

function inEnvelope(channel: string, message: common.ConfigUpdateEnvelope, admin: Identity): common.Envelope {
  const { header } = buildHeader(
    admin,
    { channel, chaincode: '' },
    { headerType: common.HeaderType.CONFIG_UPDATE, txId: '' },
  );
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(message.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(signWith(admin.key, envelope.getPayload_asU8()));
  return envelope;
}

function withRevocations(value: common.ConfigValue, crlPem: string): common.ConfigValue {
  const outer = msp.MSPConfig.deserializeBinary(value.getValue_asU8());
  const inner = msp.FabricMSPConfig.deserializeBinary(outer.getConfig_asU8());
  inner.setRevocationListList([Buffer.from(crlPem)]);
  outer.setConfig(inner.serializeBinary());
  const changed = value.clone();
  changed.setValue(outer.serializeBinary());
  changed.setVersion(value.getVersion() + 1);
  return changed;
}

/** The groups from the channel down to the organisation, with nothing in them but the changed value. */
function nested(
  config: common.Config,
  organization: string,
  changed: common.ConfigValue | undefined,
): common.ConfigGroup {
  const channel = config.getChannelGroup();
  const application = channel?.getGroupsMap().get('Application');
  const group = application?.getGroupsMap().get(organization);
  const [top, middle, leaf] = [channel, application, group].map(bare);
  if (top === undefined || middle === undefined || leaf === undefined) {
    throw new Error(`${organization} is not in the configuration`);
  }
  if (changed !== undefined) leaf.getValuesMap().set('MSP', changed);
  middle.getGroupsMap().set(organization, leaf);
  top.getGroupsMap().set('Application', middle);
  return top;
}

function bare(group: common.ConfigGroup | undefined): common.ConfigGroup | undefined {
  if (group === undefined) return undefined;
  const copy = new common.ConfigGroup();
  copy.setVersion(group.getVersion());
  return copy;
}
