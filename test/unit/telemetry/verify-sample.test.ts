// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { anchorOf, chunkTree, sampleAt, sampleProof, verifySample, type SampleEvidence } from '@wattpass/telemetry';
import { exampleChunk } from '../../support/chunk-fixture.js';

const chunk = exampleChunk();
const tree = chunkTree(chunk);
const { header } = chunk;
const anchor = anchorOf(chunk, tree);
const sample = sampleAt(chunk.columns, 2);
const proof = sampleProof(tree, 2);
const evidence: SampleEvidence = { header, sample, proof, anchor };
const none = 'f'.repeat(64);

describe('verifySample', () => {
  it('accepts every sample of the chunk', () => {
    for (let index = 0; index < anchor.count; index += 1) {
      const one = { header, sample: sampleAt(chunk.columns, index), proof: sampleProof(tree, index), anchor };
      assert.deepEqual(verifySample(one), { valid: true });
    }
  });

  it('needs nothing but what JSON carries', () => {
    assert.deepEqual(verifySample(JSON.parse(JSON.stringify(evidence)) as SampleEvidence), { valid: true });
  });

  const changed: readonly [string, object, string][] = [
    ['the time', { sample: { ...sample, timeMs: 35_701 } }, 'root'],
    ['the voltage', { sample: { ...sample, microvolts: 3_974_901 } }, 'root'],
    ['the current', { sample: { ...sample, microamps: 2_012_500 } }, 'root'],
    ['the temperature', { sample: { ...sample, millicelsius: 24_389 } }, 'root'],
    ['the index', { sample: { ...sample, index: 3 } }, 'position'],
    ['the index in sample and proof', { sample: { ...sample, index: 3 }, proof: { ...proof, leafIndex: 3 } }, 'root'],
    ['the cycle', { header: { ...header, cycle: 2 } }, 'root'],
    ['the start', { header: { ...header, startedAt: '2026-01-31T08:00:01Z' } }, 'root'],
    ['the kind', { header: { ...header, kind: 'charge' } }, 'root'],
    ['the battery', { header: { ...header, batteryId: 'another' } }, 'battery'],
    ['the chunk', { header: { ...header, chunk: 1 } }, 'chunk'],
    [
      'the battery everywhere',
      { header: { ...header, batteryId: 'b' }, anchor: { ...anchor, batteryId: 'b' } },
      'root',
    ],
    ['the anchored root', { anchor: { ...anchor, root: none } }, 'root'],
    ['the anchored count', { anchor: { ...anchor, count: 6 } }, 'position'],
    ['the size in proof and anchor', { anchor: { ...anchor, count: 2 }, proof: { ...proof, treeSize: 2 } }, 'position'],
    ['a hash of the path', { proof: { ...proof, path: [none, ...proof.path.slice(1)] } }, 'root'],
    ['the length of the path', { proof: { ...proof, path: proof.path.slice(1) } }, 'position'],
    ['a hash to upper case', { proof: { ...proof, path: proof.path.map((hash) => hash.toUpperCase()) } }, 'malformed'],
    ['the path to none', { proof: { ...proof, path: undefined } }, 'malformed'],
    ['the voltage to a text', { sample: { ...sample, microvolts: '3974900' } }, 'malformed'],
    ['the voltage to a fraction', { sample: { ...sample, microvolts: 3_974_900.5 } }, 'malformed'],
    ['the header by a field more', { header: { ...header, note: 'x' } }, 'malformed'],
  ];
  for (const [name, change, reason] of changed) {
    it(`refuses a change of ${name} as ${reason}`, () => {
      const verdict = verifySample({ ...evidence, ...change });
      assert.equal(verdict.valid ? 'valid' : verdict.reason, reason);
    });
  }

  it('refuses a sample of another chunk of the same battery', () => {
    const other = { ...chunk, header: { ...header, chunk: 1 } };
    const otherTree = chunkTree(other);
    const verdict = verifySample({ header: other.header, sample, proof: sampleProof(otherTree, 2), anchor });
    assert.equal(verdict.valid ? 'valid' : verdict.reason, 'chunk');
  });
});
