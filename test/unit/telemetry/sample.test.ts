// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { decodeSample, encodeSample, SAMPLE_BYTES, type Sample } from '@wattpass/telemetry';

const sample: Sample = {
  index: 2,
  timeMs: 35_700,
  microvolts: 3_974_900,
  microamps: -2_012_500,
  millicelsius: 24_390,
};

describe('the canonical sample', () => {
  it('is five 32-bit big-endian integers', () => {
    // 35700 = 0x8b74; 3974900 = 0x3ca6f4; 2^32 - 2012500 = 0xffe14aac; 24390 = 0x5f46
    assert.equal(
      Buffer.from(encodeSample(sample)).toString('hex'),
      '00000002' + '00008b74' + '003ca6f4' + 'ffe14aac' + '00005f46',
    );
    assert.deepEqual(decodeSample(encodeSample(sample)), sample);
  });

  it('holds the ends of every range', () => {
    const least = { index: 0, timeMs: 0, microvolts: -2147483648, microamps: -2147483648, millicelsius: -273150 };
    const most = {
      index: 4294967295,
      timeMs: 4294967295,
      microvolts: 2147483647,
      microamps: 2147483647,
      millicelsius: 1000000,
    };
    assert.deepEqual(decodeSample(encodeSample(least)), least);
    assert.deepEqual(decodeSample(encodeSample(most)), most);
  });

  it('is written into a larger array at an offset', () => {
    const target = new Uint8Array(24);
    encodeSample(sample, target, 3);
    assert.deepEqual(decodeSample(target.slice(3, 23)), sample);
    assert.deepEqual([target[0], target[1], target[2], target[23]], [0, 0, 0, 0]);
  });

  const wrong: readonly [Partial<Record<keyof Sample, unknown>>, string, string][] = [
    [{ index: -1 }, 'OUT_OF_RANGE', '/index'],
    [{ timeMs: 4294967296 }, 'OUT_OF_RANGE', '/timeMs'],
    [{ microvolts: 2147483648 }, 'OUT_OF_RANGE', '/microvolts'],
    [{ microamps: 0.5 }, 'NOT_AN_INTEGER', '/microamps'],
    [{ microamps: NaN }, 'NOT_AN_INTEGER', '/microamps'],
    [{ millicelsius: -273151 }, 'OUT_OF_RANGE', '/millicelsius'],
    [{ millicelsius: '24390' }, 'WRONG_TYPE', '/millicelsius'],
    [{ microvolts: undefined }, 'WRONG_TYPE', '/microvolts'],
  ];
  for (const [change, code, pointer] of wrong) {
    it(`refuses ${JSON.stringify(change)}`, () => {
      assert.throws(() => encodeSample({ ...sample, ...change } as Sample), { code, pointer });
    });
  }

  it('refuses bytes of another length and a temperature below absolute zero', () => {
    assert.throws(() => decodeSample(new Uint8Array(SAMPLE_BYTES - 1)), { code: 'WRONG_LENGTH' });
    const cold = encodeSample(sample);
    cold.set([0x80, 0, 0, 0], 16);
    assert.throws(() => decodeSample(cold), { code: 'OUT_OF_RANGE', pointer: '/millicelsius' });
  });
});
