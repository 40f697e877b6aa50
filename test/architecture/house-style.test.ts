// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { sourcesOf } from '../support/sources.js';

const root = resolve(import.meta.dirname, '../../..');
const rooms = [
  'chaincode',
  'network/devpeer',
  'network',
  'telemetry',
  'twin',
  'gateway-api',
  'fl-aggregator',
  'fleet',
  'launch',
  'bench',
];
const files = rooms.flatMap((room) => sourcesOf(root, room));

describe('house style', () => {
  it('every source file names its licence', () => {
    const offences = files.filter(
      (file) => !readFileSync(file, 'utf8').includes('SPDX-License-Identifier: Apache-2.0'),
    );
    assert.deepEqual(
      offences.map((file) => relative(root, file)),
      [],
    );
  });

  it('files are small: median at most 90 lines, 95 of 100 at most 300, none over 400', () => {
    const lengths = files.map((file) => readFileSync(file, 'utf8').split('\n').length).sort((a, b) => a - b);
    const at = (share: number): number =>
      lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * share))] ?? 0;
    assert.ok(at(0.5) <= 90, `median ${at(0.5)}`);
    assert.ok(at(0.95) <= 300, `95th percentile ${at(0.95)}`);
    assert.ok(at(1) <= 400, `longest ${at(1)}`);
  });

  it('no folder is called common, utils or shared', () => {
    assert.deepEqual(
      files.filter((file) => /\/(common|utils?|shared|helpers)\//.test(file)).map((file) => relative(root, file)),
      [],
    );
  });

  it('nothing is exported by default', () => {
    const offences = files.filter((file) => /^export default /m.test(readFileSync(file, 'utf8')));
    assert.deepEqual(
      offences.map((file) => relative(root, file)),
      [],
    );
  });
});
