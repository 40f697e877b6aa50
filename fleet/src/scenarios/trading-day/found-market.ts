// SPDX-License-Identifier: Apache-2.0
import { ProblemError, type RequestOf } from '@wattpass/gateway-api/client';
import type { Desks } from '../../rest/desk.js';
import type { StepLog } from '../step-log.js';

type Change = RequestOf<'propose'>['body']['change'];

/** Proposes a change, lets every member vote for it, and carries it out; gives the proposal's id. */
export async function voteFor(desks: Desks, steps: StepLog, name: string, change: Change): Promise<string> {
  const { client } = desks.operator;
  const { id: proposalId } = await steps.take(`propose: ${name}`, client.propose({ body: { change } }));
  const members = new Map(Object.values(desks).map((desk) => [desk.mspId, desk]));
  const votes = [...members.values()].map((desk) =>
    steps.take(`vote: ${name}`, desk.client.vote({ proposalId, body: { approve: true } })),
  );
  await Promise.all(votes);
  await steps.take(`execute: ${name}`, client.executeProposal({ proposalId }));
  return proposalId;
}

/**
 * Lets the members vote that the market's clock runs as fast as the ledger: simulated days do not wait for real hours. A run
 * on a ledger where they did finds nothing to change.
 */
export async function quickenMarket(desks: Desks, steps: StepLog, parameters: QuickMarket): Promise<void> {
  try {
    await voteFor(desks, steps, 'how fast the market runs', { kind: 'setParameters', parameters });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.data?.['rule'] !== 'changesSomething') {
      throw error;
    }
  }
}

/** Rule parameters of the market that are times. */
export type QuickMarket = Extract<Change, { kind: 'setParameters' }>['parameters'];
