// SPDX-License-Identifier: Apache-2.0
import type { Ledger } from '@wattpass/chaincode/ledger/ledger.js';
import type { ContractRunner } from './contract-runner.js';
import { InMemoryLedger } from './in-memory-ledger.js';

let count = 0;

/** Runs what one contract does within another's transaction as a transaction of its own, and commits it. */
export async function step<T>(runner: ContractRunner, work: (ledger: Ledger, now: string) => Promise<T>): Promise<T> {
  count += 1;
  const ledger = new InMemoryLedger(runner.state, () => false, 'UserMSP');
  const time = runner.now();
  const result = await work(ledger, time.toISOString());
  runner.state.commit(ledger.writes, `step ${count}`, time);
  return result;
}
