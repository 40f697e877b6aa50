// SPDX-License-Identifier: Apache-2.0
import { ofSlot, reputation, reputationView } from '../doubles/market-records.js';
import { at, hash } from '../doubles/records.js';
import type { RouteCase } from '../doubles/route-case.js';
import { testRoutes } from '../doubles/route-suite.js';

const participant = hash;
const change = {
  reason: 'shortfall',
  role: 'seller',
  ruleVersion: 1,
  slot: ofSlot,
  orderId: hash,
  at,
  contractedWh: 5_000,
  meteredWh: 0,
  countedWh: 5_000,
  before: 500_000,
  after: 480_000,
};

const routes: RouteCase[] = [
  {
    route: 'GET /reputations?limit=2',
    transaction: 'reputation:list',
    input: { limit: 2, bookmark: '' },
    output: { items: [reputation], bookmark: '' },
    answer: { items: [reputation] },
  },
  {
    route: `GET /reputations/${participant}`,
    role: 'user',
    transaction: 'reputation:get',
    input: { participant },
    output: reputationView,
  },
  {
    route: `GET /reputations/${participant}/changes`,
    role: 'station',
    transaction: 'reputation:history',
    input: { participant },
    output: { changes: [change] },
  },
];

describe('gateway-api: routes of reputation', () => {
  testRoutes(routes);
});
