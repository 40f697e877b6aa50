// SPDX-License-Identifier: Apache-2.0

import { Info, Transaction } from 'fabric-contract-api';
import { founderOf } from '../ledger/actor.js';
import { LedgerContext } from '../ledger/ledger-context.js';
import { BaseContract } from './base.contract.js';
import { execute } from './consortium/execute.js';
import { found } from './consortium/found.js';
import { propose } from './consortium/propose.js';
import { members, proposal, proposals, ruleParameters } from './consortium/reads.js';
import { vote } from './consortium/vote.js';
import { withdraw } from './consortium/withdraw.js';
import { run } from './run.js';

/** The consortium: its members, what they vote on, and the rules that hold. */
@Info({ title: 'consortium', description: 'Members, votes and rule parameters' })
export class ConsortiumContract extends BaseContract {
  constructor() {
    super('consortium');
  }

  @Transaction()
  found(context: LedgerContext, input: string): Promise<string> {
    // no registry exists yet that could attest the caller's role
    return run(context, 'consortium:found', input, found, (caller) => Promise.resolve(founderOf(caller.certified)));
  }

  @Transaction()
  propose(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'consortium:propose', input, propose);
  }

  @Transaction()
  vote(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'consortium:vote', input, vote);
  }

  @Transaction()
  execute(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'consortium:execute', input, execute);
  }

  @Transaction()
  withdraw(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'consortium:withdraw', input, withdraw);
  }

  @Transaction(false)
  members(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'consortium:members', input, members);
  }

  @Transaction(false)
  proposals(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'consortium:proposals', input, proposals);
  }

  @Transaction(false)
  proposal(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'consortium:proposal', input, proposal);
  }

  @Transaction(false)
  ruleParameters(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'consortium:ruleParameters', input, ruleParameters);
  }
}
