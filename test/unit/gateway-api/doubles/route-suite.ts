// SPDX-License-Identifier: Apache-2.0
import { checkRoute, RoleAccounts, type RouteCase } from './route-case.js';
import { TestGateway } from './test-gateway.js';

/** What tests of routes share: one gateway, and an account for each role. */
export class RouteSuite {
  readonly accounts = new RoleAccounts(() => this.gateway);
  #gateway: TestGateway | undefined;

  get gateway(): TestGateway {
    if (this.#gateway === undefined) {
      throw new Error('the gateway runs within tests only');
    }
    return this.#gateway;
  }

  async start(): Promise<void> {
    this.#gateway = await TestGateway.start();
  }

  async stop(): Promise<void> {
    await this.#gateway?.stop();
  }
}

/** Starts a gateway for the `describe` around it, and tests each route there. */
export function testRoutes(routes: readonly RouteCase[]): RouteSuite {
  const suite = new RouteSuite();
  before(async function () {
    this.timeout(60_000);
    await suite.start();
  });
  after(async function () {
    this.timeout(30_000);
    await suite.stop();
  });
  for (const each of routes) {
    it(`${each.route} calls ${each.transaction}`, async () => {
      await checkRoute(suite.gateway, each, await suite.accounts.of(each.role ?? 'operator'));
    });
  }
  return suite;
}
