// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { chunkFromJson, chunkToJson } from '@wattpass/telemetry';
import { chunkJson, exampleChunk } from '../../support/chunk-fixture.js';

const { header, samples } = chunkJson;

describe('the JSON form of a chunk', () => {
  it('is read and written without loss', () => {
    const signed = { ...chunkJson, signature: 'MEUCIQ==' };
    assert.deepEqual(chunkToJson(exampleChunk()), chunkJson);
    assert.deepEqual(JSON.parse(JSON.stringify(chunkToJson(chunkFromJson(signed)))), signed);
  });

  const wrong: readonly [string, unknown, string, string][] = [
    ['no object', 'chunk', 'WRONG_TYPE', ''],
    ['no header', { samples }, 'MISSING_FIELD', '/header'],
    ['no samples', { header }, 'MISSING_FIELD', '/samples'],
    ['an unknown field', { header, samples, count: 5 }, 'UNKNOWN_FIELD', '/count'],
    ['an unknown column', { header, samples: { ...samples, ohms: [] } }, 'UNKNOWN_FIELD', '/samples/ohms'],
    ['a missing column', { header, samples: { ...samples, timeMs: undefined } }, 'MISSING_FIELD', '/samples/timeMs'],
    ['a column that is none', { header, samples: { ...samples, timeMs: 'x' } }, 'WRONG_TYPE', '/samples/timeMs'],
    [
      'a null among the values',
      { header, samples: { ...samples, microamps: [0, 0, null, 0, 0] } },
      'WRONG_TYPE',
      '/samples/microamps/2',
    ],
    ['a header of another kind', { header: { ...header, kind: 'x' }, samples }, 'WRONG_FORMAT', '/header/kind'],
    ['a signature that is no text', { header, samples, signature: 5 }, 'WRONG_TYPE', '/signature'],
    ['a signature that is no base64', { header, samples, signature: 'abc' }, 'WRONG_FORMAT', '/signature'],
    ['an endless signature', { header, samples, signature: 'AAAA'.repeat(33) }, 'WRONG_FORMAT', '/signature'],
  ];
  for (const [name, value, code, pointer] of wrong) {
    it(`refuses ${name}`, () => {
      assert.throws(() => chunkFromJson(value), { name: 'TelemetryError', code, pointer });
    });
  }

  it('says the place and the rule in the message', () => {
    assert.throws(() => chunkFromJson({ header, samples: { ...samples, timeMs: [0, 1, 2, 1, 3] } }), {
      message: '/samples/timeMs/3: not before the sample before it, 2',
    });
  });
});
