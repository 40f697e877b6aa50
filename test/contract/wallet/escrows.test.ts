// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Escrow, Role } from '@wattpass/chaincode/domain';
import type { NewEscrow } from '@wattpass/chaincode/contracts/wallet/till.js';
import { actors, delegates } from '../../support/actors.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import { atTill, consortiumWithMoney, mint, supplyOf } from '../../support/money.js';
import { refused } from '../../support/refused.js';
import { spendOf, walletKey, type OwnCoin } from '../../support/wallet-keys.js';

describe('an escrow', () => {
  let runner: ContractRunner;
  let coin: OwnCoin;
  const [payer, station, trader] = [walletKey(), walletKey(), walletKey()];
  const place = { purpose: 'session', ref: ['s-1'] };
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  const terms: NewEscrow = {
    ...place,
    amount: 1000n,
    refundTo: { kind: 'coin', owner: payer.address },
    beneficiary: { kind: 'address', owner: station.address },
    deadline: inAnHour,
    onTimeout: 'settleDue',
  };
  beforeEach(async () => {
    runner = consortiumWithMoney({ disputeSeconds: 100 });
    [coin] = (await mint(runner, ['1000'])) as [OwnCoin];
  });

  /** Locks the coin, as a contract would that the payload's owner asked for something. */
  const lock = (changes: Partial<NewEscrow> = {}): Promise<Escrow> =>
    atTill(runner, async (till) => {
      const output = { kind: 'escrow' as const, ...place, refundTo: terms.refundTo, amount: '1000' };
      const fn = 'charging:fund';
      await till.spend(spendOf(fn, [coin], [output]), { fn, outputs: ['escrow'] });
      return till.lock({ ...terms, ...changes });
    });
  const held = async (address: string) =>
    (await runner.evaluate(actors.user, 'wallet:statement', { owners: [address], traders: [] })).total;
  const balances = async () => [await held(payer.address), await held(station.address), await supplyOf(runner)];
  const expire = () => runner.submit(actors.logistics, 'wallet:expireEscrows', { items: [place] });
  const act = (work: (till: Parameters<Parameters<typeof atTill>[1]>[0], escrow: Escrow) => void, now?: Date) =>
    atTill(
      runner,
      async (till) => {
        work(till, await till.escrow(place));
      },
      now,
    );

  it('takes a coin by its owner’s signature, and no key can spend it', async () => {
    const escrow = await lock();
    assert.deepEqual([escrow.state, escrow.amount], ['LOCKED', '1000']);
    assert.equal(await supplyOf(runner), 1000n);
    await refused(
      'COIN_NOT_LIVE',
      runner.submit(actors.user, 'wallet:transfer', {
        spend: spendOf('wallet:transfer', [coin], [{ kind: 'coin', owner: payer.address, amount: '1000' }]),
      }),
    );
  });

  it('settles: the beneficiary gets its part and the rest goes back', async () => {
    await lock();
    await act((till, escrow) => {
      till.settle(escrow, 640n);
    });
    assert.deepEqual(await balances(), ['360', '640', 1000n]);
  });

  it('settles for nothing and for all', async () => {
    await lock();
    await act((till, escrow) => {
      till.settle(escrow, 1000n);
    });
    assert.deepEqual(await balances(), ['0', '1000', 1000n]);
  });

  it('goes back whole', async () => {
    await lock();
    await act((till, escrow) => {
      till.refund(escrow);
    });
    assert.deepEqual(await balances(), ['1000', '0', 1000n]);
  });

  it('pays never more than it holds, and never less than nothing', async () => {
    await lock();
    for (const paid of [1001n, -1n]) {
      await assert.rejects(
        act((till, escrow) => {
          till.settle(escrow, paid);
        }),
        { code: 'RULE_VIOLATION' },
      );
    }
  });

  it('ends once: a second exit finds nothing', async () => {
    await lock();
    await act((till, escrow) => {
      till.settle(escrow, 1n);
    });
    for (const exit of ['settle', 'refund', 'expire'] as const) {
      await assert.rejects(
        act((till, escrow) => {
          till[exit](escrow, 1n);
        }),
        { code: 'ESCROW_CLOSED' },
      );
    }
    await refused('ESCROW_CLOSED', expire());
    await refused('ESCROW_CLOSED', runner.evaluate(actors.user, 'wallet:escrow', place));
  });

  it('ends once within a transaction as well', async () => {
    await lock();
    await assert.rejects(
      act((till, escrow) => {
        till.settle(escrow, 1n);
        till.refund(escrow);
      }),
      { code: 'ESCROW_CLOSED' },
    );
  });

  it('takes one at a time in its place', async () => {
    await lock();
    [coin] = (await mint(runner, ['1000'])) as [OwnCoin];
    await assert.rejects(lock(), { code: 'CONFLICT' });
  });

  it('takes more', async () => {
    await lock();
    const [more] = (await mint(runner, ['50'])) as [OwnCoin];
    await atTill(runner, async (till) => {
      const output = { kind: 'escrow' as const, ...place, refundTo: terms.refundTo, amount: '50' };
      await till.spend(spendOf('charging:topUp', [more], [output]), { fn: 'charging:topUp', outputs: ['escrow'] });
      till.topUp(await till.escrow(place), 50n);
    });
    const { escrow } = await runner.evaluate(actors.user, 'wallet:escrow', place);
    assert.equal(escrow.amount, '1050');
    assert.equal(await supplyOf(runner), 1050n);
  });

  it('of which nothing is locked is refused', async () => {
    await assert.rejects(lock({ amount: 0n }), { code: 'RULE_VIOLATION' });
  });

  it('never loses or makes money, whatever the code around it does', async () => {
    await assert.rejects(lock({ amount: 999n }), { code: 'INTERNAL' });
    await assert.rejects(lock({ amount: 1001n }), { code: 'INTERNAL' });
    assert.equal(await supplyOf(runner), 1000n);
  });

  describe('at its deadline', () => {
    const past = new Date(Date.now() - 60_000).toISOString();

    it('is ended by any member, and not before', async () => {
      await lock();
      const error = await refused('ILLEGAL_STATUS', expire());
      assert.equal(error.data['deadline'], inAnHour);
      assert.equal(error.data['pointer'], '/items/0');
    });

    it('pays what was due by the last reading', async () => {
      await lock({ deadline: past });
      await act((till, escrow) => {
        till.setDue(escrow, 250n);
        till.setDue(escrow, 300n);
      });
      await expire();
      assert.deepEqual(await balances(), ['700', '300', 1000n]);
    });

    it('pays nothing where nothing was due', async () => {
      await lock({ deadline: past });
      await expire();
      assert.deepEqual(await balances(), ['1000', '0', 1000n]);
    });

    it('goes back where that was fixed', async () => {
      await lock({ deadline: past, onTimeout: 'refund', beneficiary: { kind: 'contract' } });
      await expire();
      assert.deepEqual(await balances(), ['1000', '0', 1000n]);
    });

    it('cannot pay what is due to nobody in particular', async () => {
      await assert.rejects(lock({ beneficiary: { kind: 'contract' } }), { code: 'RULE_VIOLATION' });
    });

    it('goes back to a deposit, several of one transaction as one note', async () => {
      const refundTo = { kind: 'note' as const, trader: trader.address, refundTo: payer.address };
      await atTill(runner, async (till) => {
        const fn = 'market:order';
        const output = { kind: 'escrow' as const, ...place, refundTo, amount: '500' };
        await till.spend(spendOf(fn, [coin], [output, output]), { fn, outputs: ['escrow'] });
        for (const ref of [['a'], ['b']]) {
          await till.lock({ ...terms, ref, refundTo, amount: 500n, deadline: past });
        }
      });
      const { notes } = await runner.submit(actors.user, 'wallet:expireEscrows', {
        items: [
          { purpose: 'session', ref: ['a'] },
          { purpose: 'session', ref: ['b'] },
        ],
      });
      assert.deepEqual(
        notes.map(({ amount, trader: of, refundTo: home }) => [amount, of, home]),
        [['1000', trader.address, payer.address]],
      );
      assert.equal(await supplyOf(runner), 1000n);
    });
  });

  describe('under dispute', () => {
    const hold = async (until = inAnHour) => {
      await lock();
      await act((till, escrow) => {
        till.hold(escrow, until);
      });
    };
    const rule = (role: Role, paid: string) => runner.submit(delegates[role], 'wallet:rule', { ...place, paid });
    const execute = () => runner.submit(actors.user, 'wallet:executeRuling', place);

    it('takes no other exit', async () => {
      await hold();
      for (const exit of ['settle', 'refund'] as const) {
        const work = act((till, escrow) => {
          till[exit](escrow, 1n);
        });
        await assert.rejects(work, { code: 'ILLEGAL_STATUS' });
      }
      await refused('ILLEGAL_STATUS', expire());
    });

    it('ends as two thirds of the members hold', async () => {
      await hold();
      for (const role of ['producer', 'logistics', 'operator'] as const) {
        await rule(role, '100');
      }
      await rule('user', '200');
      const error = await refused('RULE_VIOLATION', execute());
      assert.deepEqual([error.data['rule'], error.data['needed']], ['panel', 4]);
      await rule('user', '100');
      await execute();
      assert.deepEqual(await balances(), ['900', '100', 1000n]);
      await refused('ESCROW_CLOSED', execute());
    });

    it('ends after its time as it was fixed when it was locked', async () => {
      await lock();
      await act((till, escrow) => {
        till.hold(till.setDue(escrow, 10n), new Date(Date.now() - 1000).toISOString());
      });
      await expire();
      assert.deepEqual(await balances(), ['990', '10', 1000n]);
    });

    it('is ruled by delegates, within what it holds, and only while it is held', async () => {
      await hold();
      await refused('FORBIDDEN', runner.submit(actors.user, 'wallet:rule', { ...place, paid: '1' }));
      await refused('RULE_VIOLATION', rule('user', '1001'));
      const { rulings } = await runner.evaluate(actors.user, 'wallet:escrow', place);
      assert.deepEqual(rulings, []);
    });

    it('is not ruled while it is locked', async () => {
      await lock();
      await refused('ILLEGAL_STATUS', rule('user', '1'));
      await refused('ILLEGAL_STATUS', execute());
    });

    it('is left to the contract that locked it where no beneficiary was fixed', async () => {
      await lock({ beneficiary: { kind: 'contract' }, onTimeout: 'refund' });
      await act((till, escrow) => {
        till.hold(escrow, inAnHour);
      });
      for (const role of ['producer', 'logistics', 'operator', 'user'] as const) {
        await rule(role, '100');
      }
      const error = await refused('RULE_VIOLATION', execute());
      assert.equal(error.data['rule'], 'fixedBeneficiary');
    });
  });
});
