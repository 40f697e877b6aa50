// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { decodeRwset } from '../ledger/rwset-codec.js';
import type { KeyWrite, NamespaceRwset } from '../ledger/rwset.js';

const MAX_SHOWN_BYTES = 400;

/**
 * Says how two organisations' executions of one proposal differ, with the writes of both. Both ran against the same
 * state, so a difference always means that the chaincode is not deterministic.
 */
export function describeMismatch(
  first: { readonly mspId: string; readonly payload: Uint8Array },
  second: { readonly mspId: string; readonly payload: Uint8Array },
): string {
  const describe = ({ mspId, payload }: typeof first): string => `${mspId}: ${describePayload(payload)}`;
  return (
    'ProposalResponsePayloads do not match: the chaincode is not deterministic, it came to different results from ' +
    `the same state. ${describe(first)} | ${describe(second)}`
  );
}

function describePayload(payload: Uint8Array): string {
  const message = peer.ProposalResponsePayload.deserializeBinary(payload);
  const action = peer.ChaincodeAction.deserializeBinary(message.getExtension_asU8());
  const response = action.getResponse();
  const parts = {
    response: { status: response?.getStatus() ?? 0, payload: shown(response?.getPayload_asU8()) },
    event: describeEvent(action.getEvents_asU8()),
    namespaces: decodeRwset(action.getResults_asU8()).map(describeNamespace),
  };
  return JSON.stringify(parts);
}

function describeEvent(bytes: Uint8Array): object | undefined {
  if (bytes.length === 0) return undefined;
  const event = peer.ChaincodeEvent.deserializeBinary(bytes);
  return { name: event.getEventName(), payload: shown(event.getPayload_asU8()) };
}

function describeNamespace(part: NamespaceRwset): object {
  return {
    namespace: part.namespace,
    reads: part.reads.map(({ key, version }) => ({ key, version })),
    writes: part.writes.map(describeWrite),
    privateWrites: part.collections.flatMap(({ collection, writes }) =>
      writes.map(({ keyHash, valueHash }) => ({
        collection,
        keyHash,
        valueHash: Buffer.from(valueHash).toString('hex'),
      })),
    ),
  };
}

function describeWrite({ key, isDelete, value }: KeyWrite): object {
  return isDelete ? { key, isDelete } : { key, value: shown(value) };
}

function shown(value: Uint8Array | undefined): string {
  const text = Buffer.from(value ?? new Uint8Array(0)).toString();
  return text.length > MAX_SHOWN_BYTES ? `${text.slice(0, MAX_SHOWN_BYTES)}…` : text;
}
