// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { peer } from '@hyperledger/fabric-protos';
import {
  readBatch,
  readBatchResult,
  readOffer,
  readOne,
  requestType,
  writeBatch,
} from '@wattpass/chaincode/ledger/serving/batch-messages.js';

function offer(uses: boolean, size: number): Uint8Array {
  const parameters = new peer.ChaincodeAdditionalParams();
  parameters.setUseWriteBatch(uses);
  parameters.setMaxSizeWriteBatch(size);
  parameters.setUseGetMultipleKeys(uses);
  parameters.setMaxSizeGetMultipleKeys(size + 1);
  return parameters.serializeBinary();
}

describe('messages of many keys, held to those of @hyperledger/fabric-protos', () => {
  it('have the types that peers know', () => {
    const { GET_STATE, WRITE_BATCH_STATE, GET_STATE_MULTIPLE } = peer.ChaincodeMessage.Type;
    assert.deepEqual(requestType, { read: GET_STATE, writes: WRITE_BATCH_STATE, reads: GET_STATE_MULTIPLE });
  });

  it('hold every kind of write', () => {
    const long = 'k'.repeat(300);
    const bytes = writeBatch([
      { kind: 'put', collection: '', key: '\u0000ö\u0000', value: Buffer.from([0, 255]) },
      { kind: 'put', collection: 'c', key: long, value: Buffer.alloc(20_000, 7) },
      { kind: 'delete', collection: '', key: 'gone' },
      { kind: 'purge', collection: 'c', key: 'purged' },
      { kind: 'metadata', collection: 'c', key: 'k', metakey: 'VALIDATION_PARAMETER', value: Buffer.from('ep') },
    ]);
    const { PUT_STATE, DEL_STATE, PURGE_PRIVATE_DATA, PUT_STATE_METADATA } = peer.WriteRecord.Type;
    const records = peer.WriteBatchState.deserializeBinary(bytes).getRecList();
    assert.deepEqual(
      records.map((record) => [
        record.getType(),
        record.getCollection(),
        record.getKey(),
        Buffer.from(record.getValue_asU8()),
      ]),
      [
        [PUT_STATE, '', '\u0000ö\u0000', Buffer.from([0, 255])],
        [PUT_STATE, 'c', long, Buffer.alloc(20_000, 7)],
        [DEL_STATE, '', 'gone', Buffer.alloc(0)],
        [PURGE_PRIVATE_DATA, 'c', 'purged', Buffer.alloc(0)],
        [PUT_STATE_METADATA, 'c', 'k', Buffer.alloc(0)],
      ],
    );
    const metadata = records[4]?.getMetadata();
    assert.equal(metadata?.getMetakey(), 'VALIDATION_PARAMETER');
    assert.deepEqual(Buffer.from(metadata.getValue_asU8()), Buffer.from('ep'));
  });

  it('ask for one key and for many', () => {
    const one = peer.GetState.deserializeBinary(readOne('c', 'a'));
    assert.deepEqual([one.getCollection(), one.getKey()], ['c', 'a']);
    const many = peer.GetStateMultiple.deserializeBinary(readBatch('c', ['a', 'b']));
    assert.deepEqual([many.getCollection(), many.getKeysList()], ['c', ['a', 'b']]);
  });

  it('bring values in their order, no bytes where a key is absent', () => {
    const result = new peer.GetStateMultipleResult();
    result.setValuesList([Buffer.from('1'), Buffer.alloc(0), Buffer.from('3')]);
    assert.deepEqual(readBatchResult(result.serializeBinary()).map(String), ['1', '', '3']);
  });

  it('read what a peer offers: nothing before Fabric 3.1, a hundred keys at least', () => {
    assert.deepEqual(readOffer(new Uint8Array()), { writes: 0, reads: 0 });
    assert.deepEqual(readOffer(offer(false, 1000)), { writes: 0, reads: 0 });
    assert.deepEqual(readOffer(offer(true, 1000)), { writes: 1000, reads: 1001 });
    assert.deepEqual(readOffer(offer(true, 0)), { writes: 100, reads: 100 });
  });

  it('are refused where they are cut short', () => {
    const whole = offer(true, 1000);
    assert.throws(() => readOffer(whole.subarray(0, whole.length - 1)), RangeError);
  });
});
