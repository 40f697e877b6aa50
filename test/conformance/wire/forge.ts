// SPDX-License-Identifier: Apache-2.0
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import type { Prepared } from './actor.js';
import { signWith, type Identity } from './identity.js';

/** An envelope taken apart, to be put together again with changes. */
export interface Opened {
  readonly header: common.Header;
  readonly transaction: peer.Transaction;
  readonly action: peer.ChaincodeActionPayload;
  readonly responsePayload: peer.ProposalResponsePayload;
  readonly chaincodeAction: peer.ChaincodeAction;
  endorsements: readonly peer.Endorsement[];
}

const NOTHING = new Uint8Array(0);

/** Takes a prepared transaction apart. */
export function open({ envelope }: Prepared): Opened {
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  const [first] = transaction.getActionsList();
  const action = peer.ChaincodeActionPayload.deserializeBinary(first?.getPayload_asU8() ?? NOTHING);
  const endorsed = action.getAction() ?? new peer.ChaincodeEndorsedAction();
  const responsePayload = peer.ProposalResponsePayload.deserializeBinary(endorsed.getProposalResponsePayload_asU8());
  return {
    header: payload.getHeader() ?? new common.Header(),
    transaction,
    action,
    responsePayload,
    chaincodeAction: peer.ChaincodeAction.deserializeBinary(responsePayload.getExtension_asU8()),
    endorsements: endorsed.getEndorsementsList(),
  };
}

/** Puts a transaction together again and has `signer` sign it. */
export function close(opened: Opened, signer: Identity): common.Envelope {
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(responsePayloadOf(opened));
  endorsed.setEndorsementsList([...opened.endorsements]);
  opened.action.setAction(endorsed);
  opened.transaction.getActionsList()[0]?.setPayload(opened.action.serializeBinary());
  return signEnvelope(opened.header, opened.transaction.serializeBinary(), signer);
}

/** An envelope with any data. */
export function signEnvelope(header: common.Header, data: Uint8Array, signer: Identity): common.Envelope {
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(data);
  const bytes = payload.serializeBinary();
  const envelope = new common.Envelope();
  envelope.setPayload(bytes);
  envelope.setSignature(signWith(signer.key, bytes));
  return envelope;
}

function responsePayloadOf({ responsePayload, chaincodeAction }: Opened): Uint8Array {
  responsePayload.setExtension$(chaincodeAction.serializeBinary());
  return responsePayload.serializeBinary();
}

/** Has peers endorse whatever the transaction says now, as peers that were bribed would. */
export function endorseAnew(opened: Opened, peers: readonly Identity[], half: 'low' | 'high' = 'low'): void {
  const payload = responsePayloadOf(opened);
  opened.endorsements = peers.map((identity) => {
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(identity.creator);
    endorsement.setSignature(signWith(identity.key, Buffer.concat([payload, identity.creator]), half));
    return endorsement;
  });
}

/** Changes the namespaces of the read-write set. */
export function changeNamespaces(
  opened: Opened,
  change: (
    namespaces: InstanceType<typeof ledger.rwset.NsReadWriteSet>[],
  ) => InstanceType<typeof ledger.rwset.NsReadWriteSet>[],
): void {
  const set = ledger.rwset.TxReadWriteSet.deserializeBinary(opened.chaincodeAction.getResults_asU8());
  set.setNsRwsetList(change(set.getNsRwsetList()));
  opened.chaincodeAction.setResults(set.serializeBinary());
}

/** A namespace that writes one key. */
export function writingNamespace(
  name: string,
  key: string,
  value = 'forged',
): InstanceType<typeof ledger.rwset.NsReadWriteSet> {
  const write = new ledger.rwset.kvrwset.KVWrite();
  write.setKey(key);
  write.setValue(Buffer.from(value));
  const set = new ledger.rwset.kvrwset.KVRWSet();
  set.addWrites(write);
  const namespace = new ledger.rwset.NsReadWriteSet();
  namespace.setNamespace(name);
  namespace.setRwset(set.serializeBinary());
  return namespace;
}
