// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import { casesOf } from '../conformance-case.js';
import type { Scene } from '../scene.js';
import type { Prepared } from '../wire/actor.js';
import {
  changeNamespaces,
  close,
  endorseAnew,
  open,
  signEnvelope,
  writingNamespace,
  type Opened,
} from '../wire/forge.js';

const GARBAGE = Buffer.from('garbage');

/** Orders an honest transaction after `change`, and says what became of it and of the key it was to write. */
async function forged(t: Scene, change: (opened: Opened, t: Scene) => void): Promise<object> {
  const prepared = await t.prepare(t.alpha, [['put', t.key('x'), 'written']]);
  const opened = open(prepared);
  change(opened, t);
  return outcome(t, { ...prepared, envelope: close(opened, t.alpha.identity) });
}

async function outcome(t: Scene, prepared: Prepared): Promise<object> {
  const next = (await t.newestBlock(t.alpha)) + 1;
  const [answer] = await t.stage.orderer.order([prepared.envelope]);
  if (answer?.status !== 'SUCCESS') return { orderer: answer };
  await t.awaitBlock(next);
  const codes = (await t.transactionsIn(next)).map(({ code }) => code);
  return { codes, value: await t.read(t.alpha, ['get', t.key('x')]) };
}

const allPeers = (t: Scene) => Object.values(t.stage.peers);

function changeChannelHeader(opened: Opened, change: (header: common.ChannelHeader) => void): void {
  const header = common.ChannelHeader.deserializeBinary(opened.header.getChannelHeader_asU8());
  change(header);
  opened.header.setChannelHeader(header.serializeBinary());
}

/** Transactions whose makers lie: clients that change what was endorsed, peers that endorse what they should not. */
export const forgedTransactionCases = casesOf('forged transactions', {
  'an honest transaction taken apart and put together is valid': (t) => forged(t, () => undefined),
  'all peers endorsing anew is valid': (t) =>
    forged(t, (opened) => {
      endorseAnew(opened, allPeers(t));
    }),
  'no endorsements': (t) =>
    forged(t, (opened) => {
      opened.endorsements = [];
    }),
  'one endorsement where two are needed': (t) =>
    forged(t, (opened) => {
      opened.endorsements = opened.endorsements.slice(0, 1);
    }),
  'one endorsement twice counts once': (t) =>
    forged(t, (opened) => {
      opened.endorsements = [...opened.endorsements.slice(0, 1), ...opened.endorsements.slice(0, 1)];
    }),
  'endorsements with high S do not count': (t) =>
    forged(t, (opened) => {
      endorseAnew(opened, allPeers(t), 'high');
    }),
  'endorsements by clients do not count': (t) =>
    forged(t, (opened) => {
      endorseAnew(opened, [t.alpha.identity, t.beta.identity, t.gamma.identity]);
    }),
  'a bad endorsement beside enough good ones does no harm': (t) =>
    forged(t, (opened) => {
      const [bad] = opened.endorsements;
      endorseAnew(opened, [t.stage.peers.beta, t.stage.peers.gamma]);
      const garbage = bad?.clone() as peer.Endorsement;
      garbage.setSignature(GARBAGE);
      opened.endorsements = [garbage, ...opened.endorsements];
    }),
  'a changed result with the old endorsements': (t) =>
    forged(t, (opened) => {
      changeNamespaces(opened, (namespaces) => [...namespaces, writingNamespace('any', t.key('y'))]);
    }),
  'a changed result with new endorsements': (t) =>
    forged(t, (opened) => {
      changeNamespaces(opened, (namespaces) => [...namespaces, writingNamespace('any', t.key('y'))]);
      endorseAnew(opened, allPeers(t));
    }),
  'a namespace that is written twice': (t) =>
    forged(t, (opened) => {
      changeNamespaces(opened, (namespaces) => [...namespaces, writingNamespace('majority', t.key('y'))]);
      endorseAnew(opened, allPeers(t));
    }),
  'a write into the namespace of the lifecycle': (t) =>
    forged(t, (opened) => {
      changeNamespaces(opened, () => [writingNamespace('_lifecycle', t.key('y'))]);
      endorseAnew(opened, allPeers(t));
    }),
  'a write into the namespace of a chaincode that is not defined': (t) =>
    forged(t, (opened) => {
      changeNamespaces(opened, (namespaces) => [...namespaces, writingNamespace('absent', t.key('y'))]);
      endorseAnew(opened, allPeers(t));
    }),
  'a read-write set that cannot be read': (t) =>
    forged(t, (opened) => {
      opened.chaincodeAction.setResults(GARBAGE);
      endorseAnew(opened, allPeers(t));
    }),
  'a write of an empty key': (t) =>
    forged(t, (opened) => {
      changeNamespaces(opened, () => [writingNamespace('majority', '')]);
      endorseAnew(opened, allPeers(t));
    }),
  'a result without chaincode id': (t) =>
    forged(t, (opened) => {
      opened.chaincodeAction.clearChaincodeId();
      endorseAnew(opened, allPeers(t));
    }),
  'a result of another chaincode': (t) =>
    forged(t, (opened) => {
      opened.chaincodeAction.getChaincodeId()?.setName('any');
      endorseAnew(opened, allPeers(t));
    }),
  'a result of another version of the chaincode': (t) =>
    forged(t, (opened) => {
      opened.chaincodeAction.getChaincodeId()?.setVersion('9');
      endorseAnew(opened, allPeers(t));
    }),
  'a response with status 500': (t) =>
    forged(t, (opened) => {
      opened.chaincodeAction.getResponse()?.setStatus(500);
      endorseAnew(opened, allPeers(t));
    }),
  'an event of another chaincode': (t) =>
    forged(t, (opened) => {
      const event = new peer.ChaincodeEvent();
      event.setChaincodeId('any');
      event.setEventName('forged');
      opened.chaincodeAction.setEvents(event.serializeBinary());
      endorseAnew(opened, allPeers(t));
    }),
  'other arguments than were endorsed': (t) =>
    forged(t, (opened) => {
      opened.action.setChaincodeProposalPayload(GARBAGE);
    }),
  'a proposal hash that does not fit': (t) =>
    forged(t, (opened) => {
      opened.responsePayload.setProposalHash(Buffer.alloc(32));
      endorseAnew(opened, allPeers(t));
    }),
  'no actions': (t) =>
    forged(t, (opened) => {
      opened.transaction.clearActionsList();
    }),
  'two actions': (t) =>
    forged(t, (opened) => {
      const [first] = opened.transaction.getActionsList();
      opened.transaction.addActions(first);
    }),
  'an action of another creator': (t) =>
    forged(t, (opened) => {
      const header = common.SignatureHeader.deserializeBinary(opened.header.getSignatureHeader_asU8());
      header.setCreator(t.beta.identity.creator);
      opened.transaction.getActionsList()[0]?.setHeader(header.serializeBinary());
    }),
  'a transaction id that does not follow from nonce and creator': (t) =>
    forged(t, (opened) => {
      changeChannelHeader(opened, (header) => {
        header.setTxId(header.getTxId().replace(/^./, (digit) => (digit === '0' ? '1' : '0')));
      });
    }),
  'an epoch other than zero': (t) =>
    forged(t, (opened) => {
      changeChannelHeader(opened, (header) => {
        header.setEpoch(7);
      });
    }),
  'a header of an unknown type': (t) =>
    forged(t, (opened) => {
      changeChannelHeader(opened, (header) => {
        header.setType(99);
      });
    }),
  'data that are no transaction': async (t) => {
    const prepared = await t.prepare(t.alpha, [['put', t.key('x'), 'written']]);
    const { header } = open(prepared);
    return outcome(t, { ...prepared, envelope: signEnvelope(header, GARBAGE, t.alpha.identity) });
  },
  'somebody else signing the envelope': async (t) => {
    const prepared = await t.prepare(t.alpha, [['put', t.key('x'), 'written']]);
    return outcome(t, { ...prepared, envelope: close(open(prepared), t.beta.identity) });
  },
});
