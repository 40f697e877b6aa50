// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { isDomainError, transactions, type Transaction, type TransactionName } from '@wattpass/chaincode/domain';
import { actors } from './actors.js';
import { consortiumOfSix } from './contract-runner.js';
import { refused } from './refused.js';

/**
 * Defines a test for every transaction of a contract and every role, by a table written by hand: transaction to the roles
 * that may call it. An empty input gets past the check of the role and fails, if at all, at that of the input.
 */
export function rolesAreHeld(contract: string, table: Readonly<Record<string, string>>): void {
  it('are laid down for every transaction', () => {
    const own = Object.keys(transactions).filter((name) => name.startsWith(`${contract}:`));
    assert.deepEqual(
      Object.keys(table)
        .map((name) => `${contract}:${name}`)
        .sort(),
      own.sort(),
    );
  });

  for (const [method, allowed] of Object.entries(table)) {
    const name = `${contract}:${method}` as TransactionName;
    const call = (role: keyof typeof actors): Promise<unknown> => {
      const runner = consortiumOfSix();
      const { kind } = transactions[name] as Transaction;
      const input = {} as never;
      return kind === 'submit'
        ? runner.submit(actors[role], name, input, {})
        : runner.evaluate(actors[role], name, input);
    };
    for (const role of ['producer', 'logistics', 'operator', 'user', 'station', 'recycler'] as const) {
      const may = allowed.split(' ').includes(role);
      it(`${may ? 'let' : 'keep'} ${role} ${may ? 'call' : 'from'} ${name}`, async () => {
        if (!may) {
          await refused('FORBIDDEN', call(role));
          return;
        }
        await call(role).catch((error: unknown) => {
          assert.ok(isDomainError(error) && error.code === 'INVALID_INPUT', String(error));
        });
      });
    }
  }
}
