// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientSchemaText, type OpenApiDocument } from '@wattpass/gateway-api/internal/client-schema/client-schema.js';
import { typeOf } from '@wattpass/gateway-api/internal/client-schema/json-schema-type.js';

const room = join(import.meta.dirname, '../../../../../gateway-api');

describe('gateway client: types made from JSON schema', () => {
  it('writes primitives, literals, references and unions', () => {
    assert.equal(typeOf({ type: 'integer' }), 'number');
    assert.equal(typeOf({ type: 'string', enum: ["it's", 'b'] }), "'it\\'s' | 'b'");
    assert.equal(typeOf({ $ref: '#/components/schemas/Party' }), 'Party');
    assert.equal(typeOf({ type: 'string', nullable: true }), 'string | null');
    assert.equal(typeOf({ anyOf: [{ type: 'string' }, { type: 'boolean' }] }), 'string | boolean');
    assert.equal(typeOf({}), 'unknown');
  });

  it('puts unions in parentheses where an operator follows', () => {
    assert.equal(typeOf({ type: 'array', items: { type: 'string', enum: ['a', 'b'] } }), "readonly ('a' | 'b')[]");
    assert.equal(
      typeOf({ type: 'array', items: { type: 'array', items: { type: 'number' } } }),
      'readonly (readonly number[])[]',
    );
    assert.equal(typeOf({ type: 'array', items: { type: 'string' } }), 'readonly string[]');
  });

  it('writes objects: required and optional members, names that need quotes, records', () => {
    const schema = {
      type: 'object',
      properties: { id: { type: 'string' }, 'odd-name': { type: 'number' } },
      required: ['id'],
    };
    assert.equal(typeOf(schema), "{\n  readonly id: string;\n  readonly 'odd-name'?: number;\n}");
    const sent = typeOf(schema, { indent: '', optional: 'absentOrUndefined' });
    assert.match(sent, /'odd-name'\?: number \| undefined;/);
    assert.equal(
      typeOf({ type: 'object', additionalProperties: { type: 'string' } }),
      'Readonly<Record<string, string>>',
    );
    assert.equal(typeOf({ type: 'object', additionalProperties: {} }), 'Readonly<Record<string, unknown>>');
  });

  it('writes for each operation what it takes and answers, and where it is', () => {
    const text = clientSchemaText({
      paths: {
        '/things/{id}': {
          post: {
            operationId: 'changeThing',
            summary: 'Change a thing',
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
              { name: 'dry', in: 'query', schema: { type: 'boolean' } },
              { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string' } },
            ],
            requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
            responses: {
              '201': { content: { 'application/json': { schema: { type: 'boolean' } } } },
              default: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } } },
            },
          },
        },
      },
      components: { schemas: { Thing: { type: 'string' } } },
    });
    assert.match(text, /export type Thing = string;/);
    const operation = [
      '  /** Change a thing. */',
      '  readonly changeThing: {',
      '    readonly request: {',
      '      readonly id: string;',
      '      readonly dry?: boolean | undefined;',
      '      readonly body: Thing;',
      '    };',
      '    readonly answer: boolean;',
      '  };',
    ].join('\n');
    assert.ok(text.includes(operation), text);
    assert.ok(text.includes("  changeThing: { method: 'POST', path: '/things/{id}', query: ['dry'] },"), text);
  });

  it('has been run since openapi.json last changed', () => {
    const document = JSON.parse(readFileSync(join(room, 'openapi.json'), 'utf8')) as OpenApiDocument;
    const committed = readFileSync(join(room, 'client/src/schema.ts'), 'utf8');
    assert.equal(committed, clientSchemaText(document), 'run: npm run openapi -w gateway-api');
  });
});
