// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Step } from '../../support/chaincode/conformance/script-chaincode.js';
import { casesOf } from '../conformance-case.js';
import { CHANNEL } from '../network-spec.js';
import type { Scene } from '../scene.js';
import type { Actor, Committed, Prepared } from '../wire/actor.js';
import type { EventsRequest } from '../wire/chaincode-events.js';
import { deliver, seekPosition, type Position } from '../wire/deliver.js';

/** Silence after which a stream that should give nothing is taken to do so. */
const SILENCE_MS = 1000;

const emit = (t: Scene, name: string, payload = `payload of ${name}`): Step[] => [
  ['put', t.key(name), '1'],
  ['event', name, payload],
];

interface Asked extends Partial<Omit<EventsRequest, 'start'>> {
  readonly start?: Position;
  readonly count?: number;
  readonly actor?: Actor;
}

/** Events as an observation. */
async function seen(t: Scene, { start, count = 1, actor = t.alpha, ...request }: Asked): Promise<object> {
  const { responses, refused } = await actor.events(
    {
      channel: CHANNEL,
      chaincode: 'majority',
      ...(start === undefined ? {} : { start: seekPosition(start) }),
      ...request,
    },
    { count, silenceMs: refusedSoon(request) ? 3000 : SILENCE_MS },
  );
  return {
    responses: responses.map(({ block, events }) => ({ block: t.nameBlock(block), events })),
    ...(refused === undefined ? {} : { refused }),
  };
}

const refusedSoon = (request: object): boolean => 'forged' in request || 'channel' in request;

/** Three transactions with an event each in one block. */
async function threeInABlock(t: Scene): Promise<{ block: number; prepared: readonly Prepared[] }> {
  let prepared: readonly Prepared[] = [];
  const { block } = await t.inOneBlock(async (attempt) => {
    const each: Prepared[] = [];
    for (const name of ['one', 'two', 'three']) {
      each.push(
        await t.prepare(t.alpha, [
          ['put', t.key(`${attempt}.${name}`), '1'],
          ['event', name, `payload ${name}`],
        ]),
      );
    }
    prepared = each;
    return each;
  });
  return { block, prepared };
}

async function filteredEvents(t: Scene, { block }: Committed): Promise<object> {
  const request = { channel: CHANNEL, kind: 'deliverFiltered', start: block, stop: block } as const;
  const { responses } = await deliver(t.alpha, request);
  return responses.map((response) =>
    response
      .getFilteredBlock()
      ?.getFilteredTransactionsList()
      .map((transaction) =>
        transaction
          .getTransactionActions()
          ?.getChaincodeActionsList()
          .map((action) => ({
            name: action.getChaincodeEvent()?.getEventName(),
            chaincode: action.getChaincodeEvent()?.getChaincodeId(),
            txId: action.getChaincodeEvent()?.getTxId(),
            payload: Buffer.from(action.getChaincodeEvent()?.getPayload_asU8() ?? []).toString(),
          })),
      ),
  );
}

/** Chaincode events, in blocks and over the gateway's stream. */
export const eventCases = casesOf('events', {
  'an event is in the block with chaincode and transaction id': async (t) =>
    t.transaction(await t.given(t.alpha, emit(t, 'happened'))),
  'of several events in a transaction the last stays': async (t) => {
    const { block } = await t.given(t.alpha, [...emit(t, 'first'), ...emit(t, 'second'), ...emit(t, 'third')]);
    return seen(t, { start: block });
  },
  'an event without name': (t) => t.evaluate(t.alpha, [['try', ['event', '', 'payload']]]),
  'an event without payload': async (t) => {
    const { block } = await t.given(t.alpha, emit(t, 'bare', ''));
    return seen(t, { start: block });
  },
  'a filtered block has events without payload': async (t) =>
    filteredEvents(t, await t.given(t.alpha, emit(t, 'shown'))),
  'events of a block come in one response, in the order of transactions': async (t) => {
    const { block } = await threeInABlock(t);
    return seen(t, { start: block });
  },
  'events from a block on': async (t) => {
    const first = await t.given(t.alpha, emit(t, 'one'));
    await t.given(t.alpha, emit(t, 'two'));
    return seen(t, { start: first.block, count: 2 });
  },
  'events of a transaction that is not valid do not come': async (t) => {
    await t.given(t.alpha, [['put', t.key('x'), '0']]);
    const late = await t.prepare(t.alpha, [
      ['get', t.key('x')],
      ['put', t.key('x'), '2'],
      ['event', 'late', ''],
    ]);
    const { block } = await t.given(t.alpha, [
      ['put', t.key('x'), '1'],
      ['event', 'newer', ''],
    ]);
    const code = await t.commit(t.alpha, late);
    return { code, seen: await seen(t, { start: block, count: 2 }) };
  },
  'events of another chaincode do not come': async (t) => {
    const { block } = await t.given(t.alpha, emit(t, 'elsewhere'), { chaincode: 'any' });
    return { majority: await seen(t, { start: block }), any: await seen(t, { start: block, chaincode: 'any' }) };
  },
  'events of an unknown chaincode are waited for': async (t) => {
    const { block } = await t.given(t.alpha, emit(t, 'one'));
    return seen(t, { start: block, chaincode: 'absent' });
  },
  'a checkpoint in the middle of a block: what is behind it comes': async (t) => {
    const { block, prepared } = await threeInABlock(t);
    const observed = await seen(t, { start: block, afterTransactionId: prepared[0]?.txId ?? '' });
    assert.match(JSON.stringify(observed), /"two".*"three"/);
    return observed;
  },
  'a checkpoint at the end of a block: the next block comes': async (t) => {
    const { block, prepared } = await threeInABlock(t);
    const next = t.given(t.alpha, emit(t, 'next'));
    const { block: after } = await next;
    t.noteBlock(after);
    return seen(t, { start: block, afterTransactionId: prepared[2]?.txId ?? '' });
  },
  'a checkpoint takes the place of the start': async (t) => {
    const { prepared } = await threeInABlock(t);
    return seen(t, { start: 0, afterTransactionId: prepared[1]?.txId ?? '' });
  },
  'a checkpoint of a transaction without event': async (t) => {
    const plain = await t.given(t.alpha, [['put', t.key('x'), '1']]);
    await t.given(t.alpha, emit(t, 'behind'));
    return seen(t, { start: plain.block, afterTransactionId: plain.txId });
  },
  'a checkpoint that the ledger does not know: silence': async (t) => {
    const { block } = await t.given(t.alpha, emit(t, 'one'));
    const observed = await seen(t, { start: block, afterTransactionId: '0'.repeat(64) });
    assert.deepEqual(observed, { responses: [] });
    return observed;
  },
  'a start beyond the tip: silence': async (t) => seen(t, { start: (await t.newestBlock(t.alpha)) + 100 }),
  'without a start, events from now on': async (t) => {
    await t.given(t.alpha, emit(t, 'before'));
    const stream = seen(t, {});
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { block } = await t.given(t.alpha, emit(t, 'after'));
    t.noteBlock(block);
    return JSON.parse(JSON.stringify(await stream).replace('"earlier"', '"block 2"')) as object;
  },
  'a start of oldest': async (t) => seen(t, { start: 'oldest' }),
  'a bad signature is refused': (t) => seen(t, { start: 0, forged: 'of another' }),
  'a signature with high S is refused': (t) => seen(t, { start: 0, forged: 'high-s' }),
  'an unknown channel is refused': (t) => seen(t, { start: 0, channel: 'elsewhere' }),
  'strangers are refused': async (t) =>
    seen(t, {
      start: 0,
      actor: t.as(await t.stage.foreignRegistry.certify({ name: 'stranger' })),
      count: 1,
    }),
  'every peer gives the same events': async (t) => {
    const { block } = await threeInABlock(t);
    const [a, b] = [await seen(t, { start: block }), await seen(t, { start: block, actor: t.gamma })];
    assert.deepEqual(a, b);
    return b;
  },
  'only the event of the chaincode that was called first stays': async (t) => {
    const inner = JSON.stringify([['event', 'inner', '']]);
    const { block } = await t.given(t.alpha, [
      ['put', t.key('x'), '1'],
      ['call', 'any', inner],
      ['event', 'outer', ''],
    ]);
    return { majority: await seen(t, { start: block }), any: await seen(t, { start: block, chaincode: 'any' }) };
  },
  'an event of a called chaincode is lost': async (t) => {
    const inner = JSON.stringify([['event', 'inner', '']]);
    const committed = await t.given(t.alpha, [
      ['put', t.key('x'), '1'],
      ['call', 'any', inner],
    ]);
    return t.transaction(committed);
  },
  'an evaluation raises no event': async (t) => {
    await t.evaluate(t.alpha, emit(t, 'evaluated'));
    const { block } = await t.given(t.alpha, emit(t, 'submitted'));
    return seen(t, { start: block });
  },
});
