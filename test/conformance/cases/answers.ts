// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { common } from '@hyperledger/fabric-protos';
import type { Step } from '../../support/chaincode/conformance/script-chaincode.js';
import { casesOf } from '../conformance-case.js';
import { CHANNEL } from '../network-spec.js';
import type { Scene } from '../scene.js';
import type { Prepared } from '../wire/actor.js';
import { open } from '../wire/forge.js';
import { scriptThreeWays } from './three-ways.js';

const respond = (status: number, message: string, payload = ''): Step[] => [['respond', status, message, payload]];

async function prepareOne(t: Scene): Promise<Prepared> {
  return t.prepare(t.alpha, [['put', t.key('x'), '1']]);
}

/** Says how the gateway takes an envelope, without what its orderer is called. */
async function submitted(t: Scene, envelope: common.Envelope, channel = CHANNEL): Promise<object> {
  const answered = await t.alpha.submit({ txId: 'any', channel, envelope });
  return 'refused' in answered ? answered : { taken: true };
}

/** What the gateway and the peer answer for a chaincode's responses, and about transactions. */
export const answerCases = casesOf('answers', {
  'a response with status 200 and a message': (t) => scriptThreeWays(t, t.alpha, respond(200, 'all well', 'payload')),
  'a response with status 299': (t) => scriptThreeWays(t, t.alpha, respond(299, 'odd', 'payload')),
  'a response with status 399': (t) => scriptThreeWays(t, t.alpha, respond(399, 'odd', 'payload')),
  'a response with status 400': (t) => scriptThreeWays(t, t.alpha, respond(400, 'refused', 'payload')),
  'a response with status 499': (t) => scriptThreeWays(t, t.alpha, respond(499, 'refused', 'payload')),
  'a response with status 500': (t) => scriptThreeWays(t, t.alpha, respond(500, 'failed', 'payload')),
  'a response with status 501': (t) => scriptThreeWays(t, t.alpha, respond(501, 'failed', 'payload')),
  'a response with status 100': (t) => scriptThreeWays(t, t.alpha, respond(100, 'low', 'payload')),
  'a response with status 500 and no message': (t) => scriptThreeWays(t, t.alpha, respond(500, '')),
  'a response with a message of several lines': (t) => scriptThreeWays(t, t.alpha, respond(500, 'one\ntwo "three" ä')),
  'an error in one of the organisations named': (t) =>
    scriptThreeWays(t, t.alpha, [['fail', 'no']], { organizations: ['AlphaMSP', 'BetaMSP'] }),
  'an error at another organisation': (t) =>
    scriptThreeWays(t, t.alpha, [['fail', 'no']], { organizations: ['BetaMSP'] }),
  'a status of 399 is committed': (t) => t.submit(t.alpha, [['put', t.key('x'), '1'], ...respond(399, 'odd', 'body')]),
  'a response that is no text comes back as it was': async (t) => {
    const answered = await t.alpha.evaluate(t.propose(t.alpha, respond(200, '', '\u0000\u0001ä')));
    return 'refused' in answered ? answered : Buffer.from(answered.response.getPayload_asU8()).toString('hex');
  },
  'the chaincode sees the transaction as it was proposed': async (t) => {
    const timestamp = new Date(Date.now() - 60_000);
    const options = { forgery: { timestamp }, transient: { a: '1', b: '2' } };
    const seen = await t.evaluate(t.alpha, [['context']], options);
    t.alias(String(Math.floor(timestamp.getTime() / 1000)), '<seconds>');
    return JSON.parse(
      JSON.stringify(seen)
        .replace(/"binding":"[0-9a-f]{64}"/, '"binding":"<hash>"')
        .replace(/"timestampSeconds":(\d+)/, '"timestampSeconds":"$1"'),
    ) as object;
  },
  'an unsigned envelope is refused': async (t) => {
    const { envelope } = await prepareOne(t);
    envelope.setSignature('');
    return submitted(t, envelope);
  },
  'an envelope with high S is refused': async (t) => {
    const { envelope } = await prepareOne(t);
    return submitted(t, t.alpha.sign(envelope, 'high-s'));
  },
  'an envelope signed over something else is refused': async (t) => {
    const { envelope } = await prepareOne(t);
    return submitted(t, t.alpha.sign(envelope, 'of another'));
  },
  'an envelope of an expired certificate is refused': async (t) => {
    const expired = t.as(await t.stage.registries.alpha.certifyExpired());
    const { header } = open(await prepareOne(t));
    const signatureHeader = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
    signatureHeader.setCreator(expired.identity.creator);
    header.setSignatureHeader(signatureHeader.serializeBinary());
    const payload = new common.Payload();
    payload.setHeader(header);
    const envelope = new common.Envelope();
    envelope.setPayload(payload.serializeBinary());
    return submitted(t, expired.sign(envelope));
  },
  'an envelope for an unknown channel is refused': async (t) => {
    const { envelope } = await prepareOne(t);
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    const header = payload.getHeader() ?? new common.Header();
    const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
    channelHeader.setChannelId('elsewhere');
    header.setChannelHeader(channelHeader.serializeBinary());
    payload.setHeader(header);
    envelope.setPayload(payload.serializeBinary());
    return submitted(t, t.alpha.sign(envelope), 'elsewhere');
  },
  'an envelope without payload is refused': async (t) => submitted(t, t.alpha.sign(new common.Envelope())),
  'an envelope that is no transaction is refused': async (t) => {
    const envelope = new common.Envelope();
    envelope.setPayload(Buffer.from('garbage'));
    return submitted(t, t.alpha.sign(envelope));
  },
  'a gateway of another organisation takes the envelope': async (t) => {
    const prepared = await prepareOne(t);
    return { taken: 'response' in (await t.beta.submit(prepared)), code: (await t.settle(prepared.txId)).code };
  },
  'a gateway takes an envelope of another organisation': async (t) => {
    const prepared = await t.prepare(t.beta, [['put', t.key('x'), '1']]);
    return { taken: 'response' in (await t.alpha.submit(prepared)), code: (await t.settle(prepared.txId)).code };
  },
  'an unknown transaction has no status until the deadline': async (t) => {
    const seen = await t.alpha.status('0'.repeat(64), CHANNEL, { patienceMs: 1000 });
    // Whether client or server looks at its clock first decides which of the two it is.
    return 'refused' in seen && ['DEADLINE_EXCEEDED', 'CANCELLED'].includes(seen.refused.code) ? 'none' : seen;
  },
  'a status asked for before the transaction is ordered': async (t) => {
    const prepared = await prepareOne(t);
    const status = t.alpha.status(prepared.txId, CHANNEL);
    await t.alpha.submit(prepared);
    const seen = await status;
    return 'refused' in seen ? seen : seen.response.code;
  },
  'a status asked for again is the same': async (t) => {
    const { txId } = await t.given(t.alpha, [['put', t.key('x'), '1']]);
    return [(await t.settle(txId)).code, (await t.settle(txId)).code];
  },
  'a status is refused to a bad signature': async (t) => {
    const { txId } = await t.given(t.alpha, [['put', t.key('x'), '1']]);
    return t.alpha.status(txId, CHANNEL, { forged: 'of another' });
  },
  'a status is refused to a signature with high S': async (t) => {
    const { txId } = await t.given(t.alpha, [['put', t.key('x'), '1']]);
    return t.alpha.status(txId, CHANNEL, { forged: 'high-s' });
  },
  'a status is refused to strangers': async (t) => {
    const stranger = t.as(await t.stage.foreignRegistry.certify({ name: 'stranger' }));
    return stranger.status('0'.repeat(64), CHANNEL, { patienceMs: 5000 });
  },
  'a status is given to a peer, who may read': async (t) => {
    const { txId } = await t.given(t.alpha, [['put', t.key('x'), '1']]);
    const seen = await t.as(t.stage.peers.alpha).status(txId, CHANNEL);
    return 'refused' in seen ? seen : seen.response.code;
  },
  'a status in an unknown channel': (t) => t.alpha.status('0'.repeat(64), 'elsewhere', { patienceMs: 5000 }),
  'a status without transaction id': (t) => t.alpha.status('', CHANNEL, { patienceMs: 5000 }),
  'a call longer than the gateway waits is not what the chaincode waits for': async (t) => {
    const seen = await t.evaluate(t.alpha, [
      ['sleep', 300],
      ['get', t.key('x')],
    ]);
    assert.ok(!('refused' in seen));
    return seen;
  },
});
