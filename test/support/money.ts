// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { RuleVersion } from '@wattpass/chaincode/domain';
import { Till } from '@wattpass/chaincode/contracts/wallet/till.js';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from './actors.js';
import { consortiumOfSix, type ContractRunner } from './contract-runner.js';
import { actorOf } from './factories.js';
import { InMemoryLedger } from './in-memory-ledger.js';
import { walletKey, type OwnCoin, type WalletKey } from './wallet-keys.js';

/** A person who issues money for the operator. */
export const issuer = { ...actors.operator, issuer: true };

/** A consortium that has voted for the operator as an issuer. */
export function consortiumWithMoney(parameters: Partial<RuleVersion['parameters']> = {}): ContractRunner {
  const runner = consortiumOfSix(parameters);
  runner.seed(keys.issuer('OperatorMSP'), {
    mspId: 'OperatorMSP',
    status: 'active',
    since: '2026-01-01T00:00:00.000Z',
  });
  return runner;
}

let issues = 0;

/** Issues a coin for each amount, all to fresh keys or all to one. */
export async function mint(runner: ContractRunner, amounts: readonly string[], owner?: WalletKey): Promise<OwnCoin[]> {
  const owners = amounts.map(() => owner ?? walletKey());
  issues += 1;
  const { coins } = await runner.submit(issuer, 'wallet:issue', {
    key: `issue-${String(issues).padStart(6, '0')}`,
    outputs: amounts.map((amount, index) => ({ amount, owner: owners[index]?.address ?? '' })),
  });
  return coins.map(({ id, amount }, index) => ({ id, amount, key: owners[index] ?? walletKey() }));
}

/** All money there is, counted by range. */
export async function supplyOf(runner: ContractRunner): Promise<bigint> {
  let sum = 0n;
  for (const of of ['coins', 'notes', 'escrows'] as const) {
    let bookmark = '';
    do {
      const page = await runner.evaluate(actors.user, 'wallet:supply', { of, limit: 3, bookmark });
      sum += BigInt(page.sum);
      bookmark = page.bookmark;
    } while (bookmark !== '');
  }
  return sum;
}

/** Does at a till what the code of another contract would do, and commits it. */
export async function atTill<T>(
  runner: ContractRunner,
  work: (till: Till) => T | Promise<T>,
  now = new Date(),
): Promise<T> {
  issues += 1;
  const txId = createHash('sha256').update(`till ${issues}`).digest('hex');
  const ledger = new InMemoryLedger(runner.state, () => false, 'OperatorMSP');
  const till = await Till.open({ ledger, actor: actorOf('operator'), now: now.toISOString(), txId });
  const result = await work(till);
  await till.close();
  runner.state.commit(ledger.writes, txId, now);
  return result;
}
