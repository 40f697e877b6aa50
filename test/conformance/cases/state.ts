// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Step } from '../../support/chaincode/conformance/script-chaincode.js';
import { casesOf } from '../conformance-case.js';
import type { Scene } from '../scene.js';

interface Page {
  readonly entries: readonly unknown[];
  readonly bookmark: string;
}

async function readPages(t: Scene, size: number): Promise<{ sizes: number[]; bookmarks: string[] }> {
  const sizes: number[] = [];
  const bookmarks: string[] = [];
  let bookmark = '';
  do {
    const [page] = (await t.read(t.alpha, ['page', t.key('k'), t.key('l'), size, bookmark])) as [Page];
    bookmark = page.bookmark;
    sizes.push(page.entries.length);
    bookmarks.push(bookmark);
  } while (bookmark !== '' && sizes.length < 20);
  return { sizes, bookmarks };
}

const many = (t: Scene, count: number) => t.given(t.alpha, [['putMany', t.key('k'), count]]);
const range = (t: Scene): Step => ['range', t.key('k'), t.key('l')];

/** Public state through a chaincode's stub. */
export const stateCases = casesOf('state', {
  'a written value is read in the next transaction, not in its own': async (t) => {
    await t.given(t.alpha, [['put', t.key('x'), 'old']]);
    const seen = await t.submit(t.alpha, [
      ['put', t.key('x'), 'new'],
      ['get', t.key('x')],
    ]);
    assert.deepEqual('result' in seen && seen.result, [null, 'old']);
    return { seen, then: await t.read(t.beta, ['get', t.key('x')]) };
  },
  'a range does not show writes of its own transaction': (t) =>
    t.submit(t.alpha, [['put', t.key('k1'), '1'], range(t)]),
  'an absent key reads as empty': (t) => t.read(t.alpha, ['get', t.key('absent')]),
  'an empty value is a deletion': async (t) => {
    await t.given(t.alpha, [['put', t.key('k1'), '1']]);
    const committed = await t.given(t.alpha, [['put', t.key('k1'), '']]);
    return {
      transaction: await t.transaction(committed),
      state: await t.read(t.alpha, ['get', t.key('k1')], range(t)),
      history: await t.read(t.alpha, ['history', t.key('k1')]),
    };
  },
  'a deletion of an absent key is valid': (t) => t.submit(t.alpha, [['del', t.key('absent')]]),
  'the last write of a key in a transaction counts': async (t) => {
    const committed = await t.given(t.alpha, [
      ['put', t.key('x'), '1'],
      ['del', t.key('x')],
      ['put', t.key('x'), '3'],
    ]);
    return { transaction: await t.transaction(committed), state: await t.read(t.alpha, ['get', t.key('x')]) };
  },
  'an empty key': (t) =>
    t.evaluate(t.alpha, [
      ['try', ['get', '']],
      ['try', ['put', '', '1']],
    ]),
  'keys with odd characters': async (t) => {
    const keys = ['ä', '\u{1F50B}', 'a b', 'a/b', '\u0001', '\uFFFD'].map((name) => t.key(`k${name}`));
    await t.given(
      t.alpha,
      keys.map((key): Step => ['put', key, '1']),
    );
    return t.read(t.alpha, range(t));
  },
  'a key that begins with a zero byte is refused in ranges and taken in writes': (t) =>
    t.evaluate(t.alpha, [
      ['try', ['put', '\u0000odd', '1']],
      ['try', ['range', '\u0000odd', '\u0000ode']],
    ]),
  'a range of 250 keys comes whole and in order': async (t) => {
    await many(t, 250);
    const [entries] = (await t.read(t.alpha, range(t))) as [[string, string][]];
    assert.equal(entries.length, 250);
    assert.deepEqual(
      entries,
      [...entries].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    return { first: entries[0], last: entries.at(-1), count: entries.length };
  },
  'ranges of 100 and 101 keys': async (t) => {
    await many(t, 101);
    return t.read(t.alpha, ['rangeCount', t.key('k'), t.key('k000100')], ['rangeCount', t.key('k'), t.key('l')]);
  },
  'a range of 250 keys is recorded as a Merkle tree': async (t) => {
    await many(t, 250);
    return t.transaction(
      await t.given(t.alpha, [
        ['rangeCount', t.key('k'), t.key('l')],
        ['put', t.key('x'), '1'],
      ]),
    );
  },
  'a short range is recorded key by key': async (t) => {
    await many(t, 3);
    return t.transaction(await t.given(t.alpha, [range(t), ['put', t.key('x'), '1']]));
  },
  'a range that is left early is recorded as far as the peer had read': async (t) => {
    await many(t, 250);
    return t.transaction(
      await t.given(t.alpha, [
        ['rangeFirst', t.key('k'), t.key('l'), 3],
        ['put', t.key('x'), '1'],
      ]),
    );
  },
  'a range whose end is before its start is empty': async (t) => {
    await many(t, 3);
    return t.evaluate(t.alpha, [['try', ['range', t.key('l'), t.key('k')]]]);
  },
  'a range includes its start and not its end': async (t) => {
    await many(t, 3);
    return t.read(t.alpha, ['range', t.key('k000000'), t.key('k000002')]);
  },
  'an open range holds no composite keys': async (t) => {
    await t.given(t.alpha, [
      ['putComposite', t.key('type'), '["a"]', '1'],
      ['put', t.key('k'), '1'],
    ]);
    const [entries] = (await t.read(t.alpha, ['range', '', ''])) as [[string, string][]];
    return { any: entries.length > 0, composite: entries.filter(([key]) => key.startsWith('\u0000')).length };
  },
  'pages of 250 keys by 100': async (t) => {
    await many(t, 250);
    const pages = await readPages(t, 100);
    assert.deepEqual(pages.sizes.slice(0, 3), [100, 100, 50]);
    return pages;
  },
  'pages of 200 keys by 100': async (t) => {
    await many(t, 200);
    return readPages(t, 100);
  },
  'a page larger than what there is': async (t) => {
    await many(t, 3);
    return t.read(t.alpha, ['page', t.key('k'), t.key('l'), 10, '']);
  },
  'a page of an empty range': (t) => t.read(t.alpha, ['page', t.key('k'), t.key('l'), 10, '']),
  'a page of size zero': async (t) => {
    await many(t, 3);
    return t.evaluate(t.alpha, [['try', ['page', t.key('k'), t.key('l'), 0, '']]]);
  },
  'a bookmark that was never given': async (t) => {
    await many(t, 3);
    return t.evaluate(t.alpha, [['try', ['page', t.key('k'), t.key('l'), 2, t.key('k000001')]]]);
  },
  'a write after a paged read is refused': async (t) => {
    await many(t, 3);
    return t.submit(t.alpha, [
      ['page', t.key('k'), t.key('l'), 2, ''],
      ['put', t.key('x'), '1'],
    ]);
  },
  'a paged read after a write is refused': async (t) => {
    await many(t, 3);
    return t.submit(t.alpha, [
      ['put', t.key('x'), '1'],
      ['page', t.key('k'), t.key('l'), 2, ''],
    ]);
  },
  'a write after a range is fine': async (t) => {
    await many(t, 3);
    return t.submit(t.alpha, [
      ['rangeCount', t.key('k'), t.key('l')],
      ['put', t.key('x'), '1'],
    ]);
  },
  'a transaction that only reads a page can be submitted': async (t) => {
    await many(t, 3);
    const committed = await t.given(t.alpha, [['page', t.key('k'), t.key('l'), 2, '']]);
    return t.transaction(committed);
  },
  'pages of composite keys': async (t) => {
    const attributes = ['a', 'b', 'c'].map((name) => JSON.stringify(['group', name]));
    await t.given(
      t.alpha,
      attributes.map((each): Step => ['putComposite', t.key('type'), each, 'v']),
    );
    const [page] = (await t.read(t.alpha, ['partialPage', t.key('type'), '["group"]', 2, ''])) as [Page];
    const rest = await t.read(t.alpha, ['partialPage', t.key('type'), '["group"]', 2, page.bookmark]);
    return { page, rest };
  },
  'composite keys are found by their first attributes': async (t) => {
    const all = [['a', '1'], ['a', '2'], ['b', '1'], ['a']].map((each) => JSON.stringify(each));
    await t.given(
      t.alpha,
      all.map((each): Step => ['putComposite', t.key('type'), each, 'v']),
    );
    return t.read(
      t.alpha,
      ['partial', t.key('type'), '["a"]'],
      ['partial', t.key('type'), '[]'],
      ['partial', t.key('typ'), '[]'],
      ['getComposite', t.key('type'), '["a","2"]'],
    );
  },
  'a rich query needs another database': (t) => t.evaluate(t.alpha, [['try', ['query', '{"selector":{}}']]]),
  'a history goes from the newest to the oldest': async (t) => {
    for (const step of [
      ['put', t.key('x'), '1'],
      ['put', t.key('x'), '2'],
      ['del', t.key('x')],
      ['put', t.key('x'), '4'],
    ] as const) {
      await t.given(t.alpha, [step]);
    }
    return t.read(t.alpha, ['history', t.key('x')]);
  },
  'a history leaves out what was not valid': async (t) => {
    await t.given(t.alpha, [['put', t.key('x'), '1']]);
    const late = await t.prepare(t.alpha, [
      ['get', t.key('x')],
      ['put', t.key('x'), 'late'],
    ]);
    await t.given(t.alpha, [['put', t.key('x'), '2']]);
    const code = await t.commit(t.alpha, late);
    return { code, history: await t.read(t.alpha, ['history', t.key('x')]) };
  },
  'a history of two writes in a block': async (t) => {
    let key = '';
    await t.inOneBlock(async (attempt) => {
      key = t.key(`${attempt}`);
      return [await t.prepare(t.alpha, [['put', key, '1']]), await t.prepare(t.alpha, [['put', key, '2']])];
    });
    const [entries] = (await t.read(t.alpha, ['history', key])) as [{ value: string }[]];
    return entries.map(({ value }) => value);
  },
  'a history of a key that never was': (t) => t.read(t.alpha, ['history', t.key('never')]),
  'a write after a history is fine': (t) =>
    t.submit(t.alpha, [
      ['history', t.key('x')],
      ['put', t.key('x'), '1'],
    ]),
  'a value of one megabyte': async (t) => {
    await t.given(t.alpha, [['put', t.key('x'), 'v'.repeat(1 << 20)]]);
    const [value] = (await t.read(t.beta, ['get', t.key('x')])) as [string];
    return value.length;
  },
  'a namespace does not show in another': async (t) => {
    await t.given(t.alpha, [['put', t.key('x'), '1']]);
    return t.evaluate(t.alpha, [['get', t.key('x')]], { chaincode: 'any' });
  },
});
