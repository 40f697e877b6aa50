// SPDX-License-Identifier: Apache-2.0

import { Info, Transaction } from 'fabric-contract-api';
import { LedgerContext } from '../ledger/ledger-context.js';
import { BaseContract } from './base.contract.js';
import { advance } from './committee/advance.js';
import { attest } from './committee/attest.js';
import { judge } from './committee/judge.js';
import * as read from './committee/reads.js';
import { takeRanking } from './committee/take-ranking.js';
import { applyAsValidator, retireValidator, sponsorValidator } from './committee/validators.js';
import { run } from './run.js';

/** Validators, their daily ranking, and the committees that attest clearings. */
@Info({ title: 'committee', description: 'Validators, rankings and attestations of clearings' })
export class CommitteeContract extends BaseContract {
  constructor() {
    super('committee');
  }

  @Transaction()
  applyAsValidator(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'committee:applyAsValidator', input, applyAsValidator);
  }

  @Transaction()
  sponsorValidator(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'committee:sponsorValidator', input, sponsorValidator);
  }

  @Transaction()
  retireValidator(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'committee:retireValidator', input, retireValidator);
  }

  @Transaction()
  takeRanking(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'committee:takeRanking', input, takeRanking);
  }

  @Transaction()
  attest(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'committee:attest', input, attest);
  }

  @Transaction()
  judge(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'committee:judge', input, judge);
  }

  @Transaction()
  advance(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'committee:advance', input, advance);
  }

  @Transaction(false)
  get(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'committee:get', input, read.get);
  }

  @Transaction(false)
  ranking(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'committee:ranking', input, read.ranking);
  }

  @Transaction(false)
  validators(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'committee:validators', input, read.validators);
  }

  @Transaction(false)
  doubleVerdicts(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'committee:doubleVerdicts', input, read.doubleVerdicts);
  }
}
