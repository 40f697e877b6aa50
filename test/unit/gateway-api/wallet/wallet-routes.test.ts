// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { spendOf, testLedger, walletKey } from '../../../support/wallet-keys.js';
import { at } from '../doubles/records.js';
import { KEY, type RouteCase } from '../doubles/route-case.js';
import { testRoutes } from '../doubles/route-suite.js';

const id = 'ab'.repeat(32);
const key = walletKey();
const owner = key.address;
const coin = { id, owner, amount: '5' };
const note = { id, trader: owner, refundTo: owner, amount: '5' };
const made = { coins: [coin], notes: [] };
const withdrawal = { noteId: id, trader: owner, requestedAt: at, effectiveAt: at, ruleVersion: 1 };
const place = { purpose: 'session', ref: ['a', 'b'] };
const ruling = { disputeId: id, mspId: 'OperatorMSP', paid: '1', at };
const spend = spendOf('wallet:transfer', [{ id, amount: '5', key }], [{ kind: 'coin', owner, amount: '5' }]);
const issuance = {
  id: 'ab'.repeat(16),
  kind: 'issue',
  issuer: 'OperatorMSP',
  by: 'cd'.repeat(16),
  day: '2026-01-01',
  amount: '5',
  at,
  coins: [coin],
  ruleVersion: 1,
};
const escrow = {
  ...place,
  amount: '5',
  refundTo: { kind: 'coin', owner },
  beneficiary: { kind: 'contract' },
  state: 'LOCKED',
  deadline: at,
  onTimeout: 'refund',
  due: '0',
};

const routes: RouteCase[] = [
  {
    route: 'POST /wallet/issues',
    body: { outputs: [{ owner, amount: '5' }] },
    transaction: 'wallet:issue',
    input: { key: KEY, outputs: [{ owner, amount: '5' }] },
    output: issuance,
  },
  { route: 'POST /wallet/transfers', body: spend, transaction: 'wallet:transfer', input: { spend }, output: made },
  { route: 'POST /wallet/deposits', body: spend, transaction: 'wallet:deposit', input: { spend }, output: made },
  { route: 'POST /wallet/redemptions', body: spend, transaction: 'wallet:redeem', input: { spend }, output: issuance },
  {
    route: 'POST /wallet/withdrawals/completions',
    body: { items: [{ trader: owner, noteId: id }] },
    transaction: 'wallet:completeWithdrawals',
    input: { items: [{ trader: owner, noteId: id }] },
    output: { coins: [coin] },
  },
  {
    route: 'POST /wallet/escrows/expirations',
    body: { items: [place] },
    transaction: 'wallet:expireEscrows',
    input: { items: [place] },
    output: made,
  },
  {
    route: 'POST /wallet/escrows/rulings',
    body: { ...place, paid: '1' },
    transaction: 'wallet:rule',
    input: { ...place, paid: '1' },
    output: ruling,
  },
  {
    route: 'POST /wallet/escrows/rulings/executions',
    body: place,
    transaction: 'wallet:executeRuling',
    input: place,
    output: made,
  },
  {
    route: 'GET /wallet/escrows/session/a,b',
    transaction: 'wallet:escrow',
    input: place,
    output: { escrow, rulings: [ruling] },
  },
  {
    route: `GET /wallet/statement?owners=${owner},${id}`,
    transaction: 'wallet:statement',
    input: { owners: [owner, id], traders: [] },
    output: { coins: [coin], notes: [note], withdrawals: [withdrawal], total: '10' },
  },
  {
    route: `GET /wallet/coins?coins=${owner}.${id}`,
    transaction: 'wallet:coins',
    input: { coins: [{ owner, id }] },
    output: { coins: [{ owner, id, status: 'unknown' }] },
  },
  {
    route: 'GET /wallet/issuances?limit=7',
    transaction: 'wallet:issuances',
    input: { limit: 7, bookmark: '' },
    output: { items: [issuance], bookmark: '' },
    answer: { items: [issuance] },
  },
  {
    route: 'GET /wallet/ledger',
    transaction: 'wallet:ledgerIdentity',
    input: {},
    output: { ledger: testLedger, issuers: [] },
    answer: { ledger: testLedger, issuers: [], firstBlock: 'ab'.repeat(32) },
  },
];

describe("the wallet's routes", () => {
  const suite = testRoutes(routes);

  it('counts the supply over all pages, beside what was issued and redeemed', async () => {
    suite.gateway.ledger.on('wallet:supply', ({ of, bookmark }: { of: string; bookmark: string }) =>
      of === 'coins' && bookmark === ''
        ? { count: 2, sum: '9007199254740993', bookmark: 'more' }
        : { count: 1, sum: '1', bookmark: '' },
    );
    suite.gateway.ledger.on('wallet:issuances', () => ({
      items: [issuance, { ...issuance, kind: 'redeem', amount: '2' }],
      bookmark: '',
    }));
    const { body } = await suite.gateway.get('/api/v1/wallet/supply');
    assert.deepEqual(body, {
      coins: { count: 3, sum: '9007199254740994' },
      notes: { count: 1, sum: '1' },
      escrows: { count: 1, sum: '1' },
      supply: '9007199254740996',
      issued: '5',
      redeemed: '2',
    });
  });

  describe('when another transaction came first', () => {
    const conflict = (): never => {
      throw new FabricError('COMMIT_CONFLICT', 'another transaction came first', { txId: id });
    };
    const fates = (status: string) => () => ({ coins: [{ owner, id, status }] });

    it('look at the coins before they try again, and say which are gone', async () => {
      const before = suite.gateway.ledger.count('wallet:transfer');
      suite.gateway.ledger.on('wallet:transfer', conflict).on('wallet:coins', fates('spent'));
      const { status, body } = await suite.gateway.post('/api/v1/wallet/transfers', spend);
      assert.deepEqual([status, body['code'], body['retryable']], [409, 'COIN_NOT_LIVE', false]);
      assert.deepEqual(body['data'], { coins: [id] });
      assert.equal(suite.gateway.ledger.count('wallet:transfer') - before, 1);
      assert.equal(
        suite.gateway.ledger.calls.findLast(({ transaction }) => transaction === 'wallet:transfer')?.onConflict,
        'fail',
      );
    });

    it('try again where the coins live, because something else was in the way', async () => {
      let tries = 0;
      suite.gateway.ledger
        .on('wallet:transfer', () => {
          tries += 1;
          return tries < 3 ? conflict() : made;
        })
        .on('wallet:coins', fates('live'));
      assert.equal((await suite.gateway.post('/api/v1/wallet/transfers', spend)).status, 201);
      assert.equal(tries, 3);
    });

    it('give up after a few tries', async () => {
      suite.gateway.ledger.on('wallet:transfer', conflict).on('wallet:coins', fates('live'));
      const { status, body } = await suite.gateway.post('/api/v1/wallet/transfers', spend);
      assert.deepEqual([status, body['code'], body['retryable']], [409, 'COMMIT_CONFLICT', true]);
    });
  });

  it('refuse what is no payment, naming the place', async () => {
    const bad = { ...spend, payload: { ...spend.payload, outputs: [{ kind: 'coin', owner, amount: '0' }] } };
    const { status, body } = await suite.gateway.post('/api/v1/wallet/transfers', bad);
    assert.equal(status, 400);
    assert.equal((body['errors'] as { pointer: string }[])[0]?.pointer, '/payload/outputs/0/amount');
  });

  it('certify issuers and vehicles as such', async () => {
    const vehicleId = 'ef'.repeat(32);
    const body = { kind: 'device', name: 'car 1', role: 'user', vehicleId, issuer: true };
    assert.equal((await suite.gateway.post('/api/v1/accounts', body)).status, 201);
    const registered = [...suite.gateway.authority.registrations.values()].at(-1);
    assert.equal(registered?.attributes['wattpass.vid'], vehicleId);
    assert.equal(registered.attributes['wattpass.issuer'], 'true');
  });
});
