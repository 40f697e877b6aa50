// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { peer } from '@hyperledger/fabric-protos';
import { TransactionRequests } from '@wattpass/chaincode/ledger/serving/transaction-requests.js';

const { GET_STATE, GET_STATE_BY_RANGE, GET_STATE_MULTIPLE, WRITE_BATCH_STATE } = peer.ChaincodeMessage.Type;

/** A transaction's requests, and what they sent. */
function scene(most: { writes: number; reads: number }) {
  const sent: { type: number; payload: Uint8Array }[] = [];
  const requests = new TransactionRequests(most, (type, payload) => sent.push({ type, payload }));
  return { requests, sent, types: () => sent.map(({ type }) => type) };
}

function values(...texts: string[]): { payload: Uint8Array } {
  const result = new peer.GetStateMultipleResult();
  result.setValuesList(texts.map((text) => Buffer.from(text)));
  return { payload: result.serializeBinary() };
}

function keysOf(batch: { payload: Uint8Array } | undefined): string[] {
  return peer.WriteBatchState.deserializeBinary(batch?.payload ?? new Uint8Array())
    .getRecList()
    .map((record) => record.getKey());
}

describe("a transaction's requests", () => {
  it('join reads of one collection that are asked for at once, one message at a time', async () => {
    const { requests, sent, types } = scene({ writes: 100, reads: 2 });
    const reads = Promise.all(['a', 'b', 'c'].map((key) => requests.read('', key)));
    const other = requests.read('private', 'd');
    await turn();
    assert.deepEqual(types(), [GET_STATE_MULTIPLE]);
    assert.deepEqual(peer.GetStateMultiple.deserializeBinary(sent[0]?.payload ?? new Uint8Array()).getKeysList(), [
      'a',
      'b',
    ]);
    requests.answer(values('1', ''));
    assert.deepEqual(types(), [GET_STATE_MULTIPLE, GET_STATE]);
    requests.answer({ payload: Buffer.from('3') });
    assert.deepEqual(types(), [GET_STATE_MULTIPLE, GET_STATE, GET_STATE]);
    requests.answer({ payload: Buffer.from('4') });
    assert.deepEqual((await reads).map(String), ['1', '', '3']);
    assert.equal(String(await other), '4');
  });

  it('keep the order of what is no read', async () => {
    const { requests, types } = scene({ writes: 100, reads: 100 });
    const answers = Promise.all([
      requests.read('', 'a'),
      requests.ask(GET_STATE_BY_RANGE, new Uint8Array()),
      requests.read('', 'b'),
    ]);
    await turn();
    for (const text of ['1', '2', '3']) {
      requests.answer({ payload: Buffer.from(text) });
    }
    assert.deepEqual(types(), [GET_STATE, GET_STATE_BY_RANGE, GET_STATE]);
    assert.deepEqual(
      (await answers).map((bytes) => Buffer.from(bytes).toString()),
      ['1', '2', '3'],
    );
  });

  it('fail all reads of a message that the peer refuses', async () => {
    const { requests } = scene({ writes: 100, reads: 100 });
    const reads = Promise.allSettled([requests.read('', 'a'), requests.read('', 'b')]);
    await turn();
    requests.answer({ error: new Error('no') });
    assert.deepEqual(
      (await reads).map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : 'read')),
      ['Error: no', 'Error: no'],
    );
  });

  it('send writes when flushed, in batches as large as the peer takes', async () => {
    const { requests, sent } = scene({ writes: 2, reads: 100 });
    for (const key of ['a', 'b', 'c']) {
      requests.write({ kind: 'put', collection: '', key, value: Buffer.from(key) });
    }
    await turn();
    assert.deepEqual(sent, []);
    const flushed = requests.flush();
    await turn();
    requests.answer({ payload: new Uint8Array() });
    await turn();
    requests.answer({ payload: new Uint8Array() });
    await flushed;
    assert.deepEqual(
      sent.map(({ type }) => type),
      [WRITE_BATCH_STATE, WRITE_BATCH_STATE],
    );
    assert.deepEqual(sent.map(keysOf), [['a', 'b'], ['c']]);
    await requests.flush();
    assert.equal(sent.length, 2);
  });

  it('part large values, whatever the count', async () => {
    const { requests, sent } = scene({ writes: 1000, reads: 100 });
    for (const key of ['a', 'b', 'c']) {
      requests.write({ kind: 'put', collection: '', key, value: Buffer.alloc(5 * 1024 * 1024) });
    }
    const flushed = requests.flush();
    for (let batch = 0; batch < 3; batch += 1) {
      await turn();
      requests.answer({ payload: new Uint8Array() });
    }
    await flushed;
    assert.deepEqual(sent.map(keysOf), [['a'], ['b'], ['c']]);
  });

  it('throw when flushed what the peer refuses', async () => {
    const { requests } = scene({ writes: 100, reads: 100 });
    requests.write({ kind: 'delete', collection: 'c', key: 'a' });
    const flushed = requests.flush();
    await turn();
    requests.answer({ error: new Error('not yours') });
    await assert.rejects(flushed, /not yours/);
  });
});
