// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { anchorOf, type Chunk } from '@wattpass/telemetry';
import { contentAddress, decodeChunkFile, encodeChunkFile } from '@wattpass/telemetry/arrow';
import { exampleChunk } from '../../support/chunk-fixture.js';

describe('the stored chunk', () => {
  const signed: Chunk = { ...exampleChunk(), signature: 'MEUCIQ==' };

  it('is an Arrow file that holds everything', () => {
    const bytes = encodeChunkFile(signed);
    assert.equal(Buffer.from(bytes.subarray(0, 6)).toString(), 'ARROW1');
    assert.equal(Buffer.from(bytes.subarray(-6)).toString(), 'ARROW1');
    assert.deepEqual(decodeChunkFile(bytes), signed);
    assert.deepEqual(decodeChunkFile(encodeChunkFile(exampleChunk())), exampleChunk());
    assert.deepEqual(anchorOf(decodeChunkFile(bytes)), anchorOf(signed));
  });

  it('is read from a larger buffer and from a Node buffer', () => {
    const bytes = encodeChunkFile(signed);
    const larger = Buffer.concat([Buffer.from('xyz'), bytes]);
    assert.deepEqual(decodeChunkFile(larger.subarray(3)), signed);
  });

  it('always has the same bytes, and their SHA-256 for a name', () => {
    const bytes = encodeChunkFile(signed);
    assert.deepEqual(encodeChunkFile({ ...exampleChunk(), signature: 'MEUCIQ==' }), bytes);
    assert.equal(contentAddress(bytes), createHash('sha256').update(bytes).digest('hex'));
  });

  it('stores columns that are views of a larger array', () => {
    const { header, columns } = exampleChunk();
    const part = {
      timeMs: columns.timeMs.subarray(1, 4),
      microvolts: columns.microvolts.subarray(1, 4),
      microamps: columns.microamps.subarray(1, 4),
      millicelsius: columns.millicelsius.subarray(1, 4),
    };
    assert.deepEqual(
      Array.from(decodeChunkFile(encodeChunkFile({ header, columns: part })).columns.timeMs),
      [16_800, 35_700, 53_800],
    );
  });

  it('is refused if it is something else', () => {
    const bytes = encodeChunkFile(signed);
    const wrong = [new Uint8Array(), Buffer.from('no arrow file'), bytes.subarray(0, bytes.length >> 1)];
    for (const file of wrong) {
      assert.throws(() => decodeChunkFile(file), { name: 'TelemetryError', code: 'WRONG_FILE' });
    }
  });

  it('is refused if its metadata are of another format', () => {
    const text = Buffer.from(encodeChunkFile(signed))
      .toString('latin1')
      .replaceAll('wattpass/chunk/1', 'wattpass/chunk/9');
    assert.throws(() => decodeChunkFile(Buffer.from(text, 'latin1')), { code: 'WRONG_FILE' });
  });

  it('is refused if its samples have been put out of order', () => {
    const bytes = Buffer.from(encodeChunkFile(signed));
    const time = Buffer.alloc(4);
    time.writeUInt32LE(53_800);
    const place = bytes.indexOf(time);
    assert.ok(place > 0);
    bytes.writeUInt32LE(1, place);
    assert.throws(() => decodeChunkFile(bytes), { code: 'TIME_ORDER', pointer: '/samples/timeMs/3' });
  });
});
