// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { arrowsOf, sourcesOf } from '../../support/sources.js';

describe('the main entry of telemetry', () => {
  it('imports nothing a browser lacks', () => {
    const root = resolve(import.meta.dirname, '../../../..');
    const files = sourcesOf(root, 'telemetry').filter((file) => !file.includes('/src/signature/'));
    const specifiers = new Set(files.flatMap(arrowsOf).filter((specifier) => !specifier.startsWith('.')));
    assert.deepEqual([...specifiers].sort(), ['@noble/hashes/sha2.js', '@noble/hashes/utils.js', 'apache-arrow']);
    assert.deepEqual(
      files.filter((file) => arrowsOf(file).includes('apache-arrow')).map((file) => file.split('/src/')[1]),
      ['arrow/chunk-file.ts'],
    );
  });
});
