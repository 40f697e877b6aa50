// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { NotFoundException } from '@nestjs/common';
import fc from 'fast-check';
import { decodeCursor, encodeCursor, pageAnswer } from '@wattpass/gateway-api/internal/http/cursor.js';
import { createLogger } from '@wattpass/gateway-api/internal/http/logger.js';
import { Problem, problemDocument, problemKinds } from '@wattpass/gateway-api/internal/http/problem.js';
import { runInRequest } from '@wattpass/gateway-api/internal/http/request-context.js';
import { RouteTable } from '@wattpass/gateway-api/internal/http/route-table.js';
import { jsonPointer, toProblem } from '@wattpass/gateway-api/internal/http/to-problem.js';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';

describe('gateway-api http: cursors', () => {
  it('give every bookmark back, for their own list alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (list, bookmark) => {
        const cursor = encodeCursor(list, bookmark);
        assert.match(cursor, /^[A-Za-z0-9_-]+$/);
        assert.equal(decodeCursor(list, cursor), bookmark);
        assert.throws(() => decodeCursor(`${list}!`, cursor), Problem);
      }),
    );
  });

  it('refuse what was never one', () => {
    assert.throws(() => decodeCursor('x', 'rubbish'), /INVALID_CURSOR/);
    assert.equal(decodeCursor('x', undefined), '');
  });

  it('end with the last page', () => {
    assert.deepEqual(pageAnswer('x', { items: [1], bookmark: '' }), { items: [1] });
    assert.ok(pageAnswer('x', { items: [1], bookmark: 'b' }).nextCursor);
  });
});

describe('gateway-api http: problems', () => {
  it('point by RFC 6901', () => {
    assert.equal(jsonPointer([]), '');
    assert.equal(jsonPointer(['a/b', 'm~n', 0]), '/a~1b/m~0n/0');
    assert.equal(jsonPointer([{ key: 'x' }, 'y']), '/x/y');
  });

  it("carry a contract's issues, facts and transaction", () => {
    const error = new FabricError('INVALID_INPUT', 'bad', {
      txId: 't',
      data: { issues: [{ pointer: '/items/0', rule: 'r' }], more: 1 },
    });
    const document = problemDocument(toProblem(error), '/api/v1/x', 'request-1');
    assert.deepEqual(document, {
      type: '/problems/invalid-input',
      title: 'The input does not fit its schema',
      status: 400,
      detail: 'bad',
      instance: '/api/v1/x',
      code: 'INVALID_INPUT',
      requestId: 'request-1',
      retryable: false,
      errors: [{ pointer: '/items/0', rule: 'r' }],
      txId: 't',
      data: { more: 1 },
    });
  });

  it('hide what is unexpected', () => {
    const problem = toProblem(new Error('password=hunter2'));
    assert.equal(problem.code, 'INTERNAL');
    assert.doesNotMatch(JSON.stringify(problemDocument(problem, '/', 'r')), /hunter2/);
  });

  it('come from Nest and Fastify alike', () => {
    assert.equal(toProblem(new NotFoundException('x')).code, 'NOT_FOUND');
    assert.equal(toProblem(Object.assign(new Error('x'), { statusCode: 413 })).code, 'PAYLOAD_TOO_LARGE');
    assert.equal(toProblem(null).code, 'INTERNAL');
  });

  it('have statuses that say whose fault it is', () => {
    for (const [code, { status, retryable }] of Object.entries(problemKinds)) {
      assert.ok(status === 202 || (status >= 400 && status < 600), code);
      if (status === 503 || status === 504) {
        assert.equal(retryable, true, code);
      }
    }
  });
});

describe('gateway-api http: routes and logs', () => {
  it('tell the methods at a path', () => {
    const table = new RouteTable();
    table.add('GET', '/batteries/:id');
    table.add('POST', '/batteries');
    table.add('GET', '/batteries');
    assert.deepEqual(table.methodsAt('/batteries'), ['GET', 'POST']);
    assert.deepEqual(table.methodsAt('/batteries/0401-x%2Fy'), ['GET']);
    assert.deepEqual(table.methodsAt('/batteries/a/b'), []);
  });

  it('log the request id, and never a key', () => {
    const lines: string[] = [];
    const logger = createLogger('info', 'operator', { write: (line) => void lines.push(line) });
    runInRequest('request-1', () => {
      logger.info({ apiKey: 'wp_x', account: { privateKey: 'k', salt: 's' } }, 'hello');
    });
    const [line = ''] = lines;
    const entry = JSON.parse(line) as Record<string, unknown>;
    assert.equal(entry['requestId'], 'request-1');
    assert.equal(entry['organisation'], 'operator');
    assert.doesNotMatch(line, /wp_x|"k"|"s"/);
  });
});
