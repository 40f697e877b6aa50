// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId } from '../actor.js';
import { Count, Hex256, IdempotencyKey, Page, pageOf, RecordId } from '../fields.js';
import { roles } from '../roles.js';
import { defineTransactions } from '../transaction.js';
import { Attestation } from './attestation.js';
import { Client } from './client.js';
import { Contributions } from './contributions.js';
import { LearningTask, NewLearningTask, TaskHead } from './learning-task.js';
import { ModelVersion } from './model-version.js';
import { RoundKeys } from './round-keys.js';
import { Aggregate, Round } from './round.js';
import { Update } from './update.js';

const OfTask = z.strictObject({ taskId: RecordId });
const OfRound = OfTask.extend({ round: Count.min(1) });
const PageOfTask = Page.extend({ taskId: RecordId });
const PageOfRound = PageOfTask.extend({ round: Count.min(1) });
const TaskState = LearningTask.extend({ head: TaskHead });

export const learningTransactions = defineTransactions({
  'learning:createTask': {
    kind: 'submit',
    summary: 'Create a learning task, whose rounds the own organisation runs',
    roles,
    delegate: true,
    input: z.strictObject({ key: IdempotencyKey, task: NewLearningTask }),
    output: LearningTask,
  },
  'learning:endTask': {
    kind: 'submit',
    summary: 'End a learning task; its last model stays',
    roles,
    delegate: true,
    input: OfTask,
    output: TaskState,
  },
  'learning:join': {
    kind: 'submit',
    summary: 'Take part in a learning task from its next round on',
    roles,
    input: OfTask,
    output: Client,
  },
  'learning:leave': {
    kind: 'submit',
    summary: 'Take no more part in a learning task',
    roles,
    input: OfTask,
    output: Client,
  },
  'learning:openRound': {
    kind: 'submit',
    summary: "Open a task's next round; repeated while that round takes commitments, it answers with it",
    roles,
    input: OfRound,
    output: Round,
  },
  'learning:publishKeys': {
    kind: 'submit',
    summary: "Publish the own keys for a round's secure aggregation",
    roles,
    input: RoundKeys.omit({ clientId: true }),
    output: RoundKeys,
  },
  'learning:commitUpdate': {
    kind: 'submit',
    summary: 'Commit to the own update of a round by its hash',
    roles,
    input: Update.pick({ taskId: true, round: true, hash: true, examplesBucket: true }),
    output: Update,
  },
  'learning:endCommitting': {
    kind: 'submit',
    summary: 'Take no more commitments: from now on updates are handed over',
    roles,
    input: OfRound,
    output: Round,
  },
  'learning:proposeAggregate': {
    kind: 'submit',
    summary: 'Put the aggregate of a round before its committee',
    roles,
    input: OfRound.extend(Aggregate.pick({ root: true, resultHash: true, excluded: true }).shape),
    output: Round,
  },
  'learning:attest': {
    kind: 'submit',
    summary: "Attest or reject a round's aggregate for the own organisation, having recomputed it",
    roles,
    input: OfRound.extend(Attestation.pick({ verdict: true, resultHash: true, reason: true }).shape),
    output: Attestation,
  },
  'learning:concludeRound': {
    kind: 'submit',
    summary: 'End a round by the verdicts of its committee, or because its time has passed',
    roles,
    input: OfRound,
    output: Round,
  },
  'learning:recordContributions': {
    kind: 'submit',
    summary: 'Record what each update of an accepted round was worth',
    roles,
    input: OfRound.extend(Contributions.pick({ method: true, items: true }).shape),
    output: Contributions,
  },
  'learning:task': {
    kind: 'evaluate',
    summary: 'A learning task and where it stands',
    roles,
    input: OfTask,
    output: TaskState,
  },
  'learning:tasks': {
    kind: 'evaluate',
    summary: 'Learning tasks, a page at a time',
    roles,
    input: Page,
    output: pageOf(LearningTask),
  },
  'learning:clients': {
    kind: 'evaluate',
    summary: 'Who trains for a task, a page at a time',
    roles,
    input: PageOfTask,
    output: pageOf(Client),
  },
  'learning:models': {
    kind: 'evaluate',
    summary: "A task's models, oldest first, a page at a time",
    roles,
    input: PageOfTask,
    output: pageOf(ModelVersion),
  },
  'learning:round': { kind: 'evaluate', summary: 'One round of a task', roles, input: OfRound, output: Round },
  'learning:rounds': {
    kind: 'evaluate',
    summary: "A task's rounds in their order, a page at a time",
    roles,
    input: PageOfTask,
    output: pageOf(Round),
  },
  'learning:roundKeys': {
    kind: 'evaluate',
    summary: "The clients' keys for a round's secure aggregation, a page at a time",
    roles,
    input: PageOfRound,
    output: pageOf(RoundKeys),
  },
  'learning:updates': {
    kind: 'evaluate',
    summary: 'The commitments of a round, a page at a time',
    roles,
    input: PageOfRound,
    output: pageOf(Update),
  },
  'learning:attestations': {
    kind: 'evaluate',
    summary: "The committee's verdicts on a round",
    roles,
    input: OfRound,
    output: z.strictObject({ items: z.array(Attestation) }),
  },
  'learning:contributions': {
    kind: 'evaluate',
    summary: 'What each update of a round was worth',
    roles,
    input: OfRound,
    output: Contributions,
  },
  'learning:inclusion': {
    kind: 'evaluate',
    summary: "The proof that a client's update is in a round's aggregate",
    roles,
    input: OfRound.extend({ clientId: ActorId }),
    output: z.strictObject({
      /** The leaf's text: client, update hash and bucket of examples, joined by colons. */
      leaf: z.string(),
      index: Count,
      size: Count,
      path: z.array(Hex256),
      root: Hex256,
    }),
  },
});
