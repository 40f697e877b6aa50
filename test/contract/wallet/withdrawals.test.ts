// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Note, WithdrawalPayload } from '@wattpass/chaincode/domain';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { composeKey } from '../../support/committed-state.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import { atTill, consortiumWithMoney, mint, supplyOf } from '../../support/money.js';
import { refused } from '../../support/refused.js';
import { header, signedBy, spendOf, walletKey, type OwnCoin } from '../../support/wallet-keys.js';

const REQUEST = 'wallet:requestWithdrawals';

describe('deposits', () => {
  let runner: ContractRunner;
  let note: Note;
  const [trader, home] = [walletKey(), walletKey()];
  beforeEach(async () => {
    runner = consortiumWithMoney({ withdrawalSeconds: 100 });
    const [coin] = (await mint(runner, ['1000'])) as [OwnCoin];
    const { notes } = await runner.submit(actors.user, 'wallet:deposit', {
      spend: spendOf(
        'wallet:deposit',
        [coin],
        [
          { kind: 'note', trader: trader.address, refundTo: home.address, amount: '900' },
          { kind: 'coin', owner: home.address, amount: '100' },
        ],
      ),
    });
    [note] = notes as [Note];
  });
  const payload = (changes: Partial<WithdrawalPayload> = {}): WithdrawalPayload => ({
    ...header(REQUEST),
    trader: trader.address,
    noteId: note.id,
    ...changes,
  });
  const request = (asked = payload(), by = trader) =>
    runner.submit(actors.station, REQUEST, { items: [{ payload: asked, signature: signedBy(by, asked) }] });
  const complete = () =>
    runner.submit(actors.recycler, 'wallet:completeWithdrawals', {
      items: [{ trader: trader.address, noteId: note.id }],
    });
  const statement = () =>
    runner.evaluate(actors.user, 'wallet:statement', { owners: [home.address], traders: [trader.address] });
  /** Lets the delay pass by announcing in the past. */
  const backdate = async () => {
    const { withdrawals } = await request();
    runner.seed(keys.withdrawal(trader.address, note.id), {
      ...withdrawals[0],
      effectiveAt: new Date(Date.now() - 1000).toISOString(),
    });
  };

  it('move coins under a pseudonym', async () => {
    assert.deepEqual([note.amount, note.refundTo], ['900', home.address]);
    assert.equal((await statement()).total, '1000');
    assert.equal(await supplyOf(runner), 1000n);
  });

  it('are drawn on in the order named; the last that is needed keeps the rest', async () => {
    const [coin] = (await mint(runner, ['50'])) as [OwnCoin];
    const output = { kind: 'note' as const, trader: trader.address, refundTo: home.address, amount: '50' };
    const { notes } = await runner.submit(actors.user, 'wallet:deposit', {
      spend: spendOf('wallet:deposit', [coin], [output]),
    });
    const [second] = notes as [Note];
    await atTill(runner, async (till) => {
      await till.draw(trader.address, [second.id, note.id], 60n);
      till.payCoin(home.address, 60n);
    });
    const after = await statement();
    assert.deepEqual(after.notes, [{ ...note, amount: '890' }]);
    await assert.rejects(
      atTill(runner, (till) => till.draw(trader.address, [note.id], 891n)),
      { code: 'RULE_VIOLATION' },
    );
    await assert.rejects(
      atTill(runner, (till) => till.draw(trader.address, [second.id], 1n)),
      { code: 'COIN_NOT_LIVE' },
    );
    await assert.rejects(
      atTill(runner, (till) => till.draw(home.address, [note.id], 1n)),
      { code: 'COIN_NOT_LIVE' },
    );
  });

  it('are drawn on by several orders of one transaction', async () => {
    await atTill(runner, async (till) => {
      for (let order = 0; order < 3; order += 1) {
        await till.draw(trader.address, [note.id], 300n);
      }
      till.payCoin(home.address, 900n);
    });
    assert.deepEqual((await statement()).notes, []);
  });

  it('come back in two steps, the second no earlier than announced, to the address of the deposit', async () => {
    const { withdrawals } = await request();
    const [{ requestedAt, effectiveAt } = assert.fail()] = withdrawals;
    assert.equal(Date.parse(effectiveAt) - Date.parse(requestedAt), 100_000);
    await refused('ILLEGAL_STATUS', complete());
    await backdate();
    const { coins } = await complete();
    assert.deepEqual(
      coins.map(({ owner, amount }) => [owner, amount]),
      [[home.address, '900']],
    );
    assert.deepEqual((await statement()).withdrawals, []);
    assert.equal(await supplyOf(runner), 1000n);
    await refused('NOT_FOUND', complete());
  });

  it('come back less what orders have taken meanwhile', async () => {
    await backdate();
    await atTill(runner, async (till) => {
      await till.draw(trader.address, [note.id], 100n);
      till.payCoin(home.address, 100n);
    });
    const { coins } = await complete();
    assert.equal(coins[0]?.amount, '800');
  });

  it('are not touched by an announcement, which would fail every batch that draws on them', async () => {
    const asked = payload();
    const endorsed = await runner.endorse(actors.user, REQUEST, {
      items: [{ payload: asked, signature: signedBy(trader, asked) }],
    });
    const noteKey = composeKey(keys.note(trader.address, note.id));
    assert.ok(!endorsed.ledger.writes.some(({ key }) => key === noteKey));
  });

  it('are announced once; a repeat finds the announcement', async () => {
    const first = await request();
    assert.deepEqual(await request(), first);
  });

  it('are announced by their pseudonym alone', async () => {
    const error = await refused('SIGNATURE_INVALID', request(payload(), home));
    assert.deepEqual([error.data['rule'], error.data['pointer']], ['keyOfOwner', '/items/0']);
    await refused('PAYLOAD_EXPIRED', request(payload({ notAfter: '2026-01-01T00:00:00Z' })));
    await refused('COIN_NOT_LIVE', request(payload({ noteId: 'f'.repeat(64) })));
    await refused('RULE_VIOLATION', request(payload({ network: 'cd'.repeat(32) })));
  });

  it('are not withdrawn unannounced, nor twice in one request', async () => {
    await refused('NOT_FOUND', complete());
    await backdate();
    const item = { trader: trader.address, noteId: note.id };
    await refused('COIN_NOT_LIVE', runner.submit(actors.user, 'wallet:completeWithdrawals', { items: [item, item] }));
  });
});
