// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createClient, ProblemError, UnreachableError, type ClientOptions } from '@wattpass/gateway-api/client';

const quick = { attempts: 4, firstDelay: 1, longestDelay: 2 };
const move = { kind: 'title', to: { mspId: 'OperatorMSP', role: 'operator' }, batteryIds: ['b'] } as const;

interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
}

/** A fetch that gives prepared answers in turn (the last one for ever) and remembers what was asked. */
function prepared(...answers: (Response | Error)[]): { fetch: NonNullable<ClientOptions['fetch']>; asked: Asked[] } {
  const asked: Asked[] = [];
  const fetch: NonNullable<ClientOptions['fetch']> = (url, init) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]!;
    const headers = new Headers(init?.headers);
    asked.push({ url: url as string, method: init?.method ?? '', headers, body: init?.body as string | undefined });
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer.clone());
  };
  return { fetch, asked };
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}

function problem(status: number, code: string, retryable: boolean, more: object = {}): Response {
  const document = { type: '/problems/x', title: 't', status, detail: 'why', instance: '/', requestId: 'r' };
  return json(status, { ...document, code, retryable, ...more });
}

function clientOf(fetch: NonNullable<ClientOptions['fetch']>, retry: NonNullable<ClientOptions['retry']> = quick) {
  return createClient({ url: 'http://gateway.test:1/', apiKey: 'wp_key', fetch, retry });
}

describe('gateway client: requests', () => {
  it('puts parameters into path and query, percent-encoded, and leaves out what is not given', async () => {
    const { fetch, asked } = prepared(json(200, { items: [] }));
    const client = clientOf(fetch);
    await client.listMoves({ batteryId: '09521234543213-A/B%', limit: 5 });
    await client.listBatteries();
    assert.equal(asked[0]?.url, 'http://gateway.test:1/api/v1/batteries/09521234543213-A%2FB%25/moves?limit=5');
    assert.equal(asked[1]?.url, 'http://gateway.test:1/api/v1/batteries');
    assert.equal(asked[0].method, 'GET');
    assert.equal(asked[0].body, undefined);
  });

  it('sends the key, JSON and a fresh idempotency key with every POST, and none with a GET', async () => {
    const { fetch, asked } = prepared(json(201, { moves: [], txIds: ['1'], blockNumber: '1' }));
    const client = clientOf(fetch);
    const answer = await client.offerMoves({ body: move });
    await client.offerMoves({ body: move });
    await client.getConsortium();
    assert.deepEqual(answer.moves, []);
    const [first, second, read] = asked as [Asked, Asked, Asked];
    assert.equal(first.headers.get('authorization'), 'Bearer wp_key');
    assert.equal(first.headers.get('content-type'), 'application/json');
    assert.deepEqual(JSON.parse(first.body ?? ''), move);
    assert.match(first.headers.get('idempotency-key') ?? '', /^[A-Za-z0-9._:-]{8,128}$/);
    assert.notEqual(first.headers.get('idempotency-key'), second.headers.get('idempotency-key'));
    assert.equal(read.headers.get('idempotency-key'), null);
  });

  it('takes an idempotency key of the caller', async () => {
    const { fetch, asked } = prepared(json(201, {}));
    await clientOf(fetch).offerMoves({ body: move }, { idempotencyKey: 'my-own-key' });
    assert.equal(asked[0]?.headers.get('idempotency-key'), 'my-own-key');
  });

  it('answers undefined where nothing is sent back', async () => {
    const { fetch, asked } = prepared(new Response(null, { status: 204 }));
    assert.equal(await failure(clientOf(fetch).revokeAccount({ accountId: 'a' })), undefined);
    assert.equal(asked[0]?.method, 'DELETE');
  });
});

describe('gateway client: problems', () => {
  it('throws the problem document, its places in the message', async () => {
    const errors = [{ pointer: '/gtin', rule: 'a GTIN of 14 digits' }];
    const { fetch, asked } = prepared(problem(400, 'INVALID_INPUT', false, { errors }));
    const error = await failure(clientOf(fetch).me());
    assert.ok(error instanceof ProblemError);
    assert.equal(error.code, 'INVALID_INPUT');
    assert.equal(error.status, 400);
    assert.equal(error.operationId, 'me');
    assert.match(error.message, /\/gtin: a GTIN of 14 digits/);
    assert.equal(asked.length, 1);
  });

  it('tells an outcome that is not known yet apart from success', async () => {
    const { fetch, asked } = prepared(json(202, { txId: 'ab', status: 'pending', href: '/api/v1/transactions/ab' }));
    const error = await failure(clientOf(fetch, { attempts: 1 }).offerMoves({ body: move }));
    assert.ok(error instanceof ProblemError);
    assert.equal(error.code, 'OUTCOME_UNKNOWN');
    assert.equal(error.problem.txId, 'ab');
    assert.equal(asked.length, 1);
  });

  it('asks again under the same key while an outcome is not known', async () => {
    const pending = { txId: 'ab', status: 'pending', href: '/api/v1/transactions/ab' };
    const done = { moves: [], txIds: ['ab'], blockNumber: '7' };
    const { fetch, asked } = prepared(json(202, pending), json(202, pending), json(201, done));
    assert.deepEqual(await clientOf(fetch).offerMoves({ body: move }), done);
    assert.equal(asked.length, 3);
    assert.equal(new Set(asked.map(({ headers }) => headers.get('idempotency-key'))).size, 1);
  });

  it('makes a problem of what a proxy answers in JSON, and says so when it is none', async () => {
    const odd = await failure(clientOf(prepared(json(418, { tea: true })).fetch).me());
    assert.ok(odd instanceof ProblemError);
    assert.equal(odd.code, 'UNEXPECTED_ANSWER');
    const html = await failure(clientOf(prepared(new Response('<html>', { status: 200 })).fetch).me());
    assert.ok(html instanceof UnreachableError);
  });
});

describe('gateway client: trying again', () => {
  for (const [status, code] of [
    [503, 'LEDGER_UNAVAILABLE'],
    [409, 'COMMIT_CONFLICT'],
  ] as const) {
    it(`tries ${status} ${code} again, under the same idempotency key`, async () => {
      const refusal = problem(status, code, true);
      const { fetch, asked } = prepared(refusal, refusal, json(201, { moves: [], txIds: ['1'], blockNumber: '1' }));
      const answer = await clientOf(fetch).offerMoves({ body: move });
      assert.deepEqual(answer.txIds, ['1']);
      assert.equal(asked.length, 3);
      assert.equal(new Set(asked.map(({ headers }) => headers.get('idempotency-key'))).size, 1);
    });
  }

  it('does not try a conflict again that stays one', async () => {
    const { fetch, asked } = prepared(problem(409, 'CONFLICT', false));
    await failure(clientOf(fetch).offerMoves({ body: move }));
    assert.equal(asked.length, 1);
  });

  it('gives up after the stated number of tries, with the last problem', async () => {
    const { fetch, asked } = prepared(problem(503, 'LEDGER_BUSY', true));
    const error = await failure(clientOf(fetch).me());
    assert.ok(error instanceof ProblemError);
    assert.equal(error.code, 'LEDGER_BUSY');
    assert.equal(asked.length, 4);
  });

  it('tries again when nobody answers', async () => {
    const { fetch, asked } = prepared(new TypeError('fetch failed'), json(200, { items: [] }));
    assert.deepEqual(await clientOf(fetch).listClaims(), { items: [] });
    assert.equal(asked.length, 2);
    const away = await failure(clientOf(prepared(new TypeError('fetch failed')).fetch).listClaims());
    assert.ok(away instanceof UnreachableError);
    assert.match(away.message, /listClaims/);
  });

  it('stops at once when the caller aborts', async () => {
    const { fetch, asked } = prepared(new TypeError('fetch failed'));
    const signal = AbortSignal.abort(new Error('enough'));
    const error = await failure(clientOf(fetch).listClaims({}, { signal }));
    assert.match(String(error), /enough/);
    assert.equal(asked.length, 1);
  });
});

/** What `work` fails with; undefined when it succeeds. */
async function failure(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  return undefined;
}
