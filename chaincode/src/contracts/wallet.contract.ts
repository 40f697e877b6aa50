// SPDX-License-Identifier: Apache-2.0

import { Info, Transaction } from 'fabric-contract-api';
import { LedgerContext } from '../ledger/ledger-context.js';
import { BaseContract } from './base.contract.js';
import { run } from './run.js';
import { executeRuling, expireEscrows, rule } from './wallet/end-escrows.js';
import { issue, redeem } from './wallet/issue.js';
import { deposit, transfer } from './wallet/pay.js';
import * as read from './wallet/reads.js';
import { completeWithdrawals, requestWithdrawals } from './wallet/withdraw.js';

/** Coins, deposits and escrows: money that only its owners' keys and the contracts' rules move. */
@Info({ title: 'wallet', description: 'Coins, deposits, escrows, and the issue of money' })
export class WalletContract extends BaseContract {
  constructor() {
    super('wallet');
  }

  @Transaction()
  issue(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:issue', input, issue);
  }

  @Transaction()
  redeem(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:redeem', input, redeem);
  }

  @Transaction()
  transfer(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:transfer', input, transfer);
  }

  @Transaction()
  deposit(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:deposit', input, deposit);
  }

  @Transaction()
  requestWithdrawals(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:requestWithdrawals', input, requestWithdrawals);
  }

  @Transaction()
  completeWithdrawals(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:completeWithdrawals', input, completeWithdrawals);
  }

  @Transaction()
  expireEscrows(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:expireEscrows', input, expireEscrows);
  }

  @Transaction()
  rule(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:rule', input, rule);
  }

  @Transaction()
  executeRuling(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:executeRuling', input, executeRuling);
  }

  @Transaction(false)
  ledgerIdentity(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:ledgerIdentity', input, read.ledgerIdentity);
  }

  @Transaction(false)
  coins(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:coins', input, read.coins);
  }

  @Transaction(false)
  statement(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:statement', input, read.statement);
  }

  @Transaction(false)
  escrow(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:escrow', input, read.escrow);
  }

  @Transaction(false)
  issuances(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:issuances', input, read.issuances);
  }

  @Transaction(false)
  supply(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'wallet:supply', input, read.supply);
  }
}
