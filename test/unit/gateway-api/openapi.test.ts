// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openApiText } from '@wattpass/gateway-api/internal/openapi.js';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

describe('gateway-api OpenAPI', () => {
  let text: string;
  let operations: [method: string, path: string, operation: Operation][];
  before(async function () {
    this.timeout(30_000);
    text = await openApiText();
    const { paths } = JSON.parse(text) as Document;
    operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, string, Operation] => [method, path, operation]),
    );
  });

  it('is the committed document: `npm run openapi -w gateway-api` writes it', () => {
    const committed = fileURLToPath(new URL('../openapi.json', import.meta.resolve('@wattpass/gateway-api/server')));
    assert.equal(text, readFileSync(committed, 'utf8'));
  });

  it('names every operation once', () => {
    const ids = operations.map(([, , { operationId }]) => operationId);
    assert.ok(ids.length > 50);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('asks for an idempotency key on every POST, and answers problems everywhere', () => {
    for (const [method, path, { parameters, responses }] of operations) {
      const asks = (parameters ?? []).some(({ name }) => name === 'Idempotency-Key');
      assert.equal(asks, method === 'post', `${method} ${path}`);
      assert.ok('default' in responses, `${method} ${path}`);
    }
  });
});
