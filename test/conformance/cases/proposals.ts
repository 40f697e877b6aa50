// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { casesOf } from '../conformance-case.js';
import { callOf } from '../scene.js';
import { buildProposal } from '../wire/proposal.js';
import { threeWays } from './three-ways.js';

const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);

/** Proposals that depart from what a client sends. */
export const proposalCases = casesOf('proposals', {
  'a proposal as it should be is taken': (t) => threeWays(t, t.alpha),
  'a signature with high S is refused': (t) => threeWays(t, t.alpha, { forgery: { signature: 'high-s' } }),
  'a signature over something else is refused': (t) => threeWays(t, t.alpha, { forgery: { signature: 'of another' } }),
  'a proposal without signature is refused': (t) => threeWays(t, t.alpha, { forgery: { signature: 'none' } }),
  'a signature that is not DER is refused': (t) => threeWays(t, t.alpha, { forgery: { signature: 'garbage' } }),
  'a transaction id that does not follow from nonce and creator is refused': (t) =>
    threeWays(t, t.alpha, { forgery: { txId: 'f'.repeat(64) } }),
  'an empty transaction id is refused': (t) => threeWays(t, t.alpha, { forgery: { txId: '' } }),
  'an empty nonce is refused': (t) => threeWays(t, t.alpha, { forgery: { nonce: new Uint8Array(0) } }),
  'an epoch other than zero is refused': (t) => threeWays(t, t.alpha, { forgery: { epoch: 1 } }),
  'a timestamp 16 minutes ago is refused': (t) => threeWays(t, t.alpha, { forgery: { timestamp: minutes(-16) } }),
  'a timestamp 16 minutes ahead is refused': (t) => threeWays(t, t.alpha, { forgery: { timestamp: minutes(16) } }),
  'a timestamp 14 minutes ago is taken': (t) => threeWays(t, t.alpha, { forgery: { timestamp: minutes(-14) } }),
  'a header of type MESSAGE is refused': (t) => threeWays(t, t.alpha, { forgery: { headerType: 0 } }),
  'a header of type CONFIG_UPDATE is refused': (t) => threeWays(t, t.alpha, { forgery: { headerType: 2 } }),
  'a header that names another chaincode than the input is taken by its header': (t) =>
    threeWays(t, t.alpha, { forgery: { headerChaincode: 'any' } }),
  'a header that names no chaincode is refused': (t) => threeWays(t, t.alpha, { forgery: { headerChaincode: '' } }),
  'an input that is no invocation is refused': (t) =>
    threeWays(t, t.alpha, { forgery: { input: Buffer.from('garbage') } }),
  'an empty input is refused': (t) => threeWays(t, t.alpha, { forgery: { input: new Uint8Array(0) } }),
  'a proposal without header is refused': (t) => threeWays(t, t.alpha, { forgery: { withoutHeader: true } }),
  'a request without proposal is refused': async (t) => {
    const nothing = { txId: '', channel: t.prefix, message: new peer.SignedProposal() };
    const evaluated = await t.alpha.evaluate(nothing);
    const endorsed = await t.alpha.endorse(nothing);
    return { evaluated, endorsed, process: await t.process(t.alpha, nothing) };
  },
  'proposal bytes that are no proposal are refused': async (t) => {
    const message = new peer.SignedProposal();
    message.setProposalBytes(Buffer.from('garbage'));
    message.setSignature(t.alpha.signBytes(Buffer.from('garbage')));
    const nothing = { txId: '', channel: t.prefix, message };
    const evaluated = await t.alpha.evaluate(nothing);
    const endorsed = await t.alpha.endorse(nothing);
    return { evaluated, endorsed, process: await t.process(t.alpha, nothing) };
  },
  'the id of a committed transaction is refused': async (t) => {
    const proposal = t.propose(t.alpha, [['put', t.key('x'), '1']]);
    const endorsed = await t.alpha.endorse(proposal);
    if ('refused' in endorsed) throw new Error(JSON.stringify(endorsed));
    const code = await t.commit(t.alpha, endorsed.response);
    const again = await t.alpha.endorse(proposal);
    const evaluated = await t.alpha.evaluate(proposal);
    return { code, again, evaluated, process: await t.process(t.alpha, proposal) };
  },
  'a repeated proposal that was not committed is taken': async (t) => {
    const proposal = t.propose(t.alpha, [['put', t.key('x'), '1']]);
    await t.process(t.alpha, proposal);
    return t.process(t.alpha, proposal);
  },
  'a request whose transaction id differs from the proposal is judged by the proposal': async (t) => {
    const { channel, message } = t.propose(t.alpha, [['put', t.key('x'), '1']]);
    const endorsed = await t.alpha.endorse({ txId: 'another', channel, message });
    return 'refused' in endorsed ? endorsed : { endorsed: true };
  },
  'transient data do not count for the proposal hash': async (t) => {
    const call = callOf([['transient', 'secret']], { transient: { secret: 'hidden' } });
    const proposal = buildProposal(t.alpha.identity, call);
    t.noteTransaction(proposal.txId);
    return t.process(t.alpha, proposal);
  },
});
