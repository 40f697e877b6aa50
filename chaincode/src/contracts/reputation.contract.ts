// SPDX-License-Identifier: Apache-2.0

import { Info, Transaction } from 'fabric-contract-api';
import { LedgerContext } from '../ledger/ledger-context.js';
import { BaseContract } from './base.contract.js';
import { get, history, list } from './reputation/reads.js';
import { run } from './run.js';

/** Scores of participants and what they rest on. The market's settlement and consent votes write them. */
@Info({ title: 'reputation', description: 'Scores of participants, their evidence and history' })
export class ReputationContract extends BaseContract {
  constructor() {
    super('reputation');
  }

  @Transaction(false)
  get(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'reputation:get', input, get);
  }

  @Transaction(false)
  list(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'reputation:list', input, list);
  }

  @Transaction(false)
  history(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'reputation:history', input, history);
  }
}
