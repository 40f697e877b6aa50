// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readAhead } from '@wattpass/chaincode/ledger/repository.js';
import { stubLedger } from '@wattpass/chaincode/ledger/stub-ledger.js';
import { composeKey, splitKey } from '../../../support/committed-state.js';

type Stub = Parameters<typeof stubLedger>[0];

/** An iterator as fabric-shim gives it, which notes whether it was closed. */
function iteratorOver<T>(values: readonly T[]) {
  const left = [...values];
  const iterator = {
    closed: false,
    next: () => {
      const value = left.shift();
      return Promise.resolve(value === undefined ? { done: true } : { done: false, value });
    },
    close: () => {
      iterator.closed = true;
      return Promise.resolve();
    },
  };
  return iterator;
}

/** The part of the stub that a test needs. */
function stubWith(methods: Record<string, unknown>): Stub {
  return {
    createCompositeKey: (prefix: string, parts: string[]) => composeKey([prefix, ...parts]),
    splitCompositeKey: (key: string) => {
      const [objectType, ...attributes] = splitKey(key);
      return { objectType, attributes };
    },
    ...methods,
  } as unknown as Stub;
}

const entry = (part: string) => ({ key: composeKey(['battery', part]), value: Buffer.from(part) });

describe('the ledger over the stub of fabric-shim', () => {
  it('reads and writes under composite keys; no bytes are no record', async () => {
    const written: unknown[] = [];
    const ledger = stubLedger(
      stubWith({
        getState: (key: string) => Promise.resolve(key.includes('known') ? Buffer.from('x') : Buffer.alloc(0)),
        putState: (key: string, value: Uint8Array) => {
          written.push([key, Buffer.from(value).toString()]);
          return Promise.resolve();
        },
      }),
    );
    assert.deepEqual(await ledger.get(['battery', 'known']), Buffer.from('x'));
    assert.equal(await ledger.get(['battery', 'other']), undefined);
    await ledger.put(['battery', 'b-1'], Buffer.from('y'));
    assert.deepEqual(written, [['\u0000battery\u0000b-1\u0000', 'y']]);
  });

  it('asks the peer once for a record, and for what is read ahead all at once', async () => {
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const ledger = stubLedger(
      stubWith({
        getState: (key: string) => {
          asked.push(key);
          return new Promise((resolve) =>
            answers.push(() => {
              resolve(Buffer.from('x'));
            }),
          );
        },
      }),
    );
    const ahead = readAhead(ledger, [
      ['order', '1'],
      ['order', '2'],
      ['order', '1'],
    ]);
    assert.deepEqual(asked, ['\u0000order\u00001\u0000', '\u0000order\u00002\u0000']); // before any is answered
    answers.forEach((answer) => {
      answer();
    });
    await ahead;
    assert.deepEqual(await ledger.get(['order', '2']), Buffer.from('x'));
    assert.equal(asked.length, 2);
  });

  it('walks a range and closes it, also when the walk ends early', async () => {
    const iterators = [iteratorOver([entry('1'), entry('2')]), iteratorOver([entry('1'), entry('2')])];
    const open = [...iterators];
    const ledger = stubLedger(stubWith({ getStateByPartialCompositeKey: () => Promise.resolve(open.shift()) }));
    const keys: unknown[] = [];
    for await (const { key } of ledger.range(['battery'])) {
      keys.push(key);
    }
    assert.deepEqual(keys, [
      ['battery', '1'],
      ['battery', '2'],
    ]);
    for await (const { key } of ledger.range(['battery'])) {
      assert.deepEqual(key, ['battery', '1']);
      break;
    }
    assert.deepEqual(
      iterators.map(({ closed }) => closed),
      [true, true],
    );
  });

  it('gives the bookmark of a page, and none where nothing follows', async () => {
    const pages = [
      { iterator: iteratorOver([entry('1'), entry('2')]), metadata: { bookmark: 'next' } },
      { iterator: iteratorOver([entry('3')]), metadata: { bookmark: 'beyond' } },
    ];
    const ledger = stubLedger(
      stubWith({ getStateByPartialCompositeKeyWithPagination: () => Promise.resolve(pages.shift()) }),
    );
    assert.equal((await ledger.page(['battery'], 2, '')).bookmark, 'next');
    const last = await ledger.page(['battery'], 2, 'next');
    assert.deepEqual([last.entries.map(({ key }) => key), last.bookmark], [[['battery', '3']], '']);
  });

  it('tells a history oldest first, deletes without a value', async () => {
    const versions = [
      { txId: 't2', timestamp: { seconds: 1_769_846_400, nanos: 500_000_000 }, isDelete: true, value: Buffer.alloc(0) },
      { txId: 't1', timestamp: { seconds: 1_769_846_400, nanos: 0 }, isDelete: false, value: Buffer.from('x') },
    ];
    const ledger = stubLedger(stubWith({ getHistoryForKey: () => Promise.resolve(iteratorOver(versions)) }));
    assert.deepEqual(await ledger.history(['battery', '1']), [
      { txId: 't1', at: new Date('2026-01-31T08:00:00.000Z'), value: Buffer.from('x') },
      { txId: 't2', at: new Date('2026-01-31T08:00:00.500Z'), value: undefined },
    ]);
  });

  it('reads private ranges, whether the shim wraps the iterator or not, and hashes in hex', async () => {
    const hash = createHash('sha256').update('x').digest();
    for (const wrap of [true, false]) {
      const iterator = iteratorOver([entry('1')]);
      const ledger = stubLedger(
        stubWith({
          getPrivateDataByPartialCompositeKey: () => Promise.resolve(wrap ? { iterator } : iterator),
          getPrivateDataHash: (_: string, key: string) =>
            Promise.resolve(key.includes('known') ? hash : Buffer.alloc(0)),
        }),
      );
      for await (const { key } of ledger.privateRange('factory', ['battery'])) {
        assert.deepEqual(key, ['battery', '1']);
      }
      assert.equal(iterator.closed, true);
      assert.equal(await ledger.privateHash('factory', ['battery', 'known']), hash.toString('hex'));
      assert.equal(await ledger.privateHash('factory', ['battery', 'none']), undefined);
    }
  });
});
