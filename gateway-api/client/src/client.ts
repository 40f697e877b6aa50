// SPDX-License-Identifier: Apache-2.0
import type { Horizon } from './horizon.js';
import { ProblemError, UnreachableError } from './problem-error.js';
import { requestUrl } from './request-url.js';
import { defaultRetry, retrying, type RetryPolicy } from './retry.js';
import { operations, type Operations, type Problem } from './schema.js';

/** The name of an operation: `operationId` in openapi.json. */
export type OperationId = keyof Operations;

/** What an operation takes: path and query parameters side by side, and `body`. */
export type RequestOf<Id extends OperationId> = Operations[Id]['request'];

/** What an operation answers. */
export type AnswerOf<Id extends OperationId> = Operations[Id]['answer'];

/** What one call may set. */
export interface CallOptions {
  /** For a POST that may be a repeat of an earlier one; drawn at random otherwise. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** The members of a request that cannot be left out. */
type RequiredKeys<R> = { [K in keyof R]-?: undefined extends R[K] ? never : K }[keyof R];

type Call<Id extends OperationId> = [RequiredKeys<RequestOf<Id>>] extends [never]
  ? (request?: RequestOf<Id>, options?: CallOptions) => Promise<AnswerOf<Id>>
  : (request: RequestOf<Id>, options?: CallOptions) => Promise<AnswerOf<Id>>;

/** One method per operation. Each fails with {@link ProblemError} or {@link UnreachableError}. */
export type Client = { readonly [Id in OperationId]: Call<Id> };

/** Which gateway, and as whom. */
export interface ClientOptions {
  /** Such as `http://127.0.0.1:7301`. */
  readonly url: string;
  /** Without it, only what is open to everybody answers. */
  readonly apiKey?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly retry?: Partial<RetryPolicy>;
  /** Shared with clients of other gateways: this one then never answers from a ledger older than their last write. */
  readonly horizon?: Horizon;
}

/** A client of one organisation's gateway. */
export function createClient(options: ClientOptions): Client {
  const retry = { ...defaultRetry, ...options.retry };
  const ids = Object.keys(operations) as OperationId[];
  const methods = ids.map((id) => [
    id,
    (request: Parameters = {}, call: CallOptions = {}) => {
      const headers = headersOf(options, id, request, call);
      return retrying(retry, () => send(options, id, request, headers, call.signal));
    },
  ]);
  return Object.fromEntries(methods) as Client;
}

type Parameters = Readonly<Record<string, unknown>>;

function headersOf(options: ClientOptions, id: OperationId, request: Parameters, call: CallOptions): Headers {
  const headers = new Headers({ accept: 'application/json' });
  if (options.apiKey !== undefined) {
    headers.set('authorization', `Bearer ${options.apiKey}`);
  }
  if (options.horizon?.block !== undefined && options.apiKey !== undefined) {
    headers.set('after-block', options.horizon.block);
  }
  if (operations[id].method === 'POST') {
    headers.set('idempotency-key', call.idempotencyKey ?? crypto.randomUUID());
  }
  if (request['body'] !== undefined) {
    headers.set('content-type', 'application/json');
  }
  return headers;
}

async function send(
  { url, horizon, fetch = globalThis.fetch }: ClientOptions,
  id: OperationId,
  request: Parameters,
  headers: Headers,
  signal?: AbortSignal,
): Promise<unknown> {
  const { method, ...place } = operations[id];
  const body = request['body'] === undefined ? {} : { body: JSON.stringify(request['body']) };
  const init = { method, headers, ...body, ...(signal === undefined ? {} : { signal }) };
  const [response, text] = await reach(id, signal, async () => {
    const answer = await fetch(requestUrl(url, place, request), init);
    return [answer, await answer.text()] as const;
  });
  const document = text === '' ? undefined : parse(id, text);
  if (response.status === 202 || !response.ok) {
    throw new ProblemError(id, problemOf(response, document));
  }
  horizon?.note(document);
  return document;
}

async function reach<T>(id: OperationId, signal: AbortSignal | undefined, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    signal?.throwIfAborted();
    throw new UnreachableError(id, 'the gateway does not answer', error);
  }
}

function parse(id: OperationId, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreachableError(id, 'the answer is no JSON', error);
  }
}

/** The problem document, or one made from an answer that is none: 202, or what a proxy says. */
function problemOf({ status, url }: Response, document: unknown): Problem {
  const facts = (document ?? {}) as Partial<Problem>;
  if (facts.code !== undefined) {
    return facts as Problem;
  }
  return {
    type: 'about:blank',
    title: status === 202 ? 'Submitted, outcome not known yet' : 'No problem document',
    detail: status === 202 ? 'ask getTransaction what became of it' : `HTTP status ${status}`,
    instance: url,
    code: status === 202 ? 'OUTCOME_UNKNOWN' : 'UNEXPECTED_ANSWER',
    requestId: '',
    status,
    retryable: status === 503,
    ...(facts.txId === undefined ? {} : { txId: facts.txId }),
  };
}
