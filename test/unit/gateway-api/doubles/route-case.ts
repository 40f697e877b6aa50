// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { TestGateway } from './test-gateway.js';

/** Stands in a {@link RouteCase} for the request's idempotency key. */
export const KEY = 'idempotency-key-of-the-request';

let requests = 0;

/** One route over one transaction: what is asked, what must reach the ledger, what it answers. */
export interface RouteCase {
  /** Method and path below `/api/v1`. */
  readonly route: string;
  readonly body?: unknown;
  readonly role?: string;
  readonly transaction: string;
  /** The input that the ledger must see; {@link KEY} for the idempotency key of the request. */
  readonly input: unknown;
  readonly output: unknown;
  /** Of a GET: the answer, where it is not the output itself. */
  readonly answer?: unknown;
}

/** Asks the route and compares what the ledger saw and what was answered. */
export async function checkRoute(gateway: TestGateway, route: RouteCase, authorization: string): Promise<void> {
  const [method = '', path = ''] = route.route.split(' ');
  gateway.ledger.on(route.transaction, () => route.output);
  requests += 1;
  const key = `route-key-${requests}`;
  const headers = { authorization, 'idempotency-key': key };
  const answer = await gateway.send(method as 'GET' | 'POST', `/api/v1${path}`, route.body, headers);
  const call = gateway.ledger.calls.at(-1);
  assert.equal(answer.status, method === 'POST' ? 201 : 200, JSON.stringify(answer.body));
  assert.ok(call !== undefined, 'the ledger was not asked');
  assert.equal(call.transaction, route.transaction);
  assert.deepEqual(JSON.parse(call.input), JSON.parse(JSON.stringify(route.input).replace(KEY, key)));
  if (method === 'GET') {
    assert.deepEqual(answer.body, route.answer ?? route.output);
    return;
  }
  const { txIds, blockNumber, ...records } = answer.body as Record<string, unknown>;
  assert.deepEqual(records, route.output);
  assert.equal((txIds as string[]).length, 1);
  assert.match(String(blockNumber), /^\d+$/);
}

/** Signs in one account per role, when it is first needed. */
export class RoleAccounts {
  readonly #accounts = new Map<string, string>();

  constructor(private readonly gateway: () => TestGateway) {}

  async of(role: string): Promise<string> {
    const known = this.#accounts.get(role);
    if (known !== undefined) {
      return known;
    }
    const authorization = await this.gateway().signIn({ name: `some-${role}`, role, delegate: true });
    this.#accounts.set(role, authorization);
    return authorization;
  }
}
