// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { spendOf } from '../../../support/wallet-keys.js';
import * as market from '../doubles/market-records.js';
import { leag, ofSlot, slot, slotName, slotPath } from '../doubles/market-records.js';
import { at, hash } from '../doubles/records.js';
import type { RouteCase } from '../doubles/route-case.js';
import { testRoutes } from '../doubles/route-suite.js';

const ids = { ids: [hash] };
const place = { purpose: 'balancing', ref: [leag, slotName] };
const refundTo = { kind: 'coin' as const, owner: hash };
const spend = spendOf(
  'market:fundSlot',
  [{ id: hash, amount: '5', key: market.key }],
  [{ kind: 'escrow', purpose: 'balancing', ref: [leag, slotName], refundTo, amount: '5' }],
);
const escrow = {
  ...place,
  amount: '5',
  refundTo,
  beneficiary: { kind: 'contract' },
  state: 'LOCKED',
  deadline: at,
  onTimeout: 'refund',
  due: '0',
};
const newMeter = { id: 'meter-1', trader: hash, publicKey: market.key.publicKey };

/** A POST whose body, with slot and LEAG of the path, is the transaction's input. */
function brings(path: string, transaction: string, body: object, output: object, role = 'operator'): RouteCase {
  return { route: `POST ${slotPath}/${path}`, role, body, transaction, input: { ...ofSlot, ...body }, output };
}

/** A step that any member may take. */
function step(path: string, transaction: string, output: object = { slot }): RouteCase {
  return { route: `POST ${slotPath}/${path}`, role: 'recycler', transaction, input: ofSlot, output };
}

/** A list of what a slot holds. */
function lists(path: string, transaction: string, item: object): RouteCase {
  return {
    route: `GET ${slotPath}/${path}?limit=1000`,
    role: 'user',
    transaction,
    input: { ...ofSlot, limit: 1000, bookmark: '' },
    output: { items: [item], bookmark: '' },
    answer: { items: [item] },
  };
}

const routes: RouteCase[] = [
  {
    route: 'POST /leags',
    body: market.newLeag,
    transaction: 'market:registerLeag',
    input: market.newLeag,
    output: market.leagRecord,
  },
  { route: 'GET /leags', transaction: 'market:leags', input: {}, output: { leags: [market.leagRecord] } },
  {
    route: `POST /leags/${leag}/meters`,
    body: { items: [newMeter] },
    transaction: 'market:registerMeters',
    input: { leag, items: [newMeter] },
    output: { ids: ['meter-1'] },
  },
  {
    route: `POST /leags/${leag}/meters/revocations`,
    body: { ids: ['meter-1'] },
    transaction: 'market:revokeMeters',
    input: { leag, ids: ['meter-1'] },
    output: { ids: ['meter-1'] },
  },
  {
    route: 'GET /meters?ids=meter-1,meter-2',
    transaction: 'market:meters',
    input: { ids: ['meter-1', 'meter-2'] },
    output: { meters: [market.meter] },
  },
  {
    route: `POST /leags/${leag}/slots`,
    body: { slots: [market.plan] },
    transaction: 'market:planSlots',
    input: { leag, slots: [market.plan] },
    output: { slots: [slot] },
  },
  {
    route: `POST /leags/${leag}/slots/openings`,
    body: { slots: [slotName] },
    transaction: 'market:openSlots',
    input: { leag, slots: [slotName] },
    output: { slots: [slot] },
  },
  {
    route: `GET /leags/${leag}/slots`,
    transaction: 'market:slots',
    input: { leag, limit: 100, bookmark: '' },
    output: { items: [slot], bookmark: '' },
    answer: { items: [slot] },
  },
  { route: `GET ${slotPath}`, transaction: 'market:slot', input: ofSlot, output: { slot } },
  brings('funding', 'market:fundSlot', { spend }, { escrows: [escrow] }),
  brings('orders', 'market:placeOrders', { orders: [market.signedOrder] }, ids, 'user'),
  brings('orders/cancellations', 'market:cancelOrders', { items: [market.signedCancel] }, ids, 'user'),
  brings('sealed-orders', 'market:commitOrders', { orders: [market.signedCommit] }, ids, 'user'),
  brings('sealed-orders/reveals', 'market:revealOrders', { items: [market.revealed] }, ids, 'user'),
  brings('notices', 'market:giveNotice', { items: [market.signedNotice] }, ids, 'user'),
  brings('readings', 'market:recordReadings', { items: [market.signedReading] }, ids, 'station'),
  lists('notices', 'market:notices', { trader: hash, orderId: hash, at }),
  brings('disputes', 'market:raiseDispute', market.newDispute, market.dispute, 'station'),
  {
    route: `GET ${slotPath}/disputes`,
    transaction: 'market:disputes',
    input: ofSlot,
    output: { disputes: [market.dispute], rulings: [market.energyRuling] },
  },
  {
    route: `POST ${slotPath}/disputes/${hash}/rulings`,
    role: 'station',
    body: { meteredWh: 4_000 },
    transaction: 'market:ruleDispute',
    input: { ...ofSlot, trader: hash, meteredWh: 4_000 },
    output: market.energyRuling,
  },
  step('closure', 'market:close'),
  step('clearing', 'market:clear'),
  step('settlement', 'market:settle', { slot, open: 3 }),
  step('settlement/rest', 'market:settleRest', { slot, open: 0 }),
  step('voiding', 'market:void'),
  lists('orders', 'market:orders', market.order),
  lists('fills', 'market:fills', market.fill),
  lists('readings', 'market:readings', market.storedReading),
  lists('outcomes', 'market:outcomes', market.outcome),
];

describe('gateway-api: routes of the market', () => {
  const suite = testRoutes(routes);
  const ordersPath = `/api/v1${slotPath}/orders`;
  const orders = { orders: [market.signedOrder] };
  const conflict = (): never => {
    throw new FabricError('COMMIT_CONFLICT', 'another transaction came first', { txId: hash });
  };

  it('let a batch of 500 orders through, and refuse one of 501', async () => {
    suite.gateway.ledger.on('market:placeOrders', () => ids);
    const batch = (count: number) => ({ orders: Array.from({ length: count }, () => market.signedOrder) });
    assert.equal((await suite.gateway.post(ordersPath, batch(500))).status, 201);
    const refused = await suite.gateway.post(ordersPath, batch(501));
    assert.deepEqual([refused.status, refused.body['code']], [400, 'INVALID_INPUT']);
  });

  it('end orders that the closure of the gate overtook, and do not try them again', async () => {
    const { ledger } = suite.gateway;
    for (const [path, transaction, body] of [
      ['orders', 'market:placeOrders', orders],
      ['orders/cancellations', 'market:cancelOrders', { items: [market.signedCancel] }],
      ['sealed-orders', 'market:commitOrders', { orders: [market.signedCommit] }],
    ] as const) {
      const before = ledger.count(transaction);
      ledger.on(transaction, conflict).on('market:slot', () => ({ slot: { ...slot, state: 'CLOSED' } }));
      const { status, body: answer } = await suite.gateway.post(`/api/v1${slotPath}/${path}`, body);
      assert.deepEqual([status, answer['code'], answer['retryable']], [409, 'ILLEGAL_STATUS', false], path);
      assert.deepEqual(answer['data'], { status: 'CLOSED', legal: ['OPEN'] });
      assert.equal(answer['txId'], hash);
      assert.equal(ledger.count(transaction) - before, 1);
      assert.equal(ledger.calls.findLast((call) => call.transaction === transaction)?.onConflict, 'fail');
    }
  });

  it('try orders again while the gate is open, and give up after a few tries', async () => {
    const { ledger } = suite.gateway;
    let tries = 0;
    ledger
      .on('market:placeOrders', () => {
        tries += 1;
        return tries < 3 ? conflict() : ids;
      })
      .on('market:slot', () => ({ slot }));
    assert.equal((await suite.gateway.post(ordersPath, orders)).status, 201);
    assert.equal(tries, 3);
    ledger.on('market:placeOrders', conflict);
    const { status, body } = await suite.gateway.post(ordersPath, orders);
    assert.deepEqual([status, body['code'], body['retryable']], [409, 'COMMIT_CONFLICT', true]);
  });

  it('end a funding whose coin was spent elsewhere as COIN_NOT_LIVE', async () => {
    const { ledger } = suite.gateway;
    const [{ id, owner }] = spend.payload.inputs as [{ id: string; owner: string }];
    ledger.on('market:fundSlot', conflict).on('wallet:coins', () => ({ coins: [{ owner, id, status: 'spent' }] }));
    const { status, body } = await suite.gateway.post(`/api/v1${slotPath}/funding`, { spend });
    assert.deepEqual([status, body['code'], body['retryable']], [409, 'COIN_NOT_LIVE', false]);
  });

  it('refuse roles that the catalogue does not name, and slots and LEAGs that are none', async () => {
    const authorization = await suite.accounts.of('user');
    for (const [path, body] of [
      ['leags', market.newLeag],
      [`leags/${leag}/slots`, { slots: [market.plan] }],
      [`leags/${leag}/slots/openings`, { slots: [slotName] }],
      [`leags/${leag}/meters`, { items: [newMeter] }],
      [`leags/${leag}/meters/revocations`, { ids: ['meter-1'] }],
    ] as const) {
      assert.equal((await suite.gateway.post(`/api/v1/${path}`, body, { authorization })).status, 403, path);
    }
    for (const path of [`leags/North!/slots`, `leags/${leag}/slots/2026-11-22T12:00:30Z`, `meters?ids=`]) {
      assert.equal((await suite.gateway.get(`/api/v1/${path}`, { authorization })).status, 400, path);
    }
  });

  it('name the place of a bad energy or price in a batch', async () => {
    const [{ payload, signature }] = orders.orders as [typeof market.signedOrder];
    for (const [field, value] of [
      ['quantity', -500],
      ['quantity', 1000.5],
      ['limit', -1],
      ['limit', 1_000_000_001],
    ] as const) {
      const bad = { orders: [market.signedOrder, { payload: { ...payload, [field]: value }, signature }] };
      const { status, body } = await suite.gateway.post(ordersPath, bad);
      assert.equal(status, 400, `${field} ${value}`);
      assert.equal((body['errors'] as { pointer: string }[])[0]?.pointer, `/orders/1/payload/${field}`);
    }
  });
});
