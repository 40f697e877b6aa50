// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { SignedSpend, SpendPayload } from '@wattpass/chaincode/domain';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { composeKey } from '../../support/committed-state.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { consortiumWithMoney, mint, supplyOf } from '../../support/money.js';
import { refused } from '../../support/refused.js';
import { signedBy, spendOf, walletKey, withOtherS, type OwnCoin } from '../../support/wallet-keys.js';

const to = (owner: string, amount: string): SpendPayload['outputs'][number] => ({ kind: 'coin', owner, amount });

describe('wallet:transfer', () => {
  let runner: ContractRunner;
  let coin: OwnCoin;
  const [payee, change, relay] = [walletKey(), walletKey(), walletKey()];
  beforeEach(async () => {
    runner = consortiumWithMoney();
    [coin] = (await mint(runner, ['1000'])) as [OwnCoin];
  });
  const pay = (spend: SignedSpend) => runner.submit(actors.station, 'wallet:transfer', { spend });
  const good = (changes: Partial<SpendPayload> = {}) =>
    spendOf('wallet:transfer', [coin], [to(payee.address, '700'), to(change.address, '300')], changes);

  it('moves coins whole and makes new ones, by whoever submits it', async () => {
    const { coins } = await pay(good());
    assert.deepEqual(
      coins.map(({ owner, amount }) => [owner, amount]),
      [
        [payee.address, '700'],
        [change.address, '300'],
      ],
    );
    const statement = await runner.evaluate(actors.user, 'wallet:statement', {
      owners: [payee.address, change.address, coin.key.address],
      traders: [],
    });
    assert.equal(statement.total, '1000');
    assert.deepEqual(statement.coins, coins);
    assert.equal(await supplyOf(runner), 1000n);
  });

  it('says of a coin whether it lives, and what became of it', async () => {
    const ref = { id: coin.id, owner: coin.key.address };
    const unknown = { id: 'f'.repeat(64), owner: ref.owner };
    const fates = async () => (await runner.evaluate(actors.user, 'wallet:coins', { coins: [ref, unknown] })).coins;
    assert.deepEqual(
      (await fates()).map(({ status }) => status),
      ['live', 'unknown'],
    );
    await pay(good());
    const [fate] = await fates();
    assert.equal(fate?.status, 'spent');
    assert.equal(fate.amount, '1000');
    assert.notEqual(fate.madeIn, fate.spentIn);
  });

  it('joins the coins of several keys', async () => {
    const others = await mint(runner, ['1', '2', '3']);
    const { coins } = await pay(spendOf('wallet:transfer', [coin, ...others], [to(payee.address, '1006')]));
    assert.equal(coins[0]?.amount, '1006');
  });

  it('pays the relay what the payload allows, where the relay says', async () => {
    const spend = spendOf('wallet:transfer', [coin], [to(payee.address, '990')], { relayFee: '10' });
    const { coins } = await pay({ ...spend, relayFeeTo: relay.address });
    assert.deepEqual(coins[1], { id: coins[1]?.id, owner: relay.address, amount: '10' });
    const error = await refused('RULE_VIOLATION', pay(spend));
    assert.equal(error.data['rule'], 'relayFee');
  });

  it('needs no address for a relay without a fee', async () => {
    const error = await refused('RULE_VIOLATION', pay({ ...good(), relayFeeTo: relay.address }));
    assert.equal(error.data['rule'], 'relayFee');
  });

  it('refuses a replay: an id never returns', async () => {
    const spend = good();
    await pay(spend);
    const error = await refused('COIN_NOT_LIVE', pay(spend));
    assert.deepEqual(error.data['coins'], [coin.id]);
  });

  it('has one code for coins that are spent and coins that never were', async () => {
    const never = spendOf('wallet:transfer', [{ ...coin, id: '0'.repeat(64) }], [to(payee.address, '1000')]);
    const error = await refused('COIN_NOT_LIVE', pay(never));
    assert.deepEqual(error.data['coins'], ['0'.repeat(64)]);
  });

  it('commits one of two spends of a coin in a block; tried again, the other finds it gone', async () => {
    const first = await runner.endorse(actors.user, 'wallet:transfer', { spend: good() });
    const rival = spendOf('wallet:transfer', [coin], [to(relay.address, '1000')]);
    const second = await runner.endorse(actors.station, 'wallet:transfer', { spend: rival });
    first.commit();
    assert.throws(second.commit, /MVCC_READ_CONFLICT/);
    await refused('COIN_NOT_LIVE', pay(rival));
  });

  it('never conflicts between payments of different coins', async () => {
    const many = await mint(
      runner,
      Array.from({ length: 20 }, () => '5'),
      coin.key,
    );
    const endorsed = [];
    for (const each of many) {
      const spend = spendOf('wallet:transfer', [each], [to(payee.address, '5')]);
      endorsed.push(await runner.endorse(actors.user, 'wallet:transfer', { spend }));
    }
    for (const { commit } of endorsed) {
      commit();
    }
    assert.equal(await supplyOf(runner), 1100n);
  });

  describe('refuses', () => {
    const rule = async (spend: SignedSpend) => (await refused('RULE_VIOLATION', pay(spend))).data['rule'];
    const signature = async (spend: SignedSpend) => (await refused('SIGNATURE_INVALID', pay(spend))).data['rule'];
    const [only] = [() => good().signatures[0] ?? assert.fail()];

    it('a payload that was changed after it was signed', async () => {
      const spend = good();
      const outputs = [to(relay.address, '1000')];
      assert.equal(await signature({ ...spend, payload: { ...spend.payload, outputs } }), 'verifies');
    });

    it('a signature by another key, or none for an owner', async () => {
      const { payload } = good();
      const thief = walletKey();
      assert.equal(await signature({ payload, signatures: [signedBy(thief, payload)] }), 'everyOwner');
      const [two] = await mint(runner, ['5']);
      const both = spendOf('wallet:transfer', [coin, two as OwnCoin], [to(payee.address, '1005')]);
      assert.equal(await signature({ ...both, signatures: both.signatures.slice(0, 1) }), 'everyOwner');
      assert.equal(
        await signature({ ...good(), signatures: [...good().signatures, ...good().signatures] }),
        'everyOwner',
      );
    });

    it('the other signature that verifies', async () => {
      const spend = good();
      const [one] = spend.signatures;
      const malleated = { publicKey: one?.publicKey ?? '', signature: withOtherS(one?.signature ?? '') };
      assert.equal(await signature({ ...spend, signatures: [malleated] }), 'lowS');
    });

    it('another text for the same key', async () => {
      const padded = Buffer.concat([Buffer.from(only().publicKey, 'base64'), Buffer.from([0])]).toString('base64');
      await refused('SIGNATURE_INVALID', pay({ ...good(), signatures: [{ ...only(), publicKey: padded }] }));
    });

    it('a payload after its time', async () => {
      const error = await refused('PAYLOAD_EXPIRED', pay(good({ notAfter: '2026-01-01T00:00:00Z' })));
      assert.equal(error.data['notAfter'], '2026-01-01T00:00:00Z');
    });

    it('a payload for another ledger, channel, chaincode or transaction', async () => {
      for (const other of [
        { network: 'cd'.repeat(32) },
        { channel: 'other' },
        { chaincode: 'other' },
        { fn: 'wallet:deposit' },
      ]) {
        assert.equal(await rule(good(other)), 'payloadFor');
      }
    });

    it('sums that differ, in either direction', async () => {
      assert.equal(await rule(spendOf('wallet:transfer', [coin], [to(payee.address, '999')])), 'conserved');
      assert.equal(await rule(spendOf('wallet:transfer', [coin], [to(payee.address, '1001')])), 'conserved');
    });

    it('a sum that would be right modulo 2^64 only', async () => {
      const most = 999_999_999_999_999_999n;
      const rest = 2n ** 64n + 1000n - 18n * most;
      const outputs = [...Array.from({ length: 18 }, () => most), rest].map((amount) =>
        to(payee.address, amount.toString()),
      );
      assert.equal(await rule(spendOf('wallet:transfer', [coin], outputs)), 'conserved');
    });

    it('a coin twice, and inputs out of order', async () => {
      const [two] = (await mint(runner, ['5'])) as [OwnCoin];
      const resigned = (inputs: SpendPayload['inputs'], amount: string): SignedSpend => {
        const spend = spendOf('wallet:transfer', [coin, two], [to(payee.address, amount)]);
        const payload = { ...spend.payload, inputs };
        return { payload, signatures: [signedBy(coin.key, payload), signedBy(two.key, payload)] };
      };
      const { inputs } = spendOf('wallet:transfer', [coin, two], [to(payee.address, '1005')]).payload;
      assert.equal(await rule(resigned([...inputs].reverse(), '1005')), 'sortedInputs');
      const [first, second] = inputs;
      assert.ok(first && second);
      assert.equal(await rule(resigned([first, first, second], '2005')), 'sortedInputs');
    });

    it('amounts of nothing, below nothing, with a fraction, a sign, leading zeros, or beyond 10^18', async () => {
      for (const amount of ['0', '-1', '1.5', '+1', '01', '1e3', ' 1', '', '1000000000000000000']) {
        await refused('INVALID_INPUT', pay(spendOf('wallet:transfer', [coin], [to(payee.address, amount)])));
      }
    });

    it('more than 64 inputs or outputs, and none', async () => {
      const coins = Array.from({ length: 65 }, () => coin);
      await refused('INVALID_INPUT', pay(spendOf('wallet:transfer', coins, [to(payee.address, '65000')])));
      const outputs = Array.from({ length: 65 }, () => to(payee.address, '1'));
      await refused('INVALID_INPUT', pay(spendOf('wallet:transfer', [coin], outputs)));
      await refused('INVALID_INPUT', pay(spendOf('wallet:transfer', [], [to(payee.address, '1')])));
      assert.equal(await rule(spendOf('wallet:transfer', [coin], [])), 'outputKind');
    });

    it('members of a payload that it does not know', async () => {
      const { payload, signatures } = good();
      await refused('INVALID_INPUT', pay({ payload: { ...payload, more: 1 } as never, signatures }));
    });

    it('to make deposits, escrows or redemptions', async () => {
      const note = { kind: 'note' as const, trader: payee.address, refundTo: payee.address, amount: '1000' };
      assert.equal(await rule(spendOf('wallet:transfer', [coin], [note])), 'outputKind');
      const redeeming = { redeemed: '300', payoutHash: 'ab'.repeat(32) };
      assert.equal(await rule(spendOf('wallet:transfer', [coin], [to(payee.address, '700')], redeeming)), 'redeems');
    });

    it('a time more than half a minute from the peer', async () => {
      runner.clockAhead = 40_000;
      await refused('CLOCK_SKEW', pay(good()));
      runner.clockAhead = 20_000;
      await pay(good());
    });

    it('everything until the members have voted which ledger this is', async () => {
      const young = consortiumOfSix();
      young.state.commit([{ key: composeKey(keys.ledgerIdentity()), value: undefined }], 'undone', new Date());
      await refused('NOT_FOUND', young.submit(actors.user, 'wallet:transfer', { spend: good() }));
    });
  });
});
