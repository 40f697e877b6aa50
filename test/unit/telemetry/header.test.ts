// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { encodeHeader, headerDigest, parseHeader, type ChunkHeader } from '@wattpass/telemetry';

const header: ChunkHeader = {
  batteryId: '09524000000011-B5',
  chunk: 3,
  cycle: 300,
  startedAt: '1970-01-01T00:00:01Z',
  kind: 'discharge',
};

describe('the chunk header', () => {
  it('has canonical bytes: texts after their lengths, then counters and the start in milliseconds', () => {
    const text = (value: string) => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
    const expected = Buffer.concat([
      text('wattpass/telemetry/header/1'),
      text('09524000000011-B5'),
      text('discharge'),
      Buffer.from('00000003' + '0000012c' + '00000000000003e8', 'hex'),
    ]);
    assert.deepEqual(Buffer.from(encodeHeader(header)), expected);
    assert.deepEqual(Buffer.from(headerDigest(header)), createHash('sha256').update(expected).digest());
  });

  it('binds the instant and not how it is written', () => {
    assert.deepEqual(
      headerDigest({ ...header, startedAt: '2026-01-31T08:00:00Z' }),
      headerDigest({ ...header, startedAt: '2026-01-31T08:00:00.000Z' }),
    );
  });

  it('gives another digest for every changed field', () => {
    const { batteryId, chunk, cycle, startedAt } = header;
    const others: ChunkHeader[] = [
      { ...header, batteryId: '09524000000011-B6' },
      { ...header, chunk: 4 },
      { ...header, cycle: 301 },
      { ...header, startedAt: '1970-01-01T00:00:01.001Z' },
      { ...header, kind: 'charge' },
      { batteryId, chunk, cycle, startedAt },
    ];
    const digests = [header, ...others].map((one) => Buffer.from(headerDigest(one)).toString('hex'));
    assert.equal(new Set(digests).size, 7);
  });

  const wrong: readonly [unknown, string, string][] = [
    [undefined, 'WRONG_TYPE', '/header'],
    [null, 'WRONG_TYPE', '/header'],
    [[], 'WRONG_TYPE', '/header'],
    [{ ...header, batteryId: undefined }, 'MISSING_FIELD', '/header/batteryId'],
    [{ ...header, batteryId: 5 }, 'WRONG_TYPE', '/header/batteryId'],
    [{ ...header, batteryId: '' }, 'WRONG_FORMAT', '/header/batteryId'],
    [{ ...header, batteryId: 'a b' }, 'WRONG_FORMAT', '/header/batteryId'],
    [{ ...header, batteryId: 'x'.repeat(129) }, 'WRONG_FORMAT', '/header/batteryId'],
    [{ ...header, chunk: -1 }, 'OUT_OF_RANGE', '/header/chunk'],
    [{ ...header, chunk: 4294967296 }, 'OUT_OF_RANGE', '/header/chunk'],
    [{ ...header, chunk: '0' }, 'WRONG_TYPE', '/header/chunk'],
    [{ ...header, cycle: 1.5 }, 'NOT_AN_INTEGER', '/header/cycle'],
    [{ ...header, startedAt: '2026-01-31T08:00:00+01:00' }, 'WRONG_FORMAT', '/header/startedAt'],
    [{ ...header, startedAt: '2026-02-30T08:00:00Z' }, 'WRONG_FORMAT', '/header/startedAt'],
    [{ ...header, startedAt: '2026-01-31T25:00:00Z' }, 'WRONG_FORMAT', '/header/startedAt'],
    [{ ...header, startedAt: 0 }, 'WRONG_TYPE', '/header/startedAt'],
    [{ ...header, kind: 'nap' }, 'WRONG_FORMAT', '/header/kind'],
    [{ ...header, 'a/b~c': 1 }, 'UNKNOWN_FIELD', '/header/a~1b~0c'],
  ];
  for (const [value, code, pointer] of wrong) {
    it(`refuses ${inspect(value, { breakLength: Infinity }).slice(0, 100)} with ${code} at ${pointer}`, () => {
      assert.throws(() => parseHeader(value), { code, pointer });
    });
  }
});
