// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Ledger } from '@wattpass/chaincode/ledger/ledger.js';
import { CommittedState, composeKey } from '../support/committed-state.js';
import { InMemoryLedger } from '../support/in-memory-ledger.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);

function ledgerOver(state: CommittedState, member = true): InMemoryLedger {
  return new InMemoryLedger(state, () => member, 'ProducerMSP');
}

async function keysOf(ledger: Ledger, ...prefix: [string, ...string[]]): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of ledger.range(prefix)) {
    found.push(key.join('/'));
  }
  return found;
}

describe('the ledger in memory refuses what a peer refuses', () => {
  it('public and private state in one transaction, and two collections', async () => {
    const mixed = ledgerOver(new CommittedState());
    await mixed.put(['a', '1'], bytes('x'));
    await assert.rejects(mixed.putPrivate('factory', ['a', '1'], bytes('x')), /writes public state and factory/);
    const two = ledgerOver(new CommittedState());
    await two.putPrivate('factory', ['a', '1'], bytes('x'));
    await assert.rejects(two.putPrivate('usage', ['a', '1'], bytes('x')), /writes factory and usage/);
  });

  it('a write after a paged read, and the reverse', async () => {
    const first = ledgerOver(new CommittedState());
    await first.page(['a'], 10, '');
    await assert.rejects(first.put(['a', '1'], bytes('x')), /already performed a paginated query/);
    const second = ledgerOver(new CommittedState());
    await second.put(['a', '1'], bytes('x'));
    await assert.rejects(second.page(['a'], 10, ''), /read-only transaction/);
  });

  it('a write after a private range', async () => {
    const ledger = ledgerOver(new CommittedState());
    for await (const entry of ledger.privateRange('factory', ['a'])) {
      assert.fail(entry.key.join('/'));
    }
    await assert.rejects(ledger.putPrivate('factory', ['a', '1'], bytes('x')), /already performed queries on pvt data/);
  });

  it('private access by strangers, but not the hash', async () => {
    const state = new CommittedState();
    state.commit([{ collection: 'factory', key: composeKey(['a', '1']), value: bytes('x') }], 't1', new Date());
    const stranger = ledgerOver(state, false);
    await assert.rejects(stranger.getPrivate('factory', ['a', '1']), /does not have read access permission/);
    await assert.rejects(stranger.putPrivate('factory', ['a', '1'], bytes('y')), /does not have write access/);
    // SHA-256 of "x"
    const hash = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
    assert.equal(await stranger.privateHash('factory', ['a', '1']), hash);
  });

  it('a private read where public state is written, because not every endorser has the data', async () => {
    const ledger = ledgerOver(new CommittedState());
    await ledger.getPrivate('factory', ['a', '1']);
    await assert.rejects(ledger.put(['a', '1'], bytes('x')), /not every endorser has/);
  });
});

describe('the ledger in memory reads as a peer does', () => {
  it('committed state only', async () => {
    const state = new CommittedState();
    const ledger = ledgerOver(state);
    await ledger.put(['a', '1'], bytes('new'));
    assert.equal(await ledger.get(['a', '1']), undefined);
    assert.deepEqual(await keysOf(ledger, 'a'), []);
    state.commit(ledger.writes, 't1', new Date());
    assert.deepEqual(await ledgerOver(state).get(['a', '1']), bytes('new'));
  });

  it('keys in the order of their bytes, whole parts only', async () => {
    const state = new CommittedState();
    const written = [
      ['a', 'b', '2'],
      ['a', 'bb', '1'],
      ['a', 'b', '10'],
      ['ab', 'b'],
      ['a', 'B', '1'],
      ['a', 'b'],
    ] as const;
    state.commit(
      written.map((key) => ({ key: composeKey(key), value: bytes('x') })),
      't1',
      new Date(),
    );
    const ledger = ledgerOver(state);
    assert.deepEqual(await keysOf(ledger, 'a'), ['a/B/1', 'a/b', 'a/b/10', 'a/b/2', 'a/bb/1']);
    assert.deepEqual(await keysOf(ledger, 'a', 'b'), ['a/b', 'a/b/10', 'a/b/2']);
  });

  it('an empty value as a delete, which the history shows', async () => {
    const state = new CommittedState();
    const key = composeKey(['a', '1']);
    const at = new Date('2026-01-31T08:00:00Z');
    state.commit([{ key, value: bytes('x') }], 't1', at);
    state.commit([{ key, value: bytes('') }], 't2', at);
    const ledger = ledgerOver(state);
    assert.equal(await ledger.get(['a', '1']), undefined);
    assert.deepEqual(await ledger.history(['a', '1']), [
      { txId: 't1', at, value: bytes('x') },
      { txId: 't2', at, value: undefined },
    ]);
  });

  it('pages with a bookmark that ends', async () => {
    const state = new CommittedState();
    for (const part of ['1', '2', '3']) {
      state.commit([{ key: composeKey(['a', part]), value: bytes(part) }], part, new Date());
    }
    const ledger = ledgerOver(state);
    const first = await ledger.page(['a'], 2, '');
    assert.equal(first.entries.length, 2);
    const second = await ledger.page(['a'], 2, first.bookmark);
    assert.deepEqual(
      second.entries.map(({ key }) => key),
      [['a', '3']],
    );
    assert.equal(second.bookmark, '');
  });

  it('and is void when a key or a range it read has changed', async () => {
    const state = new CommittedState();
    const byKey = ledgerOver(state);
    await byKey.get(['a', '1']);
    const byRange = ledgerOver(state);
    await keysOf(byRange, 'a');
    const elsewhere = ledgerOver(state);
    await elsewhere.get(['b', '1']);
    state.commit([{ key: composeKey(['a', '1']), value: bytes('x') }], 't1', new Date());
    assert.equal(byKey.stillValid, false);
    assert.equal(byRange.stillValid, false);
    assert.equal(elsewhere.stillValid, true);
  });

  it('takes no part of a key that Fabric would not', () => {
    assert.throws(() => composeKey(['a', 'x\u0000y']), /U\+0000/);
    assert.throws(() => composeKey(['a', 'x\u{10FFFF}']), /U\+10FFFF/);
    assert.throws(() => composeKey(['']), /non-zero length/);
  });
});
