// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../../..');

interface Operation {
  readonly operationId: string;
}

describe('docs/rest.md', () => {
  it('names exactly the operations of openapi.json', () => {
    const document = JSON.parse(readFileSync(join(root, 'gateway-api/openapi.json'), 'utf8')) as {
      paths: Record<string, Record<string, Operation>>;
    };
    const served = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    const table = readFileSync(join(root, 'docs/rest.md'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| operationId') && !line.startsWith('| --'));
    const described = table.flatMap((line) => (line.split('|')[1] ?? '').split(',').map((name) => name.trim()));
    assert.deepEqual(described.sort(), served.sort());
  });
});
