// SPDX-License-Identifier: Apache-2.0

import { Info, Transaction } from 'fabric-contract-api';
import { LedgerContext } from '../ledger/ledger-context.js';
import { BaseContract } from './base.contract.js';
import { attest } from './learning/attest.js';
import { commitUpdate } from './learning/commit-update.js';
import { concludeRound } from './learning/conclude-round.js';
import { createTask } from './learning/create-task.js';
import { endCommitting } from './learning/end-committing.js';
import { endTask } from './learning/end-task.js';
import { join, leave } from './learning/join.js';
import { openRound } from './learning/open-round.js';
import { proposeAggregate } from './learning/propose-aggregate.js';
import { publishKeys } from './learning/publish-keys.js';
import * as read from './learning/read.js';
import { recordContributions } from './learning/record-contributions.js';
import { run } from './run.js';

/** Federated learning: tasks, rounds, commitments to updates, aggregates and the committee's verdicts. */
@Info({ title: 'learning', description: 'Learning tasks, rounds, commitments, aggregates and verdicts' })
export class LearningContract extends BaseContract {
  constructor() {
    super('learning');
  }

  @Transaction()
  createTask(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:createTask', input, createTask);
  }

  @Transaction()
  endTask(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:endTask', input, endTask);
  }

  @Transaction()
  join(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:join', input, join);
  }

  @Transaction()
  leave(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:leave', input, leave);
  }

  @Transaction()
  openRound(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:openRound', input, openRound);
  }

  @Transaction()
  publishKeys(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:publishKeys', input, publishKeys);
  }

  @Transaction()
  commitUpdate(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:commitUpdate', input, commitUpdate);
  }

  @Transaction()
  endCommitting(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:endCommitting', input, endCommitting);
  }

  @Transaction()
  proposeAggregate(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:proposeAggregate', input, proposeAggregate);
  }

  @Transaction()
  attest(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:attest', input, attest);
  }

  @Transaction()
  concludeRound(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:concludeRound', input, concludeRound);
  }

  @Transaction()
  recordContributions(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:recordContributions', input, recordContributions);
  }

  @Transaction(false)
  task(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:task', input, read.task);
  }

  @Transaction(false)
  tasks(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:tasks', input, read.tasks);
  }

  @Transaction(false)
  clients(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:clients', input, read.clients);
  }

  @Transaction(false)
  models(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:models', input, read.models);
  }

  @Transaction(false)
  round(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:round', input, read.round);
  }

  @Transaction(false)
  rounds(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:rounds', input, read.rounds);
  }

  @Transaction(false)
  roundKeys(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:roundKeys', input, read.roundKeys);
  }

  @Transaction(false)
  updates(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:updates', input, read.updates);
  }

  @Transaction(false)
  attestations(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:attestations', input, read.attestations);
  }

  @Transaction(false)
  contributions(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:contributions', input, read.contributions);
  }

  @Transaction(false)
  inclusion(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'learning:inclusion', input, read.inclusion);
  }
}
