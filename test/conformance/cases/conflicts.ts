// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Step } from '../../support/chaincode/conformance/script-chaincode.js';
import { casesOf } from '../conformance-case.js';
import { CHANNEL } from '../network-spec.js';
import type { Scene } from '../scene.js';
import type { Prepared } from '../wire/actor.js';
import { expectResponse } from '../wire/rpc.js';

/** Scripts that are all endorsed before any is ordered. */
type Scripts = (key: (name: string) => string) => readonly (readonly Step[])[];

/** Endorses scripts over one state, orders them into one block, and gives their codes and the state they leave. */
async function together(
  t: Scene,
  {
    given,
    scripts,
    then,
  }: { given?: (key: (name: string) => string) => readonly Step[]; scripts: Scripts; then?: string },
): Promise<{ codes: string[]; state: unknown }> {
  let key = (name: string): string => name;
  const { codes } = await t.inOneBlock(async (attempt) => {
    key = (name) => t.key(`${attempt}.${name}`);
    if (given !== undefined) await t.given(t.alpha, given(key));
    const prepared: Prepared[] = [];
    for (const script of scripts(key)) prepared.push(await t.prepare(t.alpha, script));
    return prepared;
  });
  return { codes, state: await t.read(t.alpha, ['get', key(then ?? 'x')]) };
}

const five: (key: (name: string) => string) => readonly Step[] = (key) =>
  ['a', 'b', 'd', 'e'].map((name): Step => ['put', key(name), name]);

/** What happens in a block to a transaction that counted a range while another did `change`. */
async function rangeAgainst(
  t: Scene,
  count: (key: (name: string) => string) => Step,
  change: (key: (name: string) => string) => Step,
) {
  return together(t, {
    given: five,
    scripts: (key) => [[change(key)], [count(key), ['put', key('x'), 'counted']]],
  });
}

const wholeRange = (key: (name: string) => string): Step => ['rangeCount', key('a'), key('f')];

/** Transactions that were endorsed over the same state. */
export const conflictCases = casesOf('conflicts', {
  'two updates of a key that both read: the first wins': async (t) => {
    const seen = await together(t, {
      given: (key) => [['put', key('x'), '0']],
      scripts: (key) =>
        ['1', '2'].map((value) => [
          ['get', key('x')],
          ['put', key('x'), value],
        ]),
    });
    assert.deepEqual(seen.codes, ['VALID', 'MVCC_READ_CONFLICT']);
    return seen;
  },
  'two blind writes of a key: both are valid and the second stays': (t) =>
    together(t, { scripts: (key) => ['1', '2'].map((value) => [['put', key('x'), value]]) }),
  'a read of an absent key conflicts with its creation': (t) =>
    together(t, {
      scripts: (key) => [
        [['put', key('x'), '1']],
        [
          ['get', key('x')],
          ['put', key('y'), '1'],
        ],
      ],
    }),
  'a read conflicts with a deletion': (t) =>
    together(t, {
      given: (key) => [['put', key('x'), '1']],
      scripts: (key) => [
        [['del', key('x')]],
        [
          ['get', key('x')],
          ['put', key('y'), '1'],
        ],
      ],
    }),
  'a read conflicts with a write of the same value': (t) =>
    together(t, {
      given: (key) => [['put', key('x'), '1']],
      scripts: (key) => [
        [['put', key('x'), '1']],
        [
          ['get', key('x')],
          ['put', key('y'), '1'],
        ],
      ],
    }),
  'a conflicting transaction does not harm the next': (t) =>
    together(t, {
      given: (key) => [['put', key('x'), '0']],
      scripts: (key) =>
        ['1', '2']
          .map((value): Step[] => [
            ['get', key('x')],
            ['put', key('x'), value],
          ])
          .concat([
            [
              ['get', key('y')],
              ['put', key('y'), '3'],
            ],
          ]),
    }),
  'a read after the write in the order conflicts, before it does not': (t) =>
    together(t, {
      given: (key) => [['put', key('x'), '0']],
      scripts: (key) => [
        [
          ['get', key('x')],
          ['put', key('y'), '1'],
        ],
        [['put', key('x'), '1']],
      ],
    }),
  'a read of a setting of metadata conflicts': (t) =>
    together(t, {
      given: (key) => [['put', key('x'), '0']],
      scripts: (key) => [
        [['setPolicy', key('x'), 'AlphaMSP']],
        [
          ['get', key('x')],
          ['put', key('y'), '1'],
        ],
      ],
    }),
  'a transaction that only reads can conflict': (t) =>
    together(t, {
      given: (key) => [['put', key('x'), '0']],
      scripts: (key) => [[['put', key('x'), '1']], [['get', key('x')]]],
    }),
  'an update that is ordered in a later block conflicts as well': async (t) => {
    await t.given(t.alpha, [['put', t.key('x'), '0']]);
    const late = await t.prepare(t.alpha, [
      ['get', t.key('x')],
      ['put', t.key('x'), '2'],
    ]);
    await t.given(t.alpha, [['put', t.key('x'), '1']]);
    const code = await t.commit(t.alpha, late);
    assert.equal(code, 'MVCC_READ_CONFLICT');
    return { code, state: await t.read(t.alpha, ['get', t.key('x')]) };
  },
  'a thousand concurrent updates of one key: one is valid': async (t) => {
    await t.given(t.alpha, [['put', t.key('hot'), '0']], { chaincode: 'any' });
    const prepared: Prepared[] = [];
    let started = 0;
    const next = async (): Promise<void> => {
      while (started < 1000) {
        started += 1;
        const script: Step[] = [
          ['get', t.key('hot')],
          ['put', t.key('hot'), String(started)],
        ];
        prepared.push(await t.alpha.prepare(t.call(script, { chaincode: 'any' })));
      }
    };
    await Promise.all(Array.from({ length: 20 }, next));
    await t.stage.orderer.order(prepared.map(({ envelope }) => envelope));
    const codes: Record<string, number> = {};
    for (const { txId } of prepared) {
      const { code } = expectResponse(await t.alpha.status(txId, CHANNEL));
      codes[code] = (codes[code] ?? 0) + 1;
    }
    assert.equal(codes['VALID'], 1);
    return codes;
  },
  'an insertion into a range that was counted': async (t) => {
    const seen = await rangeAgainst(t, wholeRange, (key) => ['put', key('c'), 'new']);
    assert.deepEqual(seen.codes, ['VALID', 'PHANTOM_READ_CONFLICT']);
    return seen;
  },
  'a deletion from a range that was counted': (t) => rangeAgainst(t, wholeRange, (key) => ['del', key('b')]),
  'an update within a range that was counted': (t) => rangeAgainst(t, wholeRange, (key) => ['put', key('b'), 'new']),
  'an insertion beyond the end of a range that was counted': (t) =>
    rangeAgainst(t, wholeRange, (key) => ['put', key('f'), 'new']),
  'an insertion at the start of a range that was counted': (t) =>
    rangeAgainst(
      t,
      (key) => ['rangeCount', key('aa'), key('f')],
      (key) => ['put', key('aa'), 'new'],
    ),
  'an insertion behind what was read of a range': (t) =>
    rangeAgainst(
      t,
      (key) => ['rangeFirst', key('a'), key('f'), 1],
      (key) => ['put', key('dd'), 'new'],
    ),
  'an insertion into what was read of a range': (t) =>
    rangeAgainst(
      t,
      (key) => ['rangeFirst', key('a'), key('f'), 2],
      (key) => ['put', key('aa'), 'new'],
    ),
  'an insertion into a range that was empty': (t) =>
    rangeAgainst(
      t,
      (key) => ['rangeCount', key('p'), key('q')],
      (key) => ['put', key('pp'), 'new'],
    ),
  'an insertion under a partial composite key that was counted': (t) =>
    together(t, {
      scripts: (key) => [
        [['putComposite', key('type'), '["a","b"]', '1']],
        [
          ['partial', key('type'), '["a"]'],
          ['put', key('x'), 'counted'],
        ],
      ],
    }),
  'an insertion into a range of 250 keys, which is recorded as a Merkle tree': (t) =>
    together(t, {
      given: (key) => [['putMany', key('m'), 250]],
      scripts: (key) => [
        [['put', key('m000100x'), 'new']],
        [
          ['rangeCount', key('m'), key('n')],
          ['put', key('x'), 'counted'],
        ],
      ],
    }),
  'a change in an earlier block than a counted range is a phantom as well': async (t) => {
    await t.given(t.alpha, five(t.at));
    const late = await t.prepare(t.alpha, [wholeRange(t.at), ['put', t.key('x'), 'counted']]);
    await t.given(t.alpha, [['del', t.key('b')]]);
    return t.commit(t.alpha, late);
  },
  'a key that was counted in a range and read is an ordinary conflict': (t) =>
    together(t, {
      given: five,
      scripts: (key) => [[['put', key('b'), 'new']], [['get', key('b')], wholeRange(key), ['put', key('x'), '1']]],
    }),
  'the same transaction twice in a block': async (t) => {
    const seen = await t.inOneBlock(async (attempt) => {
      const once = await t.prepare(t.alpha, [['put', t.key(`${attempt}`), '1']]);
      return [once, once];
    });
    assert.deepEqual(seen.codes, ['VALID', 'DUPLICATE_TXID']);
    return seen.codes;
  },
  'the same transaction in a later block': async (t) => {
    const once = await t.prepare(t.alpha, [['put', t.key('x'), '1']]);
    const first = await t.commit(t.alpha, once);
    const next = (await t.newestBlock(t.alpha)) + 1;
    await t.stage.orderer.order([once.envelope]);
    await t.awaitBlock(next);
    const again = (await t.transactionsIn(next)).map(({ code }) => code);
    const status = await t.settle(once.txId);
    return { first, again, status: [status.code, t.nameBlock(status.block)] };
  },
  'an envelope submitted again through the gateway': async (t) => {
    const once = await t.prepare(t.alpha, [['put', t.key('x'), '1']]);
    const first = await t.commit(t.alpha, once);
    const next = (await t.newestBlock(t.alpha)) + 1;
    const answer = await t.alpha.submit(once);
    await t.awaitBlock(next);
    return { first, taken: 'response' in answer, again: (await t.settle(once.txId)).code };
  },
  'an invalid transaction once more is a duplicate': async (t) => {
    await t.given(t.alpha, [['put', t.key('x'), '0']]);
    const late = await t.prepare(t.alpha, [
      ['get', t.key('x')],
      ['put', t.key('x'), '2'],
    ]);
    await t.given(t.alpha, [['put', t.key('x'), '1']]);
    const first = await t.commit(t.alpha, late);
    const next = (await t.newestBlock(t.alpha)) + 1;
    await t.stage.orderer.order([late.envelope]);
    await t.awaitBlock(next);
    return { first, again: (await t.transactionsIn(next)).map(({ code }) => code) };
  },
  'a duplicate of an invalid transaction within its block is judged by itself': async (t) => {
    const seen = await t.inOneBlock(async (attempt) => {
      const key = t.key(`${attempt}`);
      await t.given(t.alpha, [['put', key, '0']]);
      const update = await t.prepare(t.alpha, [
        ['get', key],
        ['put', key, '1'],
      ]);
      const late = await t.prepare(t.alpha, [
        ['get', key],
        ['put', key, '2'],
      ]);
      return [update, late, late];
    });
    return seen.codes;
  },
});
