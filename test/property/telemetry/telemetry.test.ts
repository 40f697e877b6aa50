// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  anchorOf,
  chunkFromJson,
  chunkKinds,
  chunkOf,
  chunkToJson,
  chunkTree,
  columnsFromNumbers,
  decodeSample,
  encodeHeader,
  encodeSample,
  sampleAt,
  sampleProof,
  sampleRanges,
  scaledInteger,
  verifySample,
  type Chunk,
  type ChunkHeader,
  type Sample,
} from '@wattpass/telemetry';
import { decodeChunkFile, encodeChunkFile } from '@wattpass/telemetry/arrow';

const integer = (field: keyof Sample) => fc.integer({ min: sampleRanges[field][0], max: sampleRanges[field][1] });

const samples: fc.Arbitrary<Sample> = fc.record(
  {
    index: integer('index'),
    timeMs: integer('timeMs'),
    microvolts: integer('microvolts'),
    microamps: integer('microamps'),
    millicelsius: integer('millicelsius'),
  },
  { noNullPrototype: true },
);

const headers: fc.Arbitrary<ChunkHeader> = fc.record(
  {
    batteryId: fc
      .array(fc.integer({ min: 0x21, max: 0x7e }), { minLength: 1, maxLength: 128 })
      .map((codes) => String.fromCharCode(...codes)),
    chunk: fc.nat({ max: 0xffffffff }),
    cycle: fc.nat({ max: 0xffffffff }),
    startedAt: fc
      .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    kind: fc.constantFrom(...chunkKinds),
  },
  { noNullPrototype: true, requiredKeys: ['batteryId', 'chunk', 'cycle', 'startedAt'] },
);

const chunks: fc.Arbitrary<Chunk> = fc
  .tuple(headers, fc.array(samples, { minLength: 1, maxLength: 40 }))
  .map(([header, list]) => {
    const timeMs = list.map((sample) => sample.timeMs).sort((left, right) => left - right);
    const column = (field: keyof Sample) => list.map((sample) => sample[field]);
    return chunkOf(
      header,
      columnsFromNumbers({
        timeMs,
        microvolts: column('microvolts'),
        microamps: column('microamps'),
        millicelsius: column('millicelsius'),
      }),
    );
  });

describe('telemetry, for any input', () => {
  it('decodes what it encodes: samples', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        assert.deepEqual(decodeSample(encodeSample(sample)), sample);
      }),
    );
  });

  it('decodes what it encodes: chunks as JSON and as Arrow files', () => {
    fc.assert(
      fc.property(chunks, (chunk) => {
        assert.deepEqual(chunkFromJson(JSON.parse(JSON.stringify(chunkToJson(chunk)))), chunk);
        assert.deepEqual(decodeChunkFile(encodeChunkFile(chunk)), chunk);
      }),
    );
  });

  it('gives two headers the same bytes only if they are the same', () => {
    fc.assert(
      fc.property(headers, headers, (left, right) => {
        const same = Buffer.from(encodeHeader(left)).equals(Buffer.from(encodeHeader(right)));
        assert.equal(same, JSON.stringify(chunkHeaderList(left)) === JSON.stringify(chunkHeaderList(right)));
      }),
    );
  });

  it("verifies every leaf's proof", () => {
    fc.assert(
      fc.property(chunks, (chunk) => {
        const tree = chunkTree(chunk);
        const anchor = anchorOf(chunk, tree);
        for (let index = 0; index < anchor.count; index += 1) {
          const sample = sampleAt(chunk.columns, index);
          const proof = sampleProof(tree, index);
          assert.deepEqual(verifySample({ header: chunk.header, sample, proof, anchor }), { valid: true });
        }
      }),
    );
  });

  it('refuses a sample or header with any one field changed', () => {
    fc.assert(
      fc.property(chunks, headers, samples, fc.nat(), (chunk, otherHeader, otherSample, place) => {
        const tree = chunkTree(chunk);
        const anchor = anchorOf(chunk, tree);
        const sample = sampleAt(chunk.columns, place % anchor.count);
        const proof = sampleProof(tree, sample.index);
        for (const field of Object.keys(sample) as (keyof Sample)[]) {
          const changed = { ...sample, [field]: otherSample[field] };
          const { valid } = verifySample({ header: chunk.header, sample: changed, proof, anchor });
          assert.equal(valid, otherSample[field] === sample[field], field);
        }
        for (const field of ['batteryId', 'chunk', 'cycle', 'startedAt', 'kind'] as const) {
          const header = { ...chunk.header, [field]: otherHeader[field] };
          const { valid } = verifySample({ header, sample, proof, anchor });
          assert.equal(valid, otherHeader[field] === chunk.header[field], field);
        }
      }),
    );
  });

  it('refuses a proof with any one bit flipped', () => {
    fc.assert(
      fc.property(chunks, fc.nat(), fc.nat(), (chunk, place, bit) => {
        const tree = chunkTree(chunk);
        const anchor = anchorOf(chunk, tree);
        const sample = sampleAt(chunk.columns, place % anchor.count);
        const proof = sampleProof(tree, sample.index);
        fc.pre(proof.path.length > 0);
        const bytes = Buffer.from(proof.path.join(''), 'hex');
        const target = bit % (bytes.length * 8);
        bytes[target >> 3]! ^= 1 << (target & 7);
        const path = proof.path.map((_, step) => bytes.subarray(step * 32, step * 32 + 32).toString('hex'));
        assert.equal(verifySample({ header: chunk.header, sample, proof: { ...proof, path }, anchor }).valid, false);
      }),
    );
  });

  it('scales decimal texts as integer arithmetic on their digits does', () => {
    const texts = fc.tuple(fc.boolean(), fc.nat({ max: 999_999 }), fc.nat({ max: 999_999_999 }));
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 9 }), ([negative, whole, fraction], digits) => {
        const text = `${negative ? '-' : ''}${whole}.${String(fraction).padStart(9, '0')}`;
        const nano = BigInt(whole) * 1_000_000_000n + BigInt(fraction);
        const unit = 10n ** BigInt(9 - digits);
        const magnitude = Number((2n * nano + unit) / (2n * unit));
        fc.pre(Number.isSafeInteger(magnitude));
        assert.equal(scaledInteger(text, digits), negative && magnitude > 0 ? -magnitude : magnitude);
      }),
    );
  });
});

function chunkHeaderList(header: ChunkHeader): unknown[] {
  return [header.batteryId, header.chunk, header.cycle, header.startedAt, header.kind];
}
