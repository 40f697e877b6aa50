// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import { consortiumWithMoney, issuer, mint, supplyOf } from '../../support/money.js';
import { refused } from '../../support/refused.js';
import { spendOf, walletKey, type OwnCoin } from '../../support/wallet-keys.js';

const owner = walletKey().address;
const issueInput = (amount: string, key = 'issue-key-1') => ({ key, outputs: [{ owner, amount }] });

describe('wallet:issue', () => {
  let runner: ContractRunner;
  beforeEach(() => {
    runner = consortiumWithMoney({ issueDailyLimit: 1000, redeemDailyLimit: 500 });
  });
  const issue = (amount: string, key?: string, by = issuer) =>
    runner.submit(by, 'wallet:issue', issueInput(amount, key));

  it('puts money into circulation and keeps a record of it', async () => {
    const issuance = await issue('400');
    assert.deepEqual([issuance.kind, issuance.issuer, issuance.amount], ['issue', 'OperatorMSP', '400']);
    assert.equal(issuance.coins[0]?.owner, owner);
    assert.equal(await supplyOf(runner), 400n);
    const { items } = await runner.evaluate(actors.user, 'wallet:issuances', {});
    assert.deepEqual(items, [issuance]);
  });

  it('answers a repeat with what the first time made', async () => {
    const first = await issue('400');
    assert.deepEqual(await issue('400'), first);
    assert.equal(await supplyOf(runner), 400n);
    await refused('ALREADY_EXISTS', issue('401'));
  });

  it('is held to the limit of the day, counted over all issues', async () => {
    await issue('400');
    await issue('600', 'issue-key-2');
    const error = await refused('RULE_VIOLATION', issue('1', 'issue-key-3'));
    assert.deepEqual([error.data['rule'], error.data['left']], ['dailyLimit', '0']);
  });

  it('is held to the limit when two issue at once', async () => {
    const first = await runner.endorse(issuer, 'wallet:issue', issueInput('600', 'issue-key-1'));
    const second = await runner.endorse(issuer, 'wallet:issue', issueInput('600', 'issue-key-2'));
    first.commit();
    assert.throws(second.commit, /MVCC_READ_CONFLICT/);
  });

  it('is for people whose certificate says so, of an organisation that was voted for', async () => {
    await refused('FORBIDDEN', issue('1', 'issue-key-1', { ...issuer, issuer: false }));
    await refused('FORBIDDEN', issue('1', 'issue-key-1', { ...actors.station, issuer: true }));
    runner.seed(keys.issuer('OperatorMSP'), {
      mspId: 'OperatorMSP',
      status: 'withdrawn',
      since: '2026-01-02T00:00:00.000Z',
    });
    await refused('FORBIDDEN', issue('1'));
  });
});

describe('wallet:redeem', () => {
  let runner: ContractRunner;
  let coin: OwnCoin;
  beforeEach(async () => {
    runner = consortiumWithMoney({ issueDailyLimit: 1000, redeemDailyLimit: 500 });
    [coin] = (await mint(runner, ['1000'])) as [OwnCoin];
  });
  const payoutHash = 'ab'.repeat(32);
  const redemption = (redeemed: string, rest: string) =>
    spendOf('wallet:redeem', [coin], [{ kind: 'coin', owner, amount: rest }], { redeemed, payoutHash });
  const redeem = (spend: ReturnType<typeof redemption>, by = issuer) => runner.submit(by, 'wallet:redeem', { spend });

  it('takes money out of circulation, once', async () => {
    const spend = redemption('300', '700');
    const issuance = await redeem(spend);
    assert.deepEqual([issuance.kind, issuance.amount, issuance.payoutHash], ['redeem', '300', payoutHash]);
    assert.equal(issuance.coins[0]?.amount, '700');
    assert.equal(await supplyOf(runner), 700n);
    await refused('COIN_NOT_LIVE', redeem(spend));
  });

  it('takes a whole coin', async () => {
    const [small] = (await mint(consortiumWithMoney(), ['1'])) as [OwnCoin];
    assert.ok(small);
    await runner.submit(issuer, 'wallet:redeem', { spend: redemption('500', '500') });
    const error = await refused(
      'COIN_NOT_LIVE',
      redeem(spendOf('wallet:redeem', [coin], [], { redeemed: '1000', payoutHash })),
    );
    assert.deepEqual(error.data['coins'], [coin.id]);
  });

  it('is held to a limit of its own', async () => {
    const error = await refused('RULE_VIOLATION', redeem(redemption('501', '499')));
    assert.deepEqual([error.data['rule'], error.data['limit']], ['dailyLimit', '500']);
  });

  it('needs the terms of the payout, and an issuer', async () => {
    const bare = spendOf('wallet:redeem', [coin], [{ kind: 'coin', owner, amount: '1000' }]);
    assert.equal((await refused('RULE_VIOLATION', redeem(bare))).data['rule'], 'redeems');
    await refused('FORBIDDEN', redeem(redemption('1', '999'), { ...actors.user, issuer: false }));
  });
});
